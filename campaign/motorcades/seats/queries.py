"""Reading who sits where. Rows outside the asker's scope do not exist here."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.i18n import language
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.queries import cars_of
from campaign.motorcades.schemas import CarState
from campaign.motorcades.seats.models import ColumnSeat, SeatCompanion, SeatStep
from campaign.motorcades.seats.schemas import Passenger, Seats, Step
from campaign.people.groups.models import Group
from campaign.people.minors.ages import under
from campaign.people.minors.queries import ages_on
from campaign.people.models import Organisation, Person, Registration
from campaign.people.queries import sort_column
from campaign.people.schemas import RegistrationState

_COMES = Registration.state == RegistrationState.CONFIRMED


def _people(event: EventRow) -> Any:
    """Everybody confirmed, in the alphabet of the reader; under age is who is too young to come without a parent's consent."""
    limit = ages_on(event.day).consent_below
    minor = under(event.day, limit) if limit else literal(False)
    return (
        select(
            Registration.id, Person.full_name, Organisation.name.label("organisation"), Registration.group_id,
            Group.name.label("group_name"), func.coalesce(minor, literal(False)).label("minor"), SeatCompanion.companion_id,
            ColumnSeat.car_id, ColumnSeat.pinned,
        )
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Group, Group.id == Registration.group_id)
        .outerjoin(ColumnSeat, ColumnSeat.registration_id == Registration.id)
        .outerjoin(SeatCompanion, SeatCompanion.registration_id == Registration.id)
        .where(Registration.event_id == event.id, _COMES)
        .order_by(sort_column(language()), Registration.id)
    )  # fmt: skip


def seats_of(event_id: int) -> Seats:
    """The whole picture of an event. Raises NotFound. Six statements, however many people and cars."""
    event, cars = event_row(event_id), cars_of(event_id)
    drivers = {car.registration_id: car.id for car in reversed(cars) if car.registration_id is not None and car.comes}
    people = [
        Passenger(
            row.id, row.full_name, row.organisation or "", row.group_id, row.group_name or "", bool(row.minor),
            row.companion_id, row.car_id, bool(row.pinned),
        )
        for row in db.session.execute(_people(event))
    ]  # fmt: skip
    unnamed = db.session.scalar(select(func.sum(Group.held)).where(Group.event_id == event_id)) or 0
    driving = [one for one in people if one.id in drivers]
    return Seats(event, cars, [one for one in people if one.id not in drivers], drivers, driving, unnamed)


def last_step(event_id: int) -> Step | None:
    """The newest plan that stands, None when there is none to be taken back. One statement."""
    statement = select(SeatStep).where(SeatStep.event_id == event_id).order_by(SeatStep.id.desc()).limit(1)
    row = db.session.scalar(statement)
    if row is None or row.undone_at is not None:
        return None
    both = (car for _number, before, after, _pinned in row.moves for car in (before, after))
    cars = frozenset(car for car in both if car is not None) - {row.lost_id}
    return Step(row.id, row.kind, row.lost_id, cars, len(row.moves), row.made_at)


def signs_of(session: Session, event_id: int, registration_ids: Sequence[int] | None = None) -> dict[int, tuple[int, str]]:
    """By registration the number of the car and its plate, or the name of a boat; a driver has their own. One statement.

    To be asked on behalf of others: rows are not narrowed. None asks for everybody of the event.
    """
    told = (ColumnCar.number, Vehicle.plate, Vehicle.name, Vehicle.make)
    wheel = select(ColumnCar.registration_id, *told).join(Vehicle, Vehicle.id == ColumnCar.vehicle_id)
    wheel = wheel.where(ColumnCar.event_id == event_id, ColumnCar.state != CarState.ABSENT)
    seat = (
        select(ColumnSeat.registration_id, *told)
        .join(ColumnCar, ColumnCar.id == ColumnSeat.car_id)
        .join(Vehicle, Vehicle.id == ColumnCar.vehicle_id)
        .where(ColumnSeat.event_id == event_id, ColumnCar.state != CarState.ABSENT)
    )
    if registration_ids is not None:
        numbers = list(registration_ids)
        seat = seat.where(ColumnSeat.registration_id.in_(numbers))
        wheel = wheel.where(ColumnCar.registration_id.in_(numbers))
    else:
        wheel = wheel.where(ColumnCar.registration_id.is_not(None))
    with widened():
        rows: Any = session.execute(union_all(seat, wheel)).all()
    return {number: (place, plate or name or make) for number, place, plate, name, make in rows}
