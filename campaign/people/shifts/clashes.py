"""Where a shift stands against what somebody is booked for already: other shifts, and other events they have a place at.

The reckoning is that of events (E7): the same kit of bookings, and its setting for how travel is reckoned.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.clashes import Booking, Clash, ClashKind, ClashRules, Spot, Subject, find_clashes
from campaign.events.models import Event, Place
from campaign.events.schemas import AHEAD
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.shifts.models import Shift, ShiftPlace
from campaign.people.shifts.schemas import FARTHEST
from campaign.relay.models import Stop
from campaign.territory.models import Unit

_NEARBY: Final = FARTHEST + timedelta(days=1)  # farther away no shift of an event overlaps, and every way fits
_WHOLE_DAYS: Final = 100_000  # minutes: nothing only stands there


@dataclass(frozen=True)
class Engagement:
    """What somebody is booked for: a shift (`shift_id`), or a place at an event."""

    registration_id: int
    event_id: int
    shift_id: int | None
    booking: Booking


def engagements(person_ids: Iterable[int], starts_at: datetime, ends_at: datetime) -> dict[int, list[Engagement]]:
    """What these people are booked for around that time, wherever it is, by the person. Two statements."""
    found: defaultdict[int, list[Engagement]] = defaultdict(list)
    around = (
        Registration.person_id.in_(list(person_ids)), Registration.state == RegistrationState.CONFIRMED,
        Event.state.in_(AHEAD), Event.ends_at > starts_at - _NEARBY, Event.starts_at < ends_at + _NEARBY,
    )  # fmt: skip
    with widened():
        for person_id, registration_id, *row in db.session.execute(_located().where(*around)):
            event = row[0]
            booking = _booking(row, -event.id, event.title, event.starts_at, event.ends_at)
            found[person_id].append(Engagement(registration_id, event.id, None, booking))
        in_shifts = _located().add_columns(Shift).join(ShiftPlace, ShiftPlace.registration_id == Registration.id)
        for person_id, registration_id, *row, shift in db.session.execute(
            in_shifts.join(Shift, Shift.id == ShiftPlace.shift_id).where(*around)
        ):
            booking = booking_of(row, shift)
            found[person_id].append(Engagement(registration_id, shift.event_id, shift.id, booking))
    return found


def located_event(event_id: int) -> Sequence[Any]:
    """The event with where it is, as `booking_of` takes it. One statement."""
    statement = (
        select(Event, Place.lat, Place.lon, Unit.id, Unit.lat, Unit.lon)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(Place, Place.id == Event.place_id)
    )
    with widened():
        return db.session.execute(statement.where(Event.id == event_id)).one()


def _located() -> Any:
    return (
        select(Registration.person_id, Registration.id, Event, Place.lat, Place.lon, Unit.id, Unit.lat, Unit.lon)
        .join(Event, Event.id == Registration.event_id)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(Place, Place.id == Event.place_id)
    )


def booking_of(row: Sequence[Any], shift: Shift) -> Booking:
    """A shift as the kit books it; `row` is its event with where that is."""
    starts_at = row[0].starts_at + timedelta(minutes=shift.offset)
    return _booking(row, shift.id, shift.title, starts_at, starts_at + timedelta(minutes=shift.minutes))


def _booking(row: Sequence[Any], number: int, title: Translated, starts_at: datetime, ends_at: datetime) -> Booking:
    """`number` only tells bookings apart: that of a shift, or the event's below zero."""
    event, lat, lon, unit_id, unit_lat, unit_lon = row
    spot = Spot(event.place_id, lat, lon, unit_id, unit_lat, unit_lon)
    return Booking(
        Subject.PERSON, "", "", number, event.stop_id, title, starts_at, ends_at, event.time_zone, spot
    )  # fmt: skip


def standing_against(
    wanted: Booking, event_id: int, booked: Iterable[Engagement], rules: ClashRules
) -> Iterator[tuple[Engagement, Clash]]:
    """What of somebody's bookings does not go together with a shift of that event.

    Coming to the event itself does; so does a shift beside another event that only stands there (an exhibition) in the same
    town, and one that follows upon another at the same place.
    """
    for other in booked:
        if other.shift_id == wanted.event_id or (other.shift_id is None and other.event_id == event_id):
            continue
        for clash in find_clashes((wanted, other.booking), _rules_for(other, rules)):
            on_the_way = clash.kind is ClashKind.TRAVEL
            if not on_the_way or (other.event_id != event_id and clash.kilometres >= 0.1):
                yield other, clash


def _rules_for(other: Engagement, rules: ClashRules) -> ClashRules:
    """A shift is work for all of its time, and so is an event, unless it is one that only stands there."""
    lasts = other.booking.ends_at - other.booking.starts_at
    if other.shift_id is None and lasts > timedelta(minutes=rules.standing_minutes):
        return rules
    return replace(rules, standing_minutes=_WHOLE_DAYS)
