"""For machines: the column of an event with its cars and their order, its day on the road, and the vehicles of a region."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

from campaign.core.actor import P
from campaign.core.crypto import new_uid
from campaign.core.i18n import _l
from campaign.events.queries import event_row
from campaign.motorcades import queries, services
from campaign.motorcades.road import queries as road_queries
from campaign.motorcades.road import services as road
from campaign.motorcades.road.schemas import Mark
from campaign.motorcades.schemas import (
    LONGEST,
    MOST_CARS,
    MOST_SEATS,
    Car,
    CarRole,
    CarState,
    Column,
    ColumnFacts,
    Driver,
    Vehicle,
    VehicleKind,
)
from campaign.motorcades.wishes import CarWish, FactsWish, OrderWish, VehicleWish
from campaign.web.api.fields import Body, Choice, Flag, Line, Moment, Number, Phone, Text
from campaign.web.api.operations import Operations, made, own_key
from campaign.web.api.place import tell_of_event
from campaign.web.api.shapes import Many, Paging, list_of, shows
from campaign.web.guards import needs
from campaign.web.paging import Page

api = Operations("motorcades_api", __name__, _l("Columns of cars, their day on the road, and the vehicles of a region"))
VEHICLE = shows(
    "Vehicle", Vehicle, "id region_id kind plate name make colour owner organisation_id organisation seats version"
)  # fmt: skip
VEHICLE_MARK = shows("VehicleMark", Vehicle, "id region_id kind seats version")
DRIVER = shows("Driver", Driver, "name phone")
CAR = shows(
    "Car", Car,
    "id event_id number block role vehicle seats taken left driver second_driver decoration inspected briefed state present_at "
    "departed_at arrived_at registration_id version",
    vehicle=VEHICLE, driver=DRIVER, second_driver=DRIVER,
)  # fmt: skip
CAR_MARK = shows("CarMark", Car, "id event_id number block role seats taken state present_at departed_at arrived_at version")
COLUMN_FACTS = shows("Column", ColumnFacts, "distance_m speed_kmh gap_m contact escort head note version", head=DRIVER)
COLUMN_MARK = shows("ColumnMark", ColumnFacts, "distance_m speed_kmh gap_m version")
ROAD_MARK = shows(
    "RoadMark", Mark, "id kind state number plate point device happened_at received_at outcome why undone may_be_undone"
)  # fmt: skip
MOST_METRES: Final = 10_000_000
_OF_VEHICLE: Final = ("kind", "plate", "name", "make", "colour", "owner", "organisation", "seats")


class Doing(StrEnum):
    """What is marked of a car: what buttons on phones and at the desk mark."""

    PRESENT = "present"
    ABSENT = "absent"
    DEPARTED = "departed"
    ARRIVED = "arrived"


class WordsAsked(Paging):
    text = Line(most=100, load_default="", metadata={"description": "Parts of a plate, name, make, colour or owner."})


class ColumnChange(Body):
    """What to change of what is said of a column; whatever is not named stays."""

    distance_m = Number(most=MOST_METRES, allow_none=True)
    speed_kmh = Number(least=1, most=130, allow_none=True)
    gap_m = Number(most=1000, allow_none=True)
    contact = Line(most=LONGEST["contact"])
    escort = Line(most=LONGEST["escort"])
    head_name = Line(most=LONGEST["driver"])
    head_phone = Phone()
    note = Text(most=LONGEST["note"])


class VehicleChange(Body):
    """What to correct of a vehicle; whatever is not named stays. `seats` are for passengers, without the driver's."""

    kind = Choice(VehicleKind)
    plate = Line(most=60, metadata={"description": "Latin or Cyrillic letters, with or without spaces."})
    name = Line(most=LONGEST["name"])
    make = Line(most=LONGEST["make"])
    colour = Line(most=LONGEST["colour"])
    owner = Line(most=LONGEST["owner"])
    organisation = Line(most=LONGEST["organisation"])
    seats = Number(most=MOST_SEATS)


class CarChange(VehicleChange):
    """What to change of a car in its column and of its vehicle; whatever is not named stays."""

    number = Number(least=1, most=MOST_CARS, metadata={"description": "Its place in the column; the others close up."})
    block = Line(most=LONGEST["block"])
    role = Choice(CarRole)
    given = Number(most=MOST_SEATS, allow_none=True, metadata={"description": "Seats in this column; null: all it has."})
    decoration = Line(most=LONGEST["decoration"])
    inspected = Flag()
    briefed = Flag(metadata={"description": "The driver has signed for the briefing."})
    driver_name = Line(most=LONGEST["driver"])
    driver_phone = Phone()
    second_name = Line(most=LONGEST["driver"])
    second_phone = Phone()
    clash_reason = Text(most=500)


class CarSent(CarChange):
    """A car to put into the column: a vehicle of the register (`vehicle_id`), or one told by its plate or name."""

    vehicle_id = Number(least=1)


class OrderSent(Body):
    """`seen`: the cars in the order in which they were read; `order`: the same cars as they are to stand."""

    seen = Many(Number(least=1), most=MOST_CARS, required=True)
    order = Many(Number(least=1), most=MOST_CARS, required=True)


class MarkSent(Body):
    state = Choice(Doing, required=True)
    at = Moment(metadata={"description": "When it was so; now unless told."})


class TakenBackSent(Body):
    mark_id = Number(least=1, required=True)


@api.reads("/events/<int:event_id>/column", COLUMN_FACTS)
@needs(P.COLUMNS_READ)
def column(event_id: int) -> ColumnFacts:
    """What is said of a column as a whole; its version, 0 while nobody has written anything, is the ETag."""
    return queries.column_of(event_id).facts


@api.lists("/events/<int:event_id>/column/cars", CAR)
@needs(P.COLUMNS_READ)
def cars(event_id: int) -> Sequence[Car]:
    """The cars of a column in their order."""
    return _of(event_id).cars


@api.lists("/events/<int:event_id>/column/marks", ROAD_MARK)
@needs(P.COLUMNS_READ)
def marks(event_id: int) -> Sequence[Mark]:
    """What was marked on the day of a column, the last first."""
    _of(event_id)
    return road_queries.day_of(event_id).log


@api.reads("/column-cars/<int:car_id>", CAR)
@needs(P.COLUMNS_READ)
def car(car_id: int) -> Car:
    """One car of a column; its version is the ETag."""
    return _car(car_id)


def _of(event_id: int) -> Column:
    """The column of an event; moments of the answer are those of its place."""
    found = queries.column_of(event_id)
    tell_of_event(event_id, found.event.time_zone)
    return found


def _car(car_id: int) -> Car:
    row = queries.car_row(car_id)
    tell_of_event(row.event_id, event_row(row.event_id).time_zone)
    return row


@api.lists("/vehicles", VEHICLE, asks=WordsAsked)
@needs(P.COLUMNS_READ)
def vehicles(asked: dict[str, Any]) -> Page[Vehicle]:
    """The vehicles of the register that fit, by their plates."""
    return queries.find_vehicles(asked["text"], asked["after"], size=asked["limit"])


@api.reads("/vehicles/<int:vehicle_id>", VEHICLE)
@needs(P.COLUMNS_READ)
def vehicle(vehicle_id: int) -> Vehicle:
    """One vehicle of the register; its version is the ETag."""
    return queries.vehicle_row(vehicle_id)


def _vehicle_wish(row: Vehicle, sent: dict[str, Any]) -> VehicleWish:
    return VehicleWish(**{name: sent.get(name, getattr(row, name)) for name in _OF_VEHICLE})


def _driver(sent: dict[str, Any], who: str, before: Driver) -> Driver:
    return Driver(sent.get(f"{who}_name", before.name), sent.get(f"{who}_phone", before.phone))


def _car_wish(sent: dict[str, Any], before: CarWish) -> CarWish:
    plain = ("number", "block", "role", "decoration", "inspected", "briefed", "clash_reason")
    changed = {name: sent[name] for name in plain if name in sent} | ({"seats": sent["given"]} if "given" in sent else {})
    driver, second = _driver(sent, "driver", before.driver), _driver(sent, "second", before.second_driver)
    return replace(before, driver=driver, second_driver=second, **changed)


def _as_it_is(row: Car, sent: dict[str, Any]) -> CarWish:
    return CarWish(
        _vehicle_wish(row.vehicle, sent), row.vehicle.id, row.vehicle.version, None, row.block, row.role,
        None if row.seats == row.vehicle.seats else row.seats, row.decoration, row.driver, row.second_driver, row.inspected,
        row.briefed, registration_id=row.registration_id,
    )  # fmt: skip


def _blank(sent: dict[str, Any]) -> CarWish:
    """For a vehicle of the register with what stands there, or for a new one."""
    if "vehicle_id" in sent:
        row = queries.vehicle_row(sent["vehicle_id"])
        return CarWish(_vehicle_wish(row, sent), row.id, row.version)
    return CarWish(VehicleWish(**{"kind": VehicleKind.CAR} | {name: sent[name] for name in _OF_VEHICLE if name in sent}))


@api.acts("/events/<int:event_id>/column", COLUMN_MARK, method="PATCH", takes=ColumnChange, versioned=True)
@needs(P.COLUMNS_WRITE)
def change_column(sent: dict[str, Any], event_id: int, version: int) -> ColumnFacts:
    """Say how long the way of a column is, how fast it drives, who leads it."""
    now = queries.column_of(event_id).facts
    head = Driver(sent.pop("head_name", now.head.name), sent.pop("head_phone", now.head.phone))
    before = FactsWish(now.distance_m, now.speed_kmh, now.gap_m, now.contact, now.escort, head, now.note)
    services.keep_facts(event_id, replace(before, **sent), version)
    return queries.column_of(event_id).facts


@api.acts("/events/<int:event_id>/column/cars", CAR_MARK, takes=CarSent, status=201)
@needs(P.COLUMNS_WRITE)
def add_car(sent: dict[str, Any], event_id: int) -> Any:
    """Put a vehicle into a column, at the end unless a number is told."""
    queries.column_of(event_id)
    added = services.add_car(event_id, _car_wish(sent, _blank(sent)), own_key())
    return made("motorcades_api.car", _car(added.car_id), car_id=added.car_id)


@api.acts("/column-cars/<int:car_id>", CAR_MARK, method="PATCH", takes=CarChange, versioned=True)
@needs(P.COLUMNS_WRITE)
def change_car(sent: dict[str, Any], car_id: int, version: int) -> Car:
    """Change a car: its role, place, drivers, and what the register says of its vehicle."""
    services.edit_car(car_id, _car_wish(sent, _as_it_is(queries.car_row(car_id), sent)), version)
    return _car(car_id)


@api.acts("/column-cars/<int:car_id>", method="DELETE", status=204)
@needs(P.COLUMNS_WRITE)
def remove_car(car_id: int) -> None:
    """Take a car out of its column, unless people have seats in it or it carries materials."""
    services.remove_car(queries.car_row(car_id).id)


@api.acts("/events/<int:event_id>/column/order", list_of(CAR_MARK), method="PUT", takes=OrderSent)
@needs(P.COLUMNS_WRITE)
def put_in_order(sent: dict[str, Any], event_id: int) -> Any:
    """Put the cars of a column into this order; cars that are not named keep theirs behind them."""
    named = dict.fromkeys(sent["order"])
    wished = [*(one for one in named if one in sent["seen"]), *(one for one in sent["seen"] if one not in named)]
    places = {car_id: number for number, car_id in enumerate(wished, 1)}
    services.put_in_order(event_id, OrderWish(places), tuple(sent["seen"]))
    return _all_of(event_id)


@api.acts("/column-cars/<int:car_id>/state", CAR_MARK, takes=MarkSent)
@needs(P.COLUMNS_WRITE)
def mark(sent: dict[str, Any], car_id: int) -> Car:
    """Mark that a car has come, has not, has set off or has arrived."""
    row = queries.car_row(car_id)
    road.mark(row.event_id, car_id, CarState(sent["state"]), new_uid(), sent.get("at"))
    return _car(car_id)


@api.acts("/events/<int:event_id>/column/set-off", list_of(CAR_MARK))
@needs(P.COLUMNS_WRITE)
def set_off(event_id: int) -> Any:
    """Let all cars set off that stand there now."""
    road.depart_all(event_id, new_uid())
    return _all_of(event_id)


@api.acts("/events/<int:event_id>/column/marks/take-back", list_of(CAR_MARK), takes=TakenBackSent)
@needs(P.COLUMNS_WRITE)
def take_back(sent: dict[str, Any], event_id: int) -> Any:
    """Take a mark back: the car stands as it did before; the log keeps both."""
    road.take_back(event_id, sent["mark_id"], new_uid())
    return _all_of(event_id)


def _all_of(event_id: int) -> dict[str, Any]:
    return {"items": _of(event_id).cars, "next": None}


@api.acts("/vehicles/<int:vehicle_id>", VEHICLE_MARK, method="PATCH", takes=VehicleChange, versioned=True)
@needs(P.COLUMNS_WRITE)
def change_vehicle(sent: dict[str, Any], vehicle_id: int, version: int) -> Vehicle:
    """Correct what the register says of a vehicle."""
    services.edit_vehicle(vehicle_id, _vehicle_wish(queries.vehicle_row(vehicle_id), sent), version)
    return queries.vehicle_row(vehicle_id)
