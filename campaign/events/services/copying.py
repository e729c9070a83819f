"""The events and checklists of one season put into the stops of another: at the new days, as drafts, without people."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import clock, crypto
from campaign.core.db import Base
from campaign.events.checklists.models import ChecklistTask
from campaign.events.models import Event, EventRole, KitEvent
from campaign.events.schemas import EventState
from campaign.events.shifting import KitDay, day_after, moved_by
from campaign.relay.dates import Stay
from campaign.relay.models import Stop
from campaign.relay.schemas import MadeStop

Facts = dict[str, Any]
COPIED: list[Callable[[Session, Mapping[int, int]], None]] = []  # of later features: events and what they became; registry.py
TAKEN_OVER = (
    "kind_id", "kit_event_id", "kit_revision", "place_id", "title", "description", "place_note", "time_zone", "capacity",
    "edited",
)  # fmt: skip
TASK_TAKEN_OVER = ("kit_task_id", "kit_revision", "title", "anchor", "day_offset", "at", "note", "edited")
_EVENTS = Base.metadata.tables[Event.__tablename__]
_ROLES = Base.metadata.tables[EventRole.__tablename__]
_TASKS = Base.metadata.tables[ChecklistTask.__tablename__]


def copy_stops(session: Session, pairs: Sequence[tuple[int, MadeStop]]) -> int:
    """Plan at each new stop what was planned at the old one with the number before it, and say how many events that were.

    Title, texts, kind, venue, roles and places are taken over and each event keeps its day of the stay and its hour; whoever
    was in charge, whoever came, and what was called off, are not. The checklists come with it, with nothing ticked; so does
    what later features keep of an event. Eight statements of its own however many stops.
    """
    new = dict(pairs)
    old = {stop.id: stop for stop in session.scalars(select(Stop).where(Stop.id.in_(list(new))))}
    events = session.execute(
        select(Event, KitEvent)
        .outerjoin(KitEvent, KitEvent.id == Event.kit_event_id)
        .where(Event.stop_id.in_(list(old)), Event.state != EventState.CANCELLED)
        .order_by(Event.id)
    ).all()
    if not events:
        _copy_tasks(session, old, new, {})
        return 0
    copies = {event.id: _copy(event, kit, old[event.stop_id], new[event.stop_id]) for event, kit in events}
    session.execute(_EVENTS.insert(), list(copies.values()))
    made = select(Event.uid, Event.id).where(Event.stop_id.in_([stop.id for stop in new.values()]))
    ids = {uid: event_id for uid, event_id in session.execute(made)}
    roles = session.scalars(select(EventRole).where(EventRole.event_id.in_(list(copies))).order_by(EventRole.position))
    event_ids = {event_id: ids[copy["uid"]] for event_id, copy in copies.items()}
    if rows := list(_roles(roles.all(), event_ids)):
        session.execute(_ROLES.insert(), rows)
    _copy_tasks(session, old, new, event_ids)
    for copied in COPIED:
        copied(session, event_ids)
    return len(copies)


def _copy_tasks(session: Session, old: Mapping[int, Stop], new: Mapping[int, MadeStop], event_ids: Mapping[int, int]) -> None:
    """The checklists; a task of an event that does not come is left out, a fixed day goes as far as the arrival."""
    tasks = session.scalars(select(ChecklistTask).where(ChecklistTask.stop_id.in_(list(old))).order_by(ChecklistTask.id))
    rows = []
    for task in tasks:
        if task.event_id is not None and task.event_id not in event_ids:
            continue
        before, after = old[task.stop_id], new[task.stop_id]
        fixed_on = None if task.fixed_on is None else task.fixed_on + (after.arrives_on - before.arrives_on)
        kept = {name: getattr(task, name) for name in TASK_TAKEN_OVER}
        event_id = None if task.event_id is None else event_ids[task.event_id]
        rows.append({**kept, "stop_id": after.id, "region_id": after.region_id, "event_id": event_id, "fixed_on": fixed_on})
    if rows:
        session.execute(_TASKS.insert(), rows)


def _copy(event: Event, kit: KitEvent | None, before: Stop, after: MadeStop) -> Facts:
    starts_at, ends_at = _moments(event, kit, before, after)
    kept = {name: getattr(event, name) for name in TAKEN_OVER}
    return {
        **kept, "uid": crypto.new_uid(), "stop_id": after.id, "region_id": after.region_id, "starts_at": starts_at,
        "ends_at": ends_at,
    }  # fmt: skip


def _moments(event: Event, kit: KitEvent | None, before: Stop, after: MadeStop) -> tuple[datetime, datetime]:
    """When it is in the new stay. What a hand put on the day of departure or later is counted from there."""
    day = clock.on_the_wall(event.starts_at, event.time_zone).date()
    stay, then = Stay("", 0, before.arrives_on, before.departs_on), Stay("", 0, after.arrives_on, after.departs_on)
    wanted = None if kit is None else KitDay(kit.anchor, kit.day_offset)
    if wanted is None and day >= stay.departs:
        moved = day + (then.departs - stay.departs)
    else:
        moved = day_after(day, wanted, stay, then)
    return moved_by(event.starts_at, event.ends_at, event.time_zone, (moved - day).days)


def _roles(roles: Sequence[EventRole], event_ids: Mapping[int, int]) -> Iterator[Facts]:
    for role in roles:
        yield {
            "event_id": event_ids[role.event_id], "position": role.position, "name": role.name, "capacity": role.capacity,
        }  # fmt: skip
