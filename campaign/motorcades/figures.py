"""What columns say of events, for their figures: vehicles that were lined up and that came, passengers, kilometres."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from flask import url_for
from sqlalchemy import func, select

from campaign.core.actor import P, current_actor
from campaign.core.db import db
from campaign.core.i18n import _l
from campaign.events.figures.ports import Derived, RowLine, Rows
from campaign.events.figures.schemas import DISTANCE, VEHICLES, Source, Stage
from campaign.motorcades.models import ColumnCar, ColumnOfEvent, Vehicle
from campaign.motorcades.queries import column_of
from campaign.motorcades.schemas import Car, CarState, Column, VehicleKind
from campaign.motorcades.words import KINDS, STATES

PASSENGERS: Final = "passengers"
BY_KIND: Final[dict[VehicleKind, str]] = {
    VehicleKind.CAR: "cars",
    VehicleKind.BUS: "buses",
    VehicleKind.BICYCLE: "bicycles",
    VehicleKind.BOAT: "boats",
}
"""The parts of the vehicles that are counted by themselves; the other kinds stand in the whole only."""
CAME: Final = (CarState.PRESENT, CarState.DEPARTED, CarState.ARRIVED)
_HEADS: Final = (_l("No."), _l("Vehicle"), _l("Kind"), _l("Passengers"), _l("State"))
_METRES: Final = 100  # in the tenth of a kilometre in which distances are told


class FiguresOfColumns:
    """`DerivedPort`: the vehicles of the column (plan) and those that were marked as having come (fact), by kind too."""

    def figures_at(self, event_ids: Sequence[int]) -> Mapping[int, Sequence[Derived]]:
        """Two statements."""
        found: defaultdict[int, list[Derived]] = defaultdict(list)
        if not event_ids:
            return found
        for event_id, sums in _sums(event_ids).items():
            found[event_id] += [Derived(code, stage, number, _SOURCES[stage]) for (code, stage), number in sums.items()]
        asked = select(ColumnOfEvent.event_id, ColumnOfEvent.distance_m).where(
            ColumnOfEvent.event_id.in_(event_ids), ColumnOfEvent.distance_m > 0
        )
        for event_id, metres in db.session.execute(asked):
            found[event_id].append(Derived(DISTANCE, Stage.PLAN, round((metres or 0) / _METRES), Source.REGISTERED))
        return found

    def rows_of(self, event_id: int, code: str, stage: Stage) -> Rows | None:
        """The cars of the column, with passengers where people are asked for. Four statements."""
        if code not in {VEHICLES, PASSENGERS, DISTANCE, *BY_KIND.values()}:
            return None
        column = column_of(event_id)
        if not current_actor().may_at(P.COLUMNS_READ, column.event.region_id, column.event.stop_id):
            return None
        if code == DISTANCE:
            return _facts(column) if stage is Stage.PLAN else None
        cars = [car for car in column.cars if _is_meant(car, code) and (stage is Stage.PLAN or car.state in CAME)]
        page = "columns_staff.column" if stage is Stage.PLAN else "road_staff.road"
        return Rows(_HEADS, tuple(map(_line, cars)), len(cars), url_for(page, event_id=event_id))


_SOURCES: Final = {Stage.PLAN: Source.REGISTERED, Stage.FACT: Source.COUNTED}


def _sums(event_ids: Sequence[int]) -> dict[int, dict[tuple[str, Stage], int]]:
    """How many of each measure; of what came nothing is said before the first car was marked. One statement."""
    asked = (
        select(ColumnCar.event_id, Vehicle.kind, ColumnCar.state, func.count(ColumnCar.id), func.sum(ColumnCar.taken))
        .join(Vehicle, Vehicle.id == ColumnCar.vehicle_id)
        .where(ColumnCar.event_id.in_(event_ids))
        .group_by(ColumnCar.event_id, Vehicle.kind, ColumnCar.state)
    )
    found: defaultdict[int, defaultdict[tuple[str, Stage], int]] = defaultdict(lambda: defaultdict(int))
    for event_id, kind, state, cars, seats in db.session.execute(asked):
        stages = [Stage.PLAN, *([Stage.FACT] if state in CAME else [])]
        for stage in stages:
            for code in filter(None, (VEHICLES, BY_KIND.get(kind))):
                found[event_id][code, stage] += cars
        if seats:
            found[event_id][PASSENGERS, Stage.PLAN] += int(seats)
    return {event_id: dict(sums) for event_id, sums in found.items()}


def _is_meant(car: Car, code: str) -> bool:
    if code == PASSENGERS:
        return car.taken > 0
    return code == VEHICLES or BY_KIND.get(car.vehicle.kind) == code


def _line(car: Car) -> RowLine:
    cells = (car.number, car.vehicle.sign, str(KINDS[car.vehicle.kind]), car.taken, str(STATES[car.state]))
    return RowLine(cells, url_for("columns_staff.car", car_id=car.id))


def _facts(column: Column) -> Rows | None:
    if not column.facts.distance_m:
        return None
    line = RowLine((f"{column.facts.distance_m / 1000:g}",))
    return Rows((_l("Distance, km"),), (line,), 1, url_for("columns_staff.column_facts", event_id=column.event.id))
