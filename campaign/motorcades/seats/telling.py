"""Telling those below who goes in which car: the door, tickets and lists. Asked on behalf of others."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.i18n import _
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.queries import car_of
from campaign.motorcades.schemas import CarState
from campaign.motorcades.seats.models import ColumnSeat
from campaign.motorcades.seats.queries import signs_of
from campaign.motorcades.words import vehicle_name
from campaign.people.models import Registration
from campaign.people.rides import Ride
from campaign.people.schemas import RegistrationState


class CarsOfPassengers:
    """`CarsPort` of the door and `RidesPort` of tickets and lists."""

    def cars_of(self, session: Session, event_id: int, registration_ids: Sequence[int] | None) -> dict[int, str]:
        found = signs_of(session, event_id, registration_ids)
        return {number: _("No. %(number)s, %(vehicle)s", number=place, vehicle=sign) for number, (place, sign) in found.items()}

    def ride_of(self, session: Session, registration_id: int) -> Ride | None:
        inside = select(ColumnSeat.car_id).where(ColumnSeat.registration_id == registration_id)
        comes = select(Registration.id).where(
            Registration.id == registration_id, Registration.state == RegistrationState.CONFIRMED
        )  # fmt: skip
        drives = ColumnCar.registration_id.in_(comes)
        mine = _cars().where(or_(drives, ColumnCar.id.in_(inside)))  # whoever is at the wheel needs no seat elsewhere
        with widened():
            found = session.execute(mine.order_by(case((drives, 0), else_=1), ColumnCar.number).limit(1)).first()
        if found is None:
            return None
        car = car_of((*found, ""))
        return Ride(
            car.number,
            vehicle_name(car.vehicle),
            car.vehicle.looks,
            car.driver.name,
            drives=car.registration_id == registration_id,
        )


def _cars() -> Any:
    """Cars that come, each with its vehicle."""
    return (
        select(ColumnCar, Vehicle).join(Vehicle, Vehicle.id == ColumnCar.vehicle_id).where(ColumnCar.state != CarState.ABSENT)
    )
