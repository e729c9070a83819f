"""Reading for phones, below the scope: whoever holds a device link is nobody to the rest of the house.

The statements are the tables' own, and speak of the one event whose link was shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from campaign.events.models import Event
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.road.models import ColumnMark
from campaign.motorcades.road.schemas import ItemKind, Known, Outcome, Place, Standing, folded
from campaign.motorcades.route.models import RoutePointRow
from campaign.motorcades.schemas import CarState

EVENTS: Any = Event.__table__
CARS: Any = ColumnCar.__table__
POINTS: Any = RoutePointRow.__table__
MARKS: Any = ColumnMark.__table__
_UNDOS: Any = MARKS.alias()
_PLACE = select(*(EVENTS.c[name] for name in ("id", "region_id", "stop_id", "state", "starts_at", "time_zone"))).where(
    EVENTS.c.id == bindparam("event_id")
)
_OF_KEYS = select(
    *(MARKS.c[name] for name in ("key", "event_id", "body_hash", "kind", "outcome", "why", "car_id", "point_id", "state"))
).where(MARKS.c.key.in_(bindparam("keys", expanding=True)))
_COUNTS = (
    select(MARKS.c.car_id, MARKS.c.point_id, MARKS.c.state, MARKS.c.happened_at)
    .where(MARKS.c.kind != ItemKind.UNDO, MARKS.c.outcome == Outcome.DONE)
    .where(~select(_UNDOS.c.id).where(_UNDOS.c.of_key == MARKS.c.key, _UNDOS.c.outcome == Outcome.DONE).exists())
    .order_by(MARKS.c.happened_at, MARKS.c.id)
)


def place_of(session: Session, event_id: int) -> Place:
    """One statement."""
    return Place(*session.connection().execute(_PLACE, {"event_id": event_id}).one())


def of_keys(session: Session, keys: Iterable[str]) -> dict[str, Any]:
    """What the log holds under these keys. One statement, none without any."""
    wanted = sorted(set(keys))
    rows = session.connection().execute(_OF_KEYS, {"keys": wanted}) if wanted else ()
    return {row.key: row for row in rows}


def held(session: Session, table: Any, event_id: int, numbers: Iterable[int]) -> dict[int, Any]:
    """These rows of the event, nobody else changes them before the unit of work ends. One statement, none without any.

    In one order for all, so that two sendings never wait for each other.
    """
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    asked = select(table).where(table.c.event_id == event_id, table.c.id.in_(wanted)).order_by(table.c.id).with_for_update()
    return {row.id: row for row in session.connection().execute(asked)}


def counted(session: Session, car_ids: Sequence[int], point_ids: Sequence[int]) -> tuple[Known, dict[int, list[datetime]]]:
    """How it stands by the log, and every moment at which each of these points was passed. A statement for either."""
    marks: dict[int, list[tuple[CarState, datetime]]] = defaultdict(list)
    moments: dict[int, list[datetime]] = defaultdict(list)
    connection = session.connection()
    if car_ids:
        for car_id, _point, state, at in connection.execute(_COUNTS.where(MARKS.c.car_id.in_(car_ids))):
            marks[car_id].append((state, at))
    if point_ids:
        for _car, point_id, _state, at in connection.execute(_COUNTS.where(MARKS.c.point_id.in_(point_ids))):
            moments[point_id].append(at)
    cars = {number: folded(marks[number]) for number in car_ids}
    return Known(cars, {number: max(moments[number], default=None) for number in point_ids}), dict(moments)


def counting(session: Session, event_id: int, since: datetime) -> Sequence[Any]:
    """The marks of an event that count and happened since then, each with its key. One statement."""
    asked = _COUNTS.add_columns(MARKS.c.key).where(MARKS.c.event_id == event_id, MARKS.c.happened_at >= since)
    return session.connection().execute(asked).all()


def standing_of(row: Any) -> Standing:
    """As it is kept with the car."""
    return Standing(row.state, row.present_at, row.departed_at, row.arrived_at)
