"""Reading the day of a column, as far as the asker may see."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from campaign.accounts.devices.models import DeviceLink
from campaign.core.db import db
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.queries import column_of
from campaign.motorcades.road.models import ColumnMark
from campaign.motorcades.road.schemas import LOG, Day, ItemKind, Mark, Outcome
from campaign.motorcades.route.models import RoutePointRow
from campaign.motorcades.route.queries import points_of
from campaign.motorcades.route.schemas import PointKind


def day_of(event_id: int) -> Day:
    """Raises NotFound for an event not to be seen. Six statements, however many cars and marks."""
    column = column_of(event_id)
    points = tuple(point for point in points_of(column.event) if point.kind is not PointKind.RESERVE)
    return Day(column, points, log_of(event_id))


def log_of(event_id: int, most: int = LOG) -> tuple[Mark, ...]:
    """What was marked, the last first. One statement."""
    undo = aliased(ColumnMark)
    undone = select(undo.id).where(undo.of_key == ColumnMark.key, undo.outcome == Outcome.DONE, undo.kind == ItemKind.UNDO)
    asked: Any = (
        select(
            ColumnMark.id, ColumnMark.key, ColumnMark.kind, ColumnMark.state, ColumnCar.number,
            Vehicle.plate, Vehicle.name, Vehicle.make,
            RoutePointRow.name, DeviceLink.label, ColumnMark.happened_at, ColumnMark.received_at, ColumnMark.outcome,
            ColumnMark.why, undone.exists(),
        )
        .outerjoin(ColumnCar, ColumnCar.id == ColumnMark.car_id)
        .outerjoin(Vehicle, Vehicle.id == ColumnCar.vehicle_id)
        .outerjoin(RoutePointRow, RoutePointRow.id == ColumnMark.point_id)
        .outerjoin(DeviceLink, DeviceLink.id == ColumnMark.device_id)
        .where(ColumnMark.event_id == event_id)
        .order_by(ColumnMark.happened_at.desc(), ColumnMark.id.desc())
        .limit(most)
    )  # fmt: skip
    return tuple(
        Mark(mark, key, kind, state, number, plate or name or make or "", str(point or ""), *rest)
        for mark, key, kind, state, number, plate, name, make, point, *rest in db.session.execute(asked)
    )


def marks_by_phone(event_id: int) -> dict[int, int]:
    """How many marks of each phone count. One statement."""
    asked = (
        select(ColumnMark.device_id, func.count())
        .where(ColumnMark.event_id == event_id, ColumnMark.outcome == Outcome.DONE, ColumnMark.device_id.is_not(None))
        .group_by(ColumnMark.device_id)
    )
    return {device_id: count for device_id, count in db.session.execute(asked) if device_id is not None}
