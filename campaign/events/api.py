"""For machines: events, their kinds, places and history; planning them, changing them, moving them on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from campaign.core.actor import P
from campaign.core.i18n import Translated, _l
from campaign.events import queries, services
from campaign.events.schemas import (
    EventFilter,
    EventRow,
    EventState,
    KindRow,
    NewEvent,
    NewPlace,
    PlaceRow,
    RoleRow,
    RoleWish,
    Step,
)
from campaign.web.api.fields import Body, Choice, Day, Degrees, Flag, Line, Number, Phone, Question, Text, Texts, WallTime
from campaign.web.api.operations import Operations, made, own_key
from campaign.web.api.place import tell_of_event
from campaign.web.api.shapes import Many, Paging, shows
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
MARK = shows("EventMark", EventRow, "id stop_id state capacity taken version")
MOVED = shows("EventsMoved", services.Moved, "moved left")
STEP = shows("Step", Step, "at act reason who")
KIND = shows("Kind", KindRow, "id code name shipped events")
PLACE = shows("Place", PlaceRow, "id region_id unit_id unit_name name address lat lon capacity events version")


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


@api.lists("/events/<int:event_id>/history", STEP)
@needs(P.EVENTS_READ)
def history(event_id: int) -> Sequence[Step]:
    """What was done with an event and by whom, oldest first."""
    row = queries.event_row(event_id)
    tell_of_event(row.id, row.time_zone)
    return queries.history_of(row.id)


class RoleSent(Body):
    id = Number(load_default=None, allow_none=True, metadata={"description": "The role to keep; none for a new one."})
    name = Texts(most=80, required=True)
    capacity = Number(least=1, most=1_000_000, load_default=None, allow_none=True)


class EventChange(Body):
    """What to change of an event; whatever is not named stays. Day and times are those of the wall of the place."""

    kind = Line(most=40)
    title = Texts(most=200)
    description = Texts(most=4000, lines=True)
    day = Day()
    starts = WallTime()
    ends = WallTime()
    later_hour = Flag(metadata={"description": "Of a time that occurs twice that night, the second."})
    place_id = Number(allow_none=True)
    place_note = Line(most=200)
    capacity = Number(least=1, most=1_000_000, allow_none=True)
    responsible = Line(most=120)
    responsible_phone = Phone()
    clash_reason = Text(most=500)
    roles = Many(RoleSent, most=40)


class EventSent(EventChange):
    """A new event of a stop: kind, title, day and times must be there."""

    kind = Line(most=40, required=True)
    title = Texts(most=200, required=True)
    day = Day(required=True)
    starts = WallTime(required=True)
    ends = WallTime(required=True)


class StateSent(Body):
    state = Choice(EventState, required=True)
    reason = Text(most=500, load_default="")


class PlaceSent(Body):
    name = Texts(most=200, required=True)
    address = Line(most=200, load_default="")
    capacity = Number(least=1, most=1_000_000, load_default=None, allow_none=True)
    lat = Degrees(load_default=None, allow_none=True)
    lon = Degrees(load_default=None, allow_none=True)


class NewPlaceSent(PlaceSent):
    unit_id = Number(required=True)


def _wish(sent: dict[str, Any], before: NewEvent) -> NewEvent:
    roles = (
        {"roles": tuple(RoleWish(one["name"], one["capacity"], one["id"]) for one in sent["roles"])} if "roles" in sent else {}
    )
    return replace(before, **{**sent, **roles})


def _blank(stop_id: int, sent: dict[str, Any]) -> NewEvent:
    day, starts, ends = sent["day"], sent["starts"], sent["ends"]
    return NewEvent(stop_id, "", Translated(), Translated(), day, starts, ends, None, "", None, "", "")


def _as_it_is(row: EventRow) -> NewEvent:
    return NewEvent(
        row.stop_id, row.kind, row.title, row.description, row.day, row.starts_on_wall.time(), row.ends_on_wall.time(),
        row.place_id, row.place_note, row.capacity, row.responsible, row.responsible_phone,
        tuple(RoleWish(role.name, role.capacity, role.id) for role in row.roles), later_hour=row.is_later_hour,
    )  # fmt: skip


@api.acts("/stops/<int:stop_id>/events", MARK, takes=EventSent, status=201)
@needs(P.EVENTS_WRITE)
def plan_event(sent: dict[str, Any], stop_id: int) -> Any:
    """Plan an event at a stop, as a draft."""
    event_id = services.create_event(_wish(sent, _blank(stop_id, sent)), own_key())
    return made("events_api.event", queries.event_row(event_id), event_id=event_id)


@api.acts("/events/<int:event_id>", MARK, method="PATCH", takes=EventChange, versioned=True)
@needs(P.EVENTS_WRITE)
def change_event(sent: dict[str, Any], event_id: int, version: int) -> EventRow:
    """Change what stands in an event: its words, time, place, capacity, roles."""
    services.edit_event(event_id, _wish(sent, _as_it_is(queries.event_row(event_id))), version)
    return queries.event_row(event_id)


@api.acts("/events/<int:event_id>/state", MARK, takes=StateSent, versioned=True)
@needs(P.EVENTS_WRITE)
def move_event(sent: dict[str, Any], event_id: int, version: int) -> EventRow:
    """Move an event on or back: approve, open, hold, report, cancel with a reason."""
    services.change_state(event_id, sent["state"], sent["reason"], version)
    return queries.event_row(event_id)


@api.acts("/stops/<int:stop_id>/events/open", MOVED)
@needs(P.EVENTS_WRITE)
def open_stop(stop_id: int) -> services.Moved:
    """Approve and open every event of a stop that is still a draft or approved."""
    return services.open_stop(stop_id)


@api.acts("/places", PLACE, takes=NewPlaceSent, status=201)
@needs(P.EVENTS_WRITE)
def add_place(sent: dict[str, Any]) -> Any:
    """Add a square, hall or street."""
    place_id = services.create_place(NewPlace(**sent))
    return made("events_api.place", queries.place_row(place_id), place_id=place_id)


@api.acts("/places/<int:place_id>", PLACE, method="PUT", takes=PlaceSent, versioned=True)
@needs(P.EVENTS_WRITE)
def change_place(sent: dict[str, Any], place_id: int, version: int) -> PlaceRow:
    """Say anew what is known of a place; events held there keep their own number of places."""
    services.edit_place(place_id, NewPlace(queries.place_row(place_id).unit_id, **sent), version)
    return queries.place_row(place_id)
