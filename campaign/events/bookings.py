"""What events book (their responsible person, their place, the coordinator of their stop), and where those clash.

What later features book for them (vehicles and drivers of a column) comes through `BOOKING_PORTS`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, func, select

from campaign.accounts.queries import in_charge_of
from campaign.core import settings
from campaign.core.db import db
from campaign.core.text import fold
from campaign.events.clashes import Booking, Clash, ClashRules, Spot, Subject, find_clashes
from campaign.events.models import ClashAcceptance, Event, Place
from campaign.events.schemas import AHEAD
from campaign.relay.models import Stop
from campaign.territory.models import Unit

RULES: Final = "events.clash_rules"
NEARBY: Final = timedelta(days=1)  # around a stay or an event: farther away nothing overlaps, and every way fits


class BookingPort(Protocol):
    """A later feature that books something for events."""

    def booked(self, events: Mapping[int, Booking]) -> Iterable[Booking]:
        """What it books for these. Each comes as a booking with its time and place, of which subject, key, name and phone are
        to be put in (`dataclasses.replace`). One statement, whatever the number of events.
        """


BOOKING_PORTS: list[BookingPort] = []


def clash_rules() -> ClashRules:
    """How this installation reckons travel. One statement."""
    return ClashRules(**(settings.value_of(RULES) or {}))


def bookings(*criteria: ColumnElement[bool]) -> tuple[Booking, ...]:
    """What those events book that the asker sees and that are still to be held, in the order of time.

    Two statements, and one for each port.
    """
    statement = (
        select(Event, Place.name, Place.lat, Place.lon, Unit.id, Unit.lat, Unit.lon)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(Place, Place.id == Event.place_id)
        .where(Event.state.in_(AHEAD), *criteria)
        .order_by(Event.starts_at, Event.id)
    )
    rows = db.session.execute(statement).all()
    coordinators = _coordinators({row[0].stop_id for row in rows})
    events = {row[0].id: _of_place(row) for row in rows}
    own = (booking for row in rows for booking in _booked(row[0], events[row[0].id], coordinators))
    more = (booking for port in BOOKING_PORTS if events for booking in port.booked(events))
    return (*own, *more)


def _of_place(row: Sequence[Any]) -> Booking:
    """That the event is held where it is held; of an event without a place the key is empty."""
    event, place_name, lat, lon, unit_id, unit_lat, unit_lon = row
    spot = Spot(event.place_id, lat, lon, unit_id, unit_lat, unit_lon)
    key, name = (str(event.place_id), place_name.text()) if event.place_id is not None else ("", "")
    return Booking(
        Subject.PLACE, key, name, event.id, event.stop_id, event.title, event.starts_at, event.ends_at, event.time_zone, spot
    )  # fmt: skip


def _booked(event: Event, place: Booking, coordinators: dict[int, tuple[int, str]]) -> Iterator[Booking]:
    if person := fold(event.responsible):
        who, phone = event.responsible, event.responsible_phone
        yield replace(place, subject=Subject.PERSON, key=person, name=who, phone=phone)
    if place.key:
        yield place
    if event.stop_id in coordinators:
        user_id, name = coordinators[event.stop_id]
        yield replace(place, subject=Subject.COORDINATOR, key=str(user_id), name=name)


def _coordinators(stop_ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Who is alone in charge of a stop; where two are, one of them is free. One statement."""
    return {stop_id: users[0] for stop_id, users in in_charge_of(stop_ids).items() if len(users) == 1}


def clashes_among(*criteria: ColumnElement[bool]) -> tuple[Clash, ...]:
    """The clashes among these events. Four statements however many there are, and one more where something clashes hard."""
    found = find_clashes(bookings(*criteria), clash_rules())
    fingerprints = [clash.fingerprint for clash in found if clash.is_hard]
    if not fingerprints:
        return found
    statement = select(ClashAcceptance.fingerprint, ClashAcceptance.reason)
    rows = db.session.execute(statement.where(ClashAcceptance.fingerprint.in_(fingerprints)))
    accepted = {fingerprint: reason for fingerprint, reason in rows}
    return tuple(replace(clash, accepted=accepted.get(clash.fingerprint, "")) if accepted else clash for clash in found)


def clashes_between(first_day: date, last_day: date) -> tuple[Clash, ...]:
    """The clashes of these calendar days, both included. Four statements, or five."""
    return clashes_among(Event.day >= first_day, Event.day <= last_day)


def clashes_of_event(event_id: int) -> tuple[Clash, ...]:
    """What this event clashes with, anywhere in the asker's scope. Five statements, or six."""
    return tuple(clash for clash in _around(Event.id == event_id) if clash.touches(event_id))


def clashes_of_stop(stop_id: int) -> tuple[Clash, ...]:
    """What the events of this stop clash with, anywhere in the asker's scope. Five statements, or six."""
    found = _around(Event.stop_id == stop_id)
    return tuple(clash for clash in found if stop_id in (clash.first.stop_id, clash.second.stop_id))


def _around(which: ColumnElement[bool]) -> tuple[Clash, ...]:
    """The clashes at the time of these events. Five statements, or six."""
    statement = select(func.min(Event.starts_at), func.max(Event.ends_at)).where(which, Event.state.in_(AHEAD))
    first, last = db.session.execute(statement).one()
    if not first:
        return ()
    return clashes_among(Event.ends_at > first - NEARBY, Event.starts_at < last + NEARBY)
