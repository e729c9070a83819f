"""From the picture of an event to a plan: the solver's question made of it, its answer told as changes."""

import hashlib

from campaign.motorcades.schemas import Car
from campaign.motorcades.seats.schemas import FILLED, Change, Passenger, Plan, PlanKind, Seats
from campaign.motorcades.seats.solver.schemas import Bay, Rider, Task, Trouble, Why
from campaign.motorcades.seats.solver.solve import solve


def plan_of(seats: Seats, kind: PlanKind, without_id: int | None = None) -> Plan:
    """What would change. Pure; some tenths of a second for a thousand people."""
    seating = solve(task_of(seats, kind, without_id))
    given = seating.seats
    changes = [
        Change(one, one.car_id, given.get(one.id)) for one in seats.people if given.get(one.id) != one.car_id
    ]  # fmt: skip
    changes += [Change(one, one.car_id, None) for one in seats.driving if one.car_id is not None]
    return Plan(kind, without_id, seating, changes, stamp_of(seats, kind, without_id))


def stamp_of(seats: Seats, kind: PlanKind, without_id: int | None) -> str:
    """A short word for all that the plan depends on."""
    people = sorted(
        (one.id, one.group_id or 0, one.minor, one.with_id or 0, one.car_id or 0, one.pinned)
        for one in (*seats.people, *seats.driving)
    )
    cars = [(car.id, car.seats, car.role.value, car.comes, car.registration_id or 0) for car in seats.cars]
    return hashlib.sha256(repr((kind.value, without_id, people, cars)).encode()).hexdigest()[:32]


def task_of(seats: Seats, kind: PlanKind, without_id: int | None) -> Task:
    """People in the order in which they registered, cars in that of the column, whatever the reader's alphabet."""
    cars = [car for car in seats.coming if car.id != without_id]
    there = {car.id for car in cars}
    stays = [one for one in seats.people if one.car_id in there and (one.pinned or kind is not PlanKind.FRESH)]
    inside: dict[int, int] = {}
    for one in stays:
        inside[one.car_id or 0] = inside.get(one.car_id or 0, 0) + 1
    wheels = {number: car_id for number, car_id in seats.drivers.items() if car_id in there}
    riders = [_rider(one, kind, there, wheels) for one in sorted((*seats.people, *seats.driving), key=lambda one: one.id)]
    bays = [Bay(car.id, _to_fill(car, inside.get(car.id, 0))) for car in cars]
    return Task(tuple(riders), tuple(bays), steady=kind is PlanKind.STEADY)


def _to_fill(car: Car, inside: int) -> int:
    """How many seats may be given away: of a car that is filled by hand only those that are."""
    return max(car.seats, inside) if car.role in FILLED else inside


def _rider(one: Passenger, kind: PlanKind, there: set[int], wheels: dict[int, int]) -> Rider:
    stays = one.car_id in there and kind is PlanKind.FILL
    pin = one.car_id if one.pinned or stays else None
    if one.id in wheels:
        return Rider(one.id, one.group_id, one.minor, one.with_id, drives=wheels[one.id])
    return Rider(one.id, one.group_id, one.minor, one.with_id, pin, one.car_id)


def worth_telling(plan: Plan, seats: Seats) -> list[Trouble]:
    """What could not be had and is news: filling up does not tell of groups that were torn before."""
    if plan.kind is not PlanKind.FILL:
        return list(plan.troubles)
    before: dict[int, set[int]] = {}
    for one in seats.people:
        if one.group_id is not None and one.car_id is not None:
            before.setdefault(one.group_id, set()).add(one.car_id)
    torn = {group for group, cars in before.items() if len(cars) > 1}
    return [one for one in plan.troubles if not (one.why is Why.PINNED_APART and one.group in torn)]
