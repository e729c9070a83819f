"""Coming into a shift and leaving it: one person, what stands against it reckoned first. For the services beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.bookings import clash_rules
from campaign.events.models import Event
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.claiming import claim
from campaign.people.services.rows import FRESH
from campaign.people.shifts.clashes import booking_of, engagements, located_event, standing_against
from campaign.people.shifts.models import Shift, ShiftPlace
from campaign.people.shifts.schemas import Against
from campaign.people.shifts.services.taking import free_shift, note, take_shift
from campaign.people.shifts.wording import words_for

NO_SHIFT = _l("There is no such shift.")
CONFIRMED = RegistrationState.CONFIRMED


@dataclass(frozen=True)
class Comer:
    """Somebody who is to come into a shift. The person's row is held: nobody puts them elsewhere meanwhile."""

    registration: Registration
    full_name: str


def held_comers(session: Session, event_id: int, registration_ids: Sequence[int]) -> list[Comer]:
    """Those of them who have a place at the event, in the order of their numbers, their persons held. Two statements."""
    mine = (Registration.event_id == event_id, Registration.id.in_(registration_ids), Registration.state == CONFIRMED)
    people = select(Person.id).join(Registration, Registration.person_id == Person.id).where(*mine).order_by(Person.id)
    asked = select(Registration, Person.full_name).join(Person, Person.id == Registration.person_id).where(*mine)
    with widened():
        session.execute(people.with_for_update(of=Person, key_share=True))
        rows = session.execute(asked.order_by(Registration.id), execution_options=FRESH)
        return [Comer(registration, full_name) for registration, full_name in rows]


def shift_here(session: Session, shift_id: int, event_id: int) -> Shift:
    """The shift as it is now, of that event. Raises NotFound."""
    with widened():
        found = session.scalars(
            select(Shift).where(Shift.id == shift_id, Shift.event_id == event_id), execution_options=FRESH
        ).one_or_none()
    if found is None:
        raise NotFound(NO_SHIFT)
    return found


def inside(session: Session, shift_id: int) -> set[int]:
    """The registrations in a shift."""
    with widened():
        return set(session.scalars(select(ShiftPlace.registration_id).where(ShiftPlace.shift_id == shift_id)))


def against(session: Session, shift: Shift, comers: Sequence[Comer], *, own: bool) -> tuple[Against, ...]:
    """What stands against these people's being in the shift. Five statements, however many they are.

    `own`: for somebody themselves, who may know all of it; else the titles of events that the actor does not see stay untold.
    """
    if not comers:
        return ()
    row, rules = located_event(shift.event_id), clash_rules()
    wanted = booking_of(row, shift)
    booked = engagements((comer.registration.person_id for comer in comers), wanted.starts_at, wanted.ends_at)
    seen = None if own else _seen(session, {other.event_id for one in booked.values() for other in one})

    def told() -> Iterator[Against]:
        for comer in comers:
            theirs = booked.get(comer.registration.person_id, ())
            for other, clash in standing_against(wanted, shift.event_id, theirs, rules):
                words = words_for(other, clash, seen)
                yield Against(comer.registration.id, shift.id, comer.full_name, words, clash.is_hard)

    return tuple(told())


def _seen(session: Session, event_ids: set[int]) -> set[int]:
    return set(session.scalars(select(Event.id).where(Event.id.in_(event_ids))))


def join(session: Session, shift: Shift, comer: Comer, *, by_staff: bool, accepted: bool) -> bool:
    """Take a place for somebody and keep it; False when none is left. From then on they are there by more than an import."""
    if not take_shift(session, shift.id):
        return False
    registration = comer.registration
    with widened():
        claim(session, registration)
    session.add(
        ShiftPlace(
            shift_id=shift.id, registration_id=registration.id, region_id=registration.region_id,
            stop_id=registration.stop_id, by_staff=by_staff, accepted=accepted, made_at=clock.campaign_now(),
        )
    )  # fmt: skip
    session.flush()
    note(session, "shift.taken", registration, [shift.id], by_staff=by_staff, accepted=accepted)
    return True


def part(session: Session, shift_id: int, registration: Registration) -> bool:
    """Take somebody out of a shift; False when they were not in it."""
    mine = (ShiftPlace.shift_id == shift_id, ShiftPlace.registration_id == registration.id)
    with widened():
        gone = session.scalars(
            delete(ShiftPlace).where(*mine).returning(ShiftPlace.id), execution_options={"synchronize_session": False}
        ).all()
    if not gone:
        return False
    free_shift(session, shift_id)
    note(session, "shift.left", registration, [shift_id])
    return True


def has_begun(shift: Shift, event: Event) -> bool:
    return event.starts_at + timedelta(minutes=shift.offset) <= clock.campaign_now()
