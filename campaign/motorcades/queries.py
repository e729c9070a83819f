"""Reading columns and vehicles. Rows outside the asker's scope do not exist here."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import case, func, select

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events import queries as events
from campaign.motorcades.models import ColumnCar, ColumnOfEvent, Vehicle
from campaign.motorcades.schemas import Car, CarState, Column, ColumnFacts, Driver
from campaign.motorcades.schemas import Vehicle as VehicleRow
from campaign.people.models import Organisation


def vehicle_of(row: Vehicle, organisation: str | None) -> VehicleRow:
    return VehicleRow(
        row.id, row.region_id, row.kind, row.plate, row.plate_key or "", row.plate_form, row.name, row.make, row.colour,
        row.owner, row.organisation_id, organisation or "", row.seats, row.version,
    )  # fmt: skip


def car_of(found: Sequence[Any]) -> Car:
    """`found`: the car, its vehicle, the name of the vehicle's organisation."""
    row, vehicle, organisation = found
    return Car(
        row.id, row.event_id, vehicle_of(vehicle, organisation), row.number, row.block, row.role, row.decoration,
        Driver(row.driver_name, row.driver_phone), Driver(row.second_driver_name, row.second_driver_phone),
        row.registration_id, row.seats, row.taken, row.inspected, row.state, row.present_at, row.departed_at, row.arrived_at,
        row.version,
    )  # fmt: skip


def _cars() -> Any:
    return (
        select(ColumnCar, Vehicle, Organisation.name)
        .join(Vehicle, Vehicle.id == ColumnCar.vehicle_id)
        .outerjoin(Organisation, Organisation.id == Vehicle.organisation_id)
    )


def facts_of(event_id: int) -> ColumnFacts:
    """What is said of the column as a whole; nothing, with version 0, while nobody has written. One statement."""
    row = db.session.scalar(select(ColumnOfEvent).where(ColumnOfEvent.event_id == event_id))
    if row is None:
        return ColumnFacts()
    head = Driver(row.head_name, row.head_phone)
    return ColumnFacts(row.distance_m, row.speed_kmh, row.gap_m, row.contact, row.escort, head, row.note, row.version)


def cars_of(event_id: int) -> tuple[Car, ...]:
    """The cars of the column in their order. One statement."""
    statement = _cars().where(ColumnCar.event_id == event_id).order_by(ColumnCar.number, ColumnCar.id)
    return tuple(map(car_of, db.session.execute(statement)))


def column_of(event_id: int) -> Column:
    """The column of an event, empty where it has none yet. Raises NotFound for an event not to be seen. Four statements."""
    event = events.event_row(event_id)
    return Column(event, facts_of(event_id), cars_of(event_id))


def car_row(car_id: int) -> Car:
    """Raises NotFound when it is not the asker's to see. One statement."""
    found = db.session.execute(_cars().where(ColumnCar.id == car_id)).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such vehicle in this column."))
    return car_of(found)


def vehicles_of(event_ids: Iterable[int]) -> dict[int, int]:
    """How many vehicles the columns of these events have, those that failed to come not counted. One statement.

    An event whose column has no car yet is not in the answer: there the number that somebody expects still stands.
    """
    comes = func.sum(case((ColumnCar.state == CarState.ABSENT, 0), else_=1))
    statement = select(ColumnCar.event_id, comes).where(ColumnCar.event_id.in_(list(event_ids))).group_by(ColumnCar.event_id)
    return {event_id: count for event_id, count in db.session.execute(statement)}
