"""What columns book: their vehicles and those who drive them, so that neither is in two columns at one time (SPEC E7)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy import select

from campaign.core.db import db
from campaign.events.clashes import Booking, Subject
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.schemas import CarState
from campaign.motorcades.words import KINDS


class BookedByColumns:
    """`BookingPort` of events. A vehicle without a plate is known by its row only, so in another region it is another one."""

    def booked(self, events: Mapping[int, Booking]) -> Iterator[Booking]:
        statement = (
            select(ColumnCar, Vehicle)
            .join(Vehicle, Vehicle.id == ColumnCar.vehicle_id)
            .where(ColumnCar.event_id.in_(list(events)), ColumnCar.state != CarState.ABSENT)
            .order_by(ColumnCar.event_id, ColumnCar.number)
        )
        for car, vehicle in db.session.execute(statement):
            held = replace(events[car.event_id], drives=True)
            key, name = vehicle.plate_key or f"vehicle {vehicle.id}", vehicle.plate or vehicle.name or vehicle.make
            yield replace(held, subject=Subject.VEHICLE, key=key, name=name or str(KINDS[vehicle.kind]))
            yield from _drivers(car, held)


def _drivers(car: ColumnCar, held: Booking) -> Iterator[Booking]:
    if car.driver_key:
        name, phone = car.driver_name, car.driver_phone
        yield replace(held, subject=Subject.PERSON, key=car.driver_key, name=name, phone=phone)
    if car.second_driver_key:
        name, phone = car.second_driver_name, car.second_driver_phone
        yield replace(held, subject=Subject.PERSON, key=car.second_driver_key, name=name, phone=phone)
