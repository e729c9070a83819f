"""For machines: events, their kinds, places and history."""

from collections.abc import Sequence
from typing import Any

from campaign.core.actor import P
from campaign.core.i18n import _l
from campaign.events import queries
from campaign.events.schemas import EventFilter, EventRow, EventState, KindRow, PlaceRow, RoleRow
from campaign.web.api.fields import Choice, Day, Line, Number, Question
from campaign.web.api.operations import Operations
from campaign.web.api.shapes import Paging, shows
from campaign.web.guards import needs
from campaign.web.paging import Page

api = Operations("events_api", __name__, _l("Events, their kinds and places"))
ROLE = shows("Role", RoleRow, "id name capacity taken left")
EVENT = shows(
    "Event", EventRow,
    "id stop_id relay_id region_id unit_name kind kind_name title description starts_at ends_at time_zone place_id place_name "
    "place_address place_capacity place_note capacity taken left state reason responsible responsible_phone roles version",
    roles=ROLE,
)  # fmt: skip
KIND = shows("Kind", KindRow, "id code name shipped events")
PLACE = shows("Place", PlaceRow, "id region_id unit_id unit_name name address lat lon capacity events")


class EventsAsked(Paging):
    """What of the events to list; days are those of the place's calendar, both included."""

    relay = Number(load_default=None)
    stop = Number(load_default=None)
    kind = Line(most=40, load_default="", metadata={"description": "The code of a kind."})
    state = Choice(EventState, load_default=None)
    from_day = Day(load_default=None)
    to_day = Day(load_default=None)
    text = Line(most=120, load_default="", metadata={"description": "Words of the title, in any spelling."})


class PlacesAsked(Question):
    unit = Number(load_default=None, metadata={"description": "Only those in this city or district."})


@api.lists("/events", EVENT, asks=EventsAsked)
@needs(P.EVENTS_READ)
def events(asked: dict[str, Any]) -> Page[EventRow]:
    """The events that the account sees, in the order of time."""
    wish = EventFilter(
        asked["relay"], asked["stop"], asked["kind"], asked["state"], asked["from_day"], asked["to_day"], asked["text"]
    )
    return queries.find_events(wish, asked["after"], asked["limit"])


@api.reads("/events/<int:event_id>", EVENT)
@needs(P.EVENTS_READ)
def event(event_id: int) -> EventRow:
    """One event with its roles; its version is the ETag."""
    return queries.event_row(event_id)


@api.lists("/kinds", KIND)
@needs(P.EVENTS_READ)
def kinds() -> Sequence[KindRow]:
    """The kinds of events; the code is what an event is planned with."""
    return queries.kinds()


@api.lists("/places", PLACE, asks=PlacesAsked)
@needs(P.EVENTS_READ)
def places(asked: dict[str, Any]) -> Sequence[PlaceRow]:
    """Squares, halls and streets."""
    return queries.places(asked["unit"])


@api.reads("/places/<int:place_id>", PLACE)
@needs(P.EVENTS_READ)
def place(place_id: int) -> PlaceRow:
    """One place."""
    return queries.place_row(place_id)
