"""What switching an event to its reserve date or indoors (or back) would do. Pure reckoning."""

from datetime import datetime

from campaign.core import clock
from campaign.core.errors import Conflict
from campaign.core.i18n import _
from campaign.events.contingency.schemas import ContingencyRow, Switch, Target
from campaign.events.schemas import AHEAD, ANNOUNCED, EventRow
from campaign.events.wall import span


def can_switch(row: ContingencyRow | None, target: Target) -> bool:
    """Whether the plan says where to."""
    if row is None:
        return False
    return row.reserve_day is not None if target is Target.RESERVE else row.indoor_place_id is not None


def switch_of(event: EventRow, row: ContingencyRow | None, target: Target, registered: int) -> Switch:
    """What would change. Raises Conflict when the plan does not say where to, or the event is over."""
    if row is None or not can_switch(row, target):
        raise Conflict(_("The plan for bad weather does not say where to. Write it down first."))
    if event.state not in AHEAD:
        raise Conflict(_("The event is over or cancelled; it cannot be moved any more."))
    told = registered if event.state in ANNOUNCED else 0
    return _of_days(event, row, told) if target is Target.RESERVE else _of_places(event, row, told)


def _of_days(event: EventRow, row: ContingencyRow, told: int) -> Switch:
    starts, ends = _usual(event, row) if row.is_on_reserve else _reserve(event, row)
    return Switch(
        Target.RESERVE, row.is_on_reserve, starts, ends, event.place_id, event.place_name, event.capacity, told, False
    )  # fmt: skip


def _usual(event: EventRow, row: ContingencyRow) -> tuple[datetime, datetime]:
    if row.home_starts is None or row.home_ends is None:
        return event.starts_at, event.ends_at
    return span(row.usual_day, row.home_starts, row.home_ends, event.time_zone)


def _reserve(event: EventRow, row: ContingencyRow) -> tuple[datetime, datetime]:
    """At the hour of the reserve date, as long as usual."""
    if row.reserve_day is None or row.reserve_starts is None:
        return event.starts_at, event.ends_at
    starts = clock.at(row.reserve_day, row.reserve_starts.hour, row.reserve_starts.minute, event.time_zone)
    return starts, starts + (event.ends_at - event.starts_at)


def _of_places(event: EventRow, row: ContingencyRow, told: int) -> Switch:
    if row.is_indoors:
        capacity = row.home_capacity if event.capacity == row.indoor_capacity else event.capacity
        return Switch(
            Target.INDOOR, True, event.starts_at, event.ends_at, row.home_place_id, row.home_place, capacity, told,
            capacity is not None and capacity < event.taken,
        )  # fmt: skip
    holds = row.indoor_capacity
    capacity = event.capacity if holds is None or (event.capacity or holds + 1) <= holds else holds
    return Switch(
        Target.INDOOR, False, event.starts_at, event.ends_at, row.indoor_place_id, row.indoor_place, capacity, told,
        capacity is not None and capacity < event.taken,
    )  # fmt: skip
