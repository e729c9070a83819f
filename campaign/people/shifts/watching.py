"""What stands against those who are in the shifts of an event as it is now: an event may have moved since they came in."""

from collections.abc import Iterator

from sqlalchemy import select

from campaign.core.db import db
from campaign.events.bookings import clash_rules
from campaign.events.models import Event
from campaign.people.models import Person, Registration
from campaign.people.shifts.clashes import Engagement, booking_of, engagements, located_event, standing_against
from campaign.people.shifts.models import Shift, ShiftPlace
from campaign.people.shifts.schemas import Against
from campaign.people.shifts.wording import words_for

_Inside = tuple[Shift, int, int, str, bool]
"""A shift, and of somebody in it the registration, the person, the name, and whether too little time was accepted."""


def standing_in(event_id: int) -> tuple[Against, ...]:
    """In the order of the shifts, what cannot be first. Six statements, one where nobody is in a shift."""
    people = _inside(event_id)
    if not people:
        return ()
    row, rules = located_event(event_id), clash_rules()
    wanted = {shift.id: booking_of(row, shift) for shift, *_rest in people}
    begins, ends = (edge(getattr(one, at) for one in wanted.values()) for edge, at in ((min, "starts_at"), (max, "ends_at")))
    booked = engagements({person_id for _shift, _number, person_id, *_rest in people}, begins, ends)
    seen = set(
        db.session.scalars(select(Event.id).where(Event.id.in_({one.event_id for own in booked.values() for one in own})))
    )  # fmt: skip

    def told() -> Iterator[Against]:
        known: set[tuple[int, frozenset[int]]] = set()
        for shift, number, person_id, name, accepted in people:
            for other, clash in standing_against(wanted[shift.id], event_id, booked.get(person_id, ()), rules):
                pair = (number, _pair(shift, other))
                if pair not in known and (clash.is_hard or not accepted):
                    known.add(pair)
                    yield Against(number, shift.id, name, words_for(other, clash, seen), clash.is_hard)

    return tuple(sorted(told(), key=lambda one: not one.is_hard))


def _pair(shift: Shift, other: Engagement) -> frozenset[int]:
    return frozenset((shift.id, other.booking.event_id))


def _inside(event_id: int) -> list[_Inside]:
    asked = (
        select(Shift, Registration.id, Registration.person_id, Person.full_name, ShiftPlace.accepted)
        .join(ShiftPlace, ShiftPlace.shift_id == Shift.id)
        .join(Registration, Registration.id == ShiftPlace.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(Shift.event_id == event_id)
        .order_by(Shift.offset, Shift.id, ShiftPlace.id)
        .execution_options(populate_existing=True)
    )
    return [(shift, number, person, name, accepted) for shift, number, person, name, accepted in db.session.execute(asked)]
