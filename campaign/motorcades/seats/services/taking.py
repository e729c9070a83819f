"""Seats taken and given back: rows and `taken` of their cars together, each car by one guarded UPDATE.

However many workers there are, no car gets more people than it has seats: the UPDATE adds only where they fit, and the CHECK of
the table stands behind it. Whoever changes several holds the event's row first (`hold`) and takes the cars in their order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor, widened
from campaign.core.db import kept
from campaign.core.errors import Full
from campaign.core.i18n import _
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.schemas import CarState
from campaign.motorcades.seats.models import ColumnSeat, SeatCompanion
from campaign.people.models import Registration
from campaign.people.services.places import Held

_CAR = ColumnCar.id == bindparam("car")
_COUNT: Any = bindparam("count")
_TAKE = kept(
    update(ColumnCar)
    .where(_CAR, ColumnCar.state != CarState.ABSENT, ColumnCar.taken + _COUNT <= ColumnCar.seats)
    .values(taken=ColumnCar.taken + _COUNT)
)
_FREE = kept(update(ColumnCar).where(_CAR, ColumnCar.taken >= _COUNT).values(taken=ColumnCar.taken - _COUNT))
_PLAIN = {"synchronize_session": False}


@dataclass(frozen=True)
class Move:
    """Whose seat changes: the car they go to, None for out of every car."""

    registration_id: int
    to_id: int | None
    pinned: bool = False


def take_seats(session: Session, car_id: int, count: int) -> bool:
    """Take so many seats of a car; False when it has not got them, or does not come."""
    return _changed(session, _TAKE, car_id, count)


def free_seats(session: Session, car_id: int, count: int) -> None:
    """Give them back. Raises ValueError rather than free more than are taken."""
    if not _changed(session, _FREE, car_id, count):
        raise ValueError("more seats freed than were taken")


def _changed(session: Session, statement: Any, car_id: int, count: int) -> bool:
    with widened():
        done: Any = session.execute(statement, {"car": car_id, "count": count}, execution_options=_PLAIN)
    return bool(done.rowcount)


def move(session: Session, held: Held, moves: Sequence[Move]) -> None:
    """Let everybody named leave the seat they have and take the new one: all of them, or none with Full. Under `hold`."""
    vacate(session, ColumnSeat.registration_id.in_([one.registration_id for one in moves]))
    going = Counter(one.to_id for one in moves if one.to_id is not None)
    for car_id in sorted(going):
        if not take_seats(session, car_id, going[car_id]):
            raise Full(_no_room(session, car_id, going[car_id]))
    session.add_all(
        ColumnSeat(
            registration_id=one.registration_id, event_id=held.id, region_id=held.region_id, stop_id=held.stop_id,
            car_id=one.to_id, pinned=one.pinned, made_by=current_actor().user_id, made_at=clock.now(),
        )
        for one in moves
        if one.to_id is not None
    )  # fmt: skip
    session.flush()


def _no_room(session: Session, car_id: int, count: int) -> str:
    with widened():
        found = session.execute(
            select(ColumnCar.number, ColumnCar.seats - ColumnCar.taken, ColumnCar.state).where(ColumnCar.id == car_id)
        ).one_or_none()
    if found is None or found.state is CarState.ABSENT:
        return _("This car is not in the column any more, or does not come. Look at the page again; nothing was changed.")
    return _(
        "Car No. %(number)s has %(left)s free seats, and %(count)s people were to go there. Nothing was changed.",
        number=found.number, left=found[1], count=count,
    )  # fmt: skip


def vacate(session: Session, which: ColumnElement[bool]) -> Mapping[int, int]:
    """Take away these seats and free their cars; by registration the car that somebody had."""
    gone = delete(ColumnSeat).where(which).returning(ColumnSeat.registration_id, ColumnSeat.car_id)
    with widened():
        had = {number: car_id for number, car_id in session.execute(gone, execution_options=_PLAIN)}
    for car_id, count in sorted(Counter(had.values()).items()):
        free_seats(session, car_id, count)
    if had:
        session.expire_all()
    return had


def give_up_seat(session: Session, registration: Registration) -> None:
    """Somebody gives up their place at the event: their seat is free at once. One of `GIVEN_UP`."""
    number = registration.id
    had = vacate(session, ColumnSeat.registration_id == number)
    mine = or_(SeatCompanion.registration_id == number, SeatCompanion.companion_id == number)
    with widened():
        session.execute(delete(SeatCompanion).where(mine), execution_options=_PLAIN)
    for car_id in had.values():
        after = {"event": registration.event_id, "car": car_id}
        audit.note(session, "seats.given_up", "registration", number, region_id=registration.region_id, after=after)


def forget_seats(session: Session, registrations: Any) -> None:
    """Registrations are deleted with all that is theirs: their seats are free. `registrations` selects their numbers."""
    vacate(session, ColumnSeat.registration_id.in_(registrations))


def take_seat_again(session: Session, row: Mapping[str, Any]) -> bool:
    """Before a row that was taken away is written back: whether the seat is still there."""
    return take_seats(session, int(row["car_id"]), 1)


def seats_by_registration(session: Session, event_id: int, numbers: Iterable[int] | None = None) -> dict[int, ColumnSeat]:
    """The rows of the event as they are now. One statement."""
    asked = select(ColumnSeat).where(ColumnSeat.event_id == event_id)
    if numbers is not None:
        asked = asked.where(ColumnSeat.registration_id.in_(list(numbers)))
    with widened():
        return {row.registration_id: row for row in session.scalars(asked, execution_options={"populate_existing": True})}
