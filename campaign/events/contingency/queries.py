"""Reading plans for bad weather, and what switching would do."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.contingency.models import Contingency
from campaign.events.contingency.schemas import ContingencyRow, Threshold
from campaign.events.models import Event, Place

NO_PLACE = Translated()
_HOME = aliased(Place)


def _rows(*criteria: ColumnElement[bool]) -> list[ContingencyRow]:
    statement = (
        select(Contingency, Event.starts_at, Event.ends_at, Event.time_zone, Place.name, Place.capacity, _HOME.name)
        .join(Event, Event.id == Contingency.event_id)
        .outerjoin(Place, Place.id == Contingency.indoor_place_id)
        .outerjoin(_HOME, _HOME.id == Contingency.home_place_id)
        .where(*criteria)
        .order_by(Event.starts_at, Event.id)
    )
    return [_row(found) for found in db.session.execute(statement)]


def _row(found: Sequence[Any]) -> ContingencyRow:
    row, starts_at, ends_at, zone, indoor, indoor_capacity, home = found
    return ContingencyRow(
        event_id=row.event_id, starts_at=starts_at, ends_at=ends_at, time_zone=zone, reserve_after=row.reserve_after,
        reserve_starts=row.reserve_starts, indoor_place_id=row.indoor_place_id, indoor_place=indoor or NO_PLACE,
        indoor_capacity=indoor_capacity,
        threshold=Threshold(row.wind_ms, row.colder_than, row.hotter_than, row.rain, row.words),
        decides=row.decides, decides_phone=row.decides_phone, decide_hours=row.decide_hours, announced=row.announced,
        home_starts=row.home_starts, home_ends=row.home_ends, is_indoors=row.is_indoors, home_place_id=row.home_place_id,
        home_place=home or NO_PLACE, home_capacity=row.home_capacity, version=row.version,
    )  # fmt: skip


def contingency_of(event_id: int) -> ContingencyRow | None:
    """The plan of an event that the asker sees; None when it has none. One statement."""
    found = _rows(Contingency.event_id == event_id)
    return found[0] if found else None


def announced_for(event_id: int) -> ContingencyRow | None:
    """The plan as everybody may see it: only one that is announced, of an event that is. One statement."""
    with acting_as(NOBODY):
        return contingency_of(event_id)


def contingencies_of_events(event_ids: Sequence[int]) -> list[ContingencyRow]:
    """The plans of these events. One statement."""
    return _rows(Contingency.event_id.in_(event_ids))
