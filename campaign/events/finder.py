"""What a search for everything finds of stops, events and venues, with what is done most with one of them."""

from typing import Any, Final

from flask import current_app, url_for
from sqlalchemy import case, func, select

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.db import db
from campaign.core.i18n import _l
from campaign.events.models import Event, Place
from campaign.events.queries import titled
from campaign.events.schemas import EventState
from campaign.events.states import STATE_WORDS
from campaign.relay.models import Stop
from campaign.territory.models import Unit
from campaign.web.finding import AT_ONCE, Asked, Deed, Finding, Found, best, key_of, listed
from campaign.web.templating import clock_time, day_month, day_span

MOST: Final = 2000  # stops that are looked through, the latest
PRINT_ROSTER: Final = "people_paper.print_roster"


def _roster(event_id: int, region_id: int, stop_id: int) -> tuple[Deed, ...]:
    """The printed list of an event's people, one press away, for whoever may print it."""
    if PRINT_ROSTER not in current_app.view_functions or not current_actor().may_at(P.SHEETS_PRINT, region_id, stop_id):
        return ()
    return (Deed(_l("Print the list of participants"), url_for(PRINT_ROSTER, event_id=event_id), sends=True, icon="print"),)


class Stops:
    """By the city or district of the stay, by its former names too, and the year."""

    label = _l("Stops")
    permission = P.EVENTS_READ
    icon = "pin"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """One statement, and one more for the deeds where one stop alone is meant."""
        asking = select(
            Stop.id, Stop.region_id, Stop.arrives_on, Stop.departs_on, Unit.name, Unit.centre, Unit.former_names
        ).join(Unit, Unit.id == Stop.unit_id)
        stops = db.session.execute(asking.where(~Stop.left_out).order_by(Stop.arrives_on.desc(), Stop.id).limit(MOST))
        keys = ((key_of(row.name, row.centre, row.former_names, str(row.arrives_on.year)), row) for row in stops)
        rows = best(asked, keys)
        return listed([self._found(row, alone=len(rows) == 1) for row in rows])

    @staticmethod
    def _found(row: Any, *, alone: bool) -> Found:
        page = url_for("events_staff.stop", stop_id=row.id)
        deeds = _deeds(row, page) if alone else ()
        return Found(row.name.text(), page, day_span((row.arrives_on, row.departs_on)), deeds=deeds)


def _deeds(stop: Any, page: str) -> tuple[Deed, ...]:
    """The list of the event that is next there, or was last; the stop's events and its papers."""
    ahead = Event.day >= clock.campaign_today()
    asking = (
        select(Event.id, Event.title, Event.day)
        .where(Event.stop_id == stop.id, Event.state != EventState.CANCELLED)
        .order_by(ahead.desc(), Event.taken == 0, case((ahead, Event.starts_at)), Event.starts_at.desc())
        .limit(1)
    )
    event = db.session.execute(asking).first()
    events = Deed(_l("Events"), url_for("events_staff.events", stop=stop.id), icon="cal")
    own = (events, Deed(_l("Papers"), f"{page}#papers", icon="paper"))
    if event is None:
        return own
    words = _l("Print the list: %(event)s, %(day)s", event=event.title, day=day_month(event.day))
    return (*(Deed(words, deed.url, True, deed.icon) for deed in _roster(event.id, stop.region_id, stop.id)), *own)


class Events:
    """By words of the title and of the place they are held in."""

    label = _l("Events")
    permission = P.EVENTS_READ
    icon = "cal"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """Two statements: which places are called so, and the events; those to come first."""
        asking = (
            select(
                Event.id, Event.region_id, Event.stop_id, Event.title, Event.starts_at, Event.time_zone, Event.state, Event.day,
                Unit.name.label("unit"), func.count().over().label("total"),
            )
            .join(Stop, Stop.id == Event.stop_id)
            .join(Unit, Unit.id == Stop.unit_id)
            .where(*titled(asked.words))
            .order_by((Event.day >= clock.campaign_today()).desc(), Event.starts_at, Event.id)
            .limit(AT_ONCE)
        )  # fmt: skip
        rows = db.session.execute(asking).all()
        total = rows[0].total if rows else 0
        found = tuple(_event(row, alone=total == 1) for row in rows)
        return Finding(found, total, url=url_for("events_staff.events", q=asked.text))


def _event(row: Any, *, alone: bool) -> Found:
    at = clock.on_the_wall(row.starts_at, row.time_zone)
    page = url_for("events_staff.event", event_id=row.id)
    papers = Deed(_l("Papers"), f"{page}#papers", icon="paper")
    return Found(
        row.title.text(), page,
        f"{row.unit} · {day_month(at.date())}, {clock_time(row.starts_at, row.time_zone)} · {STATE_WORDS[row.state]}",
        deeds=(*_roster(row.id, row.region_id, row.stop_id), papers) if alone else (),
    )  # fmt: skip


class Venues:
    """By the name, the address, the city or district."""

    label = _l("Venues")
    permission = P.EVENTS_READ
    icon = "pin"
    personal = False
    numbered = False

    def find(self, asked: Asked) -> Finding:
        """One statement; the venues of the regions that are seen are looked through."""
        asking = select(Place.id, Place.name, Place.address, Unit.name.label("unit")).join(Unit, Unit.id == Place.unit_id)
        rows = db.session.execute(asking.order_by(Place.id))
        keys = ((key_of(row.name, row.address, row.unit), row) for row in rows)
        found = [
            Found(row.name.text(), self._page(row.id), " · ".join(filter(None, (row.unit.text(), row.address))))
            for row in best(asked, keys)
        ]
        return listed(found, url_for("events_staff.places"))

    @staticmethod
    def _page(place_id: int) -> str:
        """Where it is changed, for whoever may; else the list."""
        if current_actor().may(P.EVENTS_WRITE):
            return url_for("events_staff.edit_place", place_id=place_id)
        return url_for("events_staff.places")


FINDERS = (Stops(), Events(), Venues())
