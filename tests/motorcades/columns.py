"""Rows for tests about columns. Invented people and plates only."""

from itertools import count

from campaign.core import crypto
from campaign.core.db import db
from campaign.events.models import Event
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.plates import read
from campaign.motorcades.schemas import Driver, VehicleKind
from campaign.motorcades.wishes import CarWish, VehicleWish
from campaign.relay.models import Stop
from tests.factories import an_event, an_event_kind, kept

_next = count(100)


def a_plate() -> str:
    """One that no other vehicle of this run has."""
    number = next(_next)
    return f"{number % 1000:03} {'ABCEHKMOPT'[number // 1000 % 10]}TA 09"


def a_motorcade(stop: Stop | None = None, **more: object) -> Event:
    event = an_event(stop, title="Автоколонна", **more)
    event.kind_id = an_event_kind("motorcade").id
    return kept(event)


def a_vehicle(region_id: int, plate: str | None = None, *, seats: int = 4, **more: object) -> Vehicle:
    facts = {"name": "", "make": "Лада Гранта", "colour": "белая", "owner": ""} | more
    kind = facts.pop("kind", VehicleKind.CAR)
    vehicle = Vehicle(region_id=region_id, kind=kind, seats=seats)
    vehicle.describe(read(a_plate() if plate is None else plate), **facts)
    return kept(vehicle)


def a_car(
    event: Event, vehicle: Vehicle | None = None, driver: str = "Абенов Данияр", phone: str = "", **more: object
) -> ColumnCar:
    """At the end of the column of the event."""
    vehicle = vehicle or a_vehicle(event.region_id)
    number = db.session.query(ColumnCar).filter_by(event_id=event.id).count() + 1
    facts = {"number": number, "seats": vehicle.seats} | more
    car = ColumnCar(
        uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, vehicle_id=vehicle.id,
        **facts,
    )  # fmt: skip
    car.drive(driver, phone)
    return kept(car)


def a_driven_car(event_id: int, driver: str) -> dict[str, object]:
    """For the matrix: a vehicle of the region in the column of the event, with this driver."""
    car = a_car(db.session.get_one(Event, event_id), driver=driver)
    return {"car_id": car.id, "vehicle_id": car.vehicle_id}


def a_wish(plate: str = "412 AKM 09", driver: str = "Исабеков С.", **more: object) -> CarWish:
    """A car with four seats."""
    facts = {"kind": VehicleKind.CAR, "plate": plate, "seats": 4} | {
        name: more.pop(name) for name in ("kind", "name", "make", "colour", "owner", "organisation") if name in more
    }
    return CarWish(VehicleWish(**facts), driver=Driver(driver, str(more.pop("phone", ""))), **more)
