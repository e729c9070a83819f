"""What `adalzhol check` recounts of seats."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.seats.models import ColumnSeat
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState


@check("seats")
def seats(session: Session) -> Finding:
    """`taken` of every car is how many sit in it, at most its seats; whoever sits comes, and to that event. Three statements.

    That nobody has two seats is a UNIQUE of the table.
    """
    looked_at = session.scalar(select(func.count(ColumnSeat.id))) or 0
    return Finding(looked_at, (*_miscounted(session), *_not_coming(session)))


def _miscounted(session: Session) -> Iterator[Wrong]:
    inside = select(ColumnSeat.car_id, func.count().label("people")).group_by(ColumnSeat.car_id).subquery()
    counted = func.coalesce(inside.c.people, 0)
    statement = (
        select(ColumnCar.id, ColumnCar.taken, ColumnCar.seats, counted.label("counted"))
        .outerjoin(inside, inside.c.car_id == ColumnCar.id)
        .where(or_(ColumnCar.taken != counted, counted > ColumnCar.seats))
        .order_by(ColumnCar.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        yield Wrong("car", row.id, f"says that {row.taken} of {row.seats} seats are taken, but {row.counted} sit in it")


def _not_coming(session: Session) -> Iterator[Wrong]:
    statement = (
        select(ColumnSeat.car_id, Registration.id, Registration.state)
        .join(Registration, Registration.id == ColumnSeat.registration_id)
        .join(ColumnCar, ColumnCar.id == ColumnSeat.car_id)
        .where(
            or_(
                Registration.state != RegistrationState.CONFIRMED,
                Registration.event_id != ColumnSeat.event_id,
                ColumnCar.event_id != ColumnSeat.event_id,
            )
        )
        .order_by(ColumnSeat.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        yield Wrong("registration", row.id, f"sits in car {row.car_id}, but has no place at its event ({row.state.value})")
