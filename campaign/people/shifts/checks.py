"""What `adalzhol check` recounts of shifts: the places in them, and that only those who come are in one."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.shifts.models import Shift, ShiftPlace


@check("shifts")
def shifts(session: Session) -> Finding:
    """`taken` of every shift is how many are in it, and each of them has a place at its event. Three statements."""
    looked_at = session.scalar(select(func.count(Shift.id))) or 0
    return Finding(looked_at, (*_miscounted(session), *_not_coming(session)))


def _miscounted(session: Session) -> Iterator[Wrong]:
    inside = select(ShiftPlace.shift_id, func.count().label("people")).group_by(ShiftPlace.shift_id).subquery()
    counted = func.coalesce(inside.c.people, 0)
    statement = (
        select(Shift.id, Shift.taken, Shift.need, counted.label("counted"))
        .outerjoin(inside, inside.c.shift_id == Shift.id)
        .where(or_(Shift.taken != counted, counted > Shift.need))
        .order_by(Shift.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        yield Wrong("shift", row.id, f"says that {row.taken} of {row.need} places are taken, but {row.counted} are in it")


def _not_coming(session: Session) -> Iterator[Wrong]:
    statement = (
        select(ShiftPlace.shift_id, Registration.id, Registration.state)
        .join(Registration, Registration.id == ShiftPlace.registration_id)
        .join(Shift, Shift.id == ShiftPlace.shift_id)
        .where(or_(Registration.state != RegistrationState.CONFIRMED, Registration.event_id != Shift.event_id))
        .order_by(ShiftPlace.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        yield Wrong("registration", row.id, f"is in shift {row.shift_id}, but has no place at its event ({row.state.value})")
