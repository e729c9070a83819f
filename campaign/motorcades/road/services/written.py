"""A column sheet that a pen filled in: many cars marked at once, each in the log like any mark, and all of it taken back."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto
from campaign.core.db import unit_of_work
from campaign.events.queries import event_row
from campaign.motorcades.road.models import ColumnMark
from campaign.motorcades.road.schemas import ItemKind, Outcome
from campaign.motorcades.road.services.desk import item_of_desk, take_at_desk, writable_place
from campaign.motorcades.schemas import CarState


def mark_many(event_id: int, states: Mapping[int, CarState]) -> list[int]:
    """These cars came, or did not; the numbers of the marks. None for no car.

    They count as of the start of the event, or behind whatever was marked of these cars before: what a pen wrote is the last
    word. Raises NotFound, Refused, Conflict when it does not count: not today, cancelled.
    """
    if not states:
        return []
    with unit_of_work() as session:
        place, key = writable_place(event_id), crypto.new_uid()
        items = [
            item_of_desk(f"{key}-{car_id}", ItemKind.MARK, car_id=car_id, state=state)
            for car_id, state in sorted(states.items())
        ]
        take_at_desk(session, place, items, _moment(session, event_id, states))
        audit.note(session, "road.typed", "column", event_id, region_id=place.region_id, after={"cars": len(items)})
        asked = select(ColumnMark.id).where(ColumnMark.key.in_([item.key for item in items]))
        return list(session.scalars(asked.order_by(ColumnMark.id)))


def _moment(session: Session, event_id: int, car_ids: Collection[int]) -> datetime:
    start = min(event_row(event_id).starts_at, clock.campaign_now())
    asked = select(func.max(ColumnMark.happened_at)).where(
        ColumnMark.car_id.in_(car_ids), ColumnMark.outcome == Outcome.DONE, ColumnMark.kind == ItemKind.MARK
    )
    last = session.scalar(asked)
    return start if last is None or last < start else last + timedelta(microseconds=1)


def take_back_many(event_id: int, mark_ids: Collection[int]) -> int:
    """These marks count no more; they stay in the log. How many. Done twice it is done once.

    Raises NotFound, Refused, Conflict.
    """
    with unit_of_work() as session:
        place, key = writable_place(event_id), crypto.new_uid()
        asked = select(ColumnMark.id, ColumnMark.key).where(ColumnMark.id.in_(mark_ids), ColumnMark.event_id == place.id)
        found = session.execute(asked.order_by(ColumnMark.id)).all()
        items = [item_of_desk(f"{key}-{mark_id}", ItemKind.UNDO, of=of_key) for mark_id, of_key in found]
        if items:
            take_at_desk(session, place, items)
            after = {"marks": len(items)}
            audit.note(session, "road.typed_back", "column", event_id, region_id=place.region_id, after=after)
        return len(items)
