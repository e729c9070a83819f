"""Columns for tests about seats: cars with so many seats, groups of people."""

from itertools import count

from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.events.models import Event
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.plates import read
from campaign.motorcades.schemas import CarRole, VehicleKind
from campaign.motorcades.seats.models import ColumnSeat
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import GroupState
from campaign.people.schemas import Source
from campaign.relay.models import Stop
from tests.factories import a_registration, an_event, an_event_kind, kept

_numbers = count(100)


def a_car(event: Event, seats: int, *, role: CarRole = CarRole.BUS) -> ColumnCar:
    """The next of the column; its plate is invented."""
    vehicle = Vehicle(region_id=event.region_id, kind=VehicleKind.BUS, seats=seats)
    vehicle.describe(read(f"{next(_numbers)} AKM 09"), "", "Ютонг", "белый", "")
    kept(vehicle)
    there = db.session.query(ColumnCar).filter_by(event_id=event.id).count()
    return kept(
        ColumnCar(
            uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, vehicle_id=vehicle.id,
            number=there + 1, role=role, seats=seats,
        )
    )  # fmt: skip


def a_group(event: Event, size: int, name: str = "Колледж") -> Group:
    """So many confirmed people whom one brings."""
    group = Group(
        uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, name=name,
        leader_name="Ерлан Омаров", state=GroupState.CONFIRMED, source=Source.STAFF, queue_number=next(_numbers),
        made_at=clock.now(),
    )  # fmt: skip
    group.leader_phone = "+77000000041"
    kept(group)
    for number in range(size):
        a_registration(event, f"{name} {number}").group_id = group.id
    db.session.commit()
    return group


def sitting(event_id: int) -> dict[int, int]:
    """By registration the car, as the table has it."""
    db.session.rollback()
    rows = db.session.query(ColumnSeat.registration_id, ColumnSeat.car_id).filter_by(event_id=event_id)
    return {number: car_id for number, car_id in rows}


def a_motorcade(stop: Stop | None = None) -> Event:
    """6 April 2018, open; the campaign's clock stands on the 5th."""
    event = an_event(stop, title="Автопробег")
    event.kind_id = an_event_kind("motorcade").id
    db.session.commit()
    return event
