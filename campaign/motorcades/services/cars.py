"""Putting vehicles into the column of an event, changing what they do there, taking them out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, crypto, operations
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import Words, _, _l, _n
from campaign.events.models import Event
from campaign.events.schemas import EventRow
from campaign.events.services.clashing import ensure_fits, hard_clashes
from campaign.motorcades.carrying import loads_of
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.plates import Plate, read
from campaign.motorcades.schemas import MOST_CARS
from campaign.motorcades.services.columns import FRESH, cars_here, number_them, writable
from campaign.motorcades.services.vehicles import correct, held_vehicle, registered
from campaign.motorcades.wishes import CarWish, read_plate, seats_typed, wrong_car, wrong_vehicle

NOT_YET = _l("The vehicle was not saved.")


@dataclass(frozen=True)
class Added:
    """What was put into the column. `known`: the plate was in the register already, and what stood there was kept.

    `warning` says what is odd about the plate, empty for an ordinary one.
    """

    car_id: int
    known: bool = False
    warning: Words = ""


def add_car(event_id: int, wish: CarWish, key: str) -> Added:
    """Put a vehicle into the column. The same key gives the same answer.

    Raises NotFound, Refused, Invalid: also for a plate that is in the column already, and for a vehicle or driver who is in
    another column at that time, unless an organizer gives a reason.
    """
    plate = _judged(wish)
    with unit_of_work() as session:
        event = writable(event_id)
        body = [event_id, repr(replace(wish, clash_reason=""))]
        if earlier := operations.begin(session, "column.car", key, crypto.blind_index(repr(body), "column.car")):
            return Added(int(earlier["car"]), bool(earlier["known"]), plate.warning)
        before = {clash.fingerprint for clash in hard_clashes(event_id)}
        car, known = _placed(session, event, cars_here(session, event_id), wish, plate)
        ensure_fits(session, session.get_one(Event, event_id), wish.clash_reason, before)
        operations.finish(session, "column.car", key, {"car": car.id, "known": known})
        return Added(car.id, known, plate.warning)


def add_cars(event_id: int, wishes: Sequence[CarWish]) -> tuple[Added, ...]:
    """Put many vehicles into the column behind those that are there, all or none; clashes are judged once, at the end.

    Raises NotFound, Refused, Invalid with what is wrong with the first that cannot be taken.
    """
    plates = [_judged(wish) for wish in wishes]
    with unit_of_work() as session:
        event = writable(event_id)
        before = {clash.fingerprint for clash in hard_clashes(event_id)}
        cars, added = cars_here(session, event_id), []
        for wish, plate in zip(wishes, plates, strict=True):
            car, known = _placed(session, event, cars, wish, plate)
            added.append(Added(car.id, known, plate.warning))
        reason = next((wish.clash_reason for wish in wishes if wish.clash_reason), "")
        ensure_fits(session, session.get_one(Event, event_id), reason, before)
        return tuple(added)


def edit_car(car_id: int, wish: CarWish, version: int) -> Added:
    """Change a car and what the register says of its vehicle. Raises NotFound, Refused, Invalid, Stale."""
    plate = _judged(wish)
    with unit_of_work() as session:
        car, event = _car_here(session, car_id)
        if car.version != version:
            raise Stale(_l("Somebody has changed this vehicle meanwhile."))
        before = {clash.fingerprint for clash in hard_clashes(event.id)}
        vehicle = held_vehicle(session, car.vehicle_id)
        correct(session, vehicle, wish.vehicle, plate, wish.vehicle_version)
        _write(car, wish, vehicle)
        car.version = version + 1
        _move(cars_here(session, event.id), car, wish.number)
        session.flush()
        ensure_fits(session, session.get_one(Event, event.id), wish.clash_reason, before)
        _note(session, "column.car_edited", car)
        return Added(car.id, True, plate.warning)


def remove_car(car_id: int) -> int:
    """Take a vehicle out of the column, those behind move up; the number of the event.

    Raises NotFound, Refused, Conflict while people have seats in it or it carries materials.
    """
    with unit_of_work() as session:
        car, event = _car_here(session, car_id)
        if car.taken:
            raise Conflict(
                _n(
                    "%(num)d person has a seat in this vehicle. Seat them elsewhere first; then it can be taken out.",
                    "%(num)d people have seats in this vehicle. Seat them elsewhere first; then it can be taken out.",
                    car.taken,
                )
            )  # fmt: skip
        if loads := loads_of([car.id]).get(car.id):
            carried = ", ".join(map(str, loads))
            raise Conflict(
                _l(
                    "This vehicle still carries materials: %(what)s. Take them back first; then it can be taken out.",
                    what=carried,
                )
            )
        cars = cars_here(session, event.id)
        session.delete(car)
        number_them([other for other in cars if other.id != car_id])
        session.flush()
        _note(session, "column.car_removed", car)
        return event.id


def remove_cars(event_id: int, car_ids: Collection[int]) -> int:
    """Take many out at once, but for those in which people have seats or materials lie; how many left.

    Raises NotFound, Refused.
    """
    with unit_of_work() as session:
        event = writable(event_id)
        cars = cars_here(session, event.id)
        loads = loads_of(car_ids)
        going = [car for car in cars if car.id in car_ids and not car.taken and car.id not in loads]
        for car in going:
            session.delete(car)
            _note(session, "column.car_removed", car)
        number_them([car for car in cars if car not in going])
        session.flush()
        return len(going)


def _car_here(session: Session, car_id: int) -> tuple[ColumnCar, EventRow]:
    """The car and its event, both held: first the event, as everybody does who changes a column."""
    event_id = session.scalar(select(ColumnCar.event_id).where(ColumnCar.id == car_id))
    if event_id is None:
        raise NotFound(_l("There is no such vehicle in this column."))
    event = writable(event_id)
    car = session.scalars(
        select(ColumnCar).where(ColumnCar.id == car_id).with_for_update(), execution_options=FRESH
    ).one_or_none()
    if car is None:
        raise NotFound(_l("There is no such vehicle in this column."))
    return car, event


def _judged(wish: CarWish) -> Plate:
    """The plate of a wish of which nothing is wrong by itself. Raises Invalid with everything that is."""
    plate, problems = read_plate(wish.vehicle)
    problems += [*wrong_vehicle(wish.vehicle), *wrong_car(wish, seats_typed(wish))]
    if problems:
        raise Invalid(NOT_YET, problems)
    return plate or read("")


def _placed(
    session: Session, event: EventRow, cars: list[ColumnCar], wish: CarWish, plate: Plate
) -> tuple[ColumnCar, bool]:  # fmt: skip
    """The new car in its place among `cars`, which grows by it; and whether its vehicle was in the register."""
    if len(cars) >= MOST_CARS:
        raise Invalid(_("A column has at most %(most)s vehicles.", most=MOST_CARS))
    vehicle, known = _vehicle_for(session, event, wish, plate)
    _ensure_not_twice(cars, vehicle)
    car = ColumnCar(
        uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, vehicle_id=vehicle.id,
        number=len(cars) + 1, taken=0, registration_id=wish.registration_id,
    )  # fmt: skip
    _write(car, wish, vehicle)
    session.add(car)
    cars.append(car)
    _move(cars, car, wish.number)
    session.flush()
    _note(session, "column.car_added", car)
    return car, known


def _vehicle_for(session: Session, event: EventRow, wish: CarWish, plate: Plate) -> tuple[Vehicle, bool]:
    if wish.vehicle_id is None:
        return registered(session, event.region_id, wish.vehicle, plate)
    vehicle = held_vehicle(session, wish.vehicle_id)
    if vehicle.region_id != event.region_id:
        raise NotFound(_l("There is no such vehicle."))
    correct(session, vehicle, wish.vehicle, plate, wish.vehicle_version)
    return vehicle, False


def _ensure_not_twice(cars: Sequence[ColumnCar], vehicle: Vehicle) -> None:
    there = next((car for car in cars if car.vehicle_id == vehicle.id), None)
    if there is not None:
        field = "plate" if vehicle.plate else "name"
        sentence = _(
            "%(vehicle)s is in this column already, as number %(number)s.",
            vehicle=vehicle.plate or vehicle.name or vehicle.make, number=there.number,
        )  # fmt: skip
        raise Invalid(NOT_YET, [Problem(field, "twice", sentence)])


def _write(car: ColumnCar, wish: CarWish, vehicle: Vehicle) -> None:
    """Everything but the place. Raises Invalid when fewer seats would be left than people have."""
    car.block, car.role, car.decoration = wish.block, wish.role, wish.decoration
    car.inspected, car.briefed = wish.inspected, wish.briefed
    if car.driver_name and car.driver_name != wish.driver.name:
        car.registration_id = wish.registration_id  # another driver, who has not registered by the public page
    car.drive(wish.driver.name, wish.driver.phone)
    car.relieve(wish.second_driver.name, wish.second_driver.phone)
    seats = vehicle.seats if wish.seats is None else wish.seats
    if problems := list(wrong_car(replace(wish, number=None), vehicle.seats)):
        raise Invalid(NOT_YET, problems)
    if seats < car.taken:
        sentence = _(
            "%(taken)s people have seats in it already, so there cannot be fewer. Seat them elsewhere first.", taken=car.taken
        )  # fmt: skip
        raise Invalid(NOT_YET, [Problem("given" if wish.seats is not None else "seats", "below_taken", sentence)])
    car.seats = seats


def _move(cars: list[ColumnCar], car: ColumnCar, number: int | None) -> None:
    """Put it at that place, or leave it where it is; the others close up."""
    if number is not None:
        cars.remove(car)
        cars.insert(min(number, len(cars) + 1) - 1, car)
    number_them(cars)


def _note(session: Session, act: str, car: ColumnCar) -> None:
    after = {"event": car.event_id, "vehicle": car.vehicle_id, "number": car.number, "role": car.role.value, "seats": car.seats}
    audit.note(session, act, "car", car.id, region_id=car.region_id, after=after)
