"""The events and tasks that a kit puts into stops."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, crypto
from campaign.core.actor import current_actor
from campaign.core.db import Base, unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.events.checklists.models import ChecklistTask
from campaign.events.checklists.schemas import TaskState
from campaign.events.kits.queries import pieces_of
from campaign.events.kits.schemas import KitEventRow, KitTaskRow
from campaign.events.models import Event, EventRole, Kit
from campaign.events.policies import ensure_can_write_event
from campaign.events.wall import kit_span
from campaign.relay.models import Stop
from campaign.relay.schemas import MadeStop
from campaign.relay.services import made_stop

Facts = dict[str, Any]
EventIds = dict[tuple[int, int | None], int]
# Core inserts send all rows at once; the ORM's leave out empty values and so fall apart into many.
_EVENTS = Base.metadata.tables[Event.__tablename__]
_ROLES = Base.metadata.tables[EventRole.__tablename__]
_TASKS = Base.metadata.tables[ChecklistTask.__tablename__]


def ensure_kit(session: Session, code: str) -> int:
    """The id of the kit. Raises Invalid when there is none of this code, or when it was retired."""
    found = session.execute(select(Kit.id, Kit.retired).where(Kit.code == code)).one_or_none()
    if found is None:
        words = _("There is no kit “%(code)s”.", code=code)
        raise Invalid(words, [Problem("kit", "unknown", words)])
    if found.retired:
        words = _("The kit “%(code)s” was retired. Choose another one, or take it up again.", code=code)
        raise Invalid(words, [Problem("kit", "retired", words)])
    kit_id: int = found.id
    return kit_id


def fill_stops(session: Session, stops: Sequence[MadeStop], kit: str) -> int:
    """Plan the kit's events, as drafts, and its checklist at every stop and say how many events were made.

    Nine statements however many stops.
    """
    return _fill(session, [(stop, frozenset(), frozenset()) for stop in stops], ensure_kit(session, kit))


def apply_kit(stop_id: int, kit: str) -> int:
    """Plan those events of the kit that the stop does not have yet and say how many; a second time there are none.

    Raises NotFound, Refused, Invalid.
    """
    with unit_of_work() as session:
        stop = session.scalars(select(Stop).where(Stop.id == stop_id).with_for_update()).one_or_none()
        if stop is None:
            raise NotFound(_l("There is no such stop."))
        ensure_can_write_event(current_actor(), stop.region_id, stop.id)
        kit_id = ensure_kit(session, kit)
        there = session.scalars(select(Event.kit_event_id).where(Event.stop_id == stop.id))
        known = session.scalars(select(ChecklistTask.kit_task_id).where(ChecklistTask.stop_id == stop.id))
        count = _fill(session, [(made_stop(stop), frozenset(there), frozenset(known))], kit_id)
        audit.note(session, "kit.applied", "stop", stop.id, region_id=stop.region_id, after={"kit": kit_id, "events": count})
        return count


def _fill(session: Session, stops: Sequence[tuple[MadeStop, frozenset[int | None], frozenset[int | None]]], kit_id: int) -> int:
    """What the kit makes, without the events and the tasks of it that a stop has already; how many events that were."""
    events, tasks = pieces_of([kit_id])
    wishes = [
        (stop, wish) for stop, there, _tasks in stops for wish in events[kit_id] if not wish.retired and wish.id not in there
    ]
    insert_events(session, wishes)
    missing = [
        (stop, wish) for stop, _events, there in stops for wish in tasks[kit_id] if not wish.retired and wish.id not in there
    ]
    insert_tasks(session, missing)
    return len(wishes)


def insert_events(session: Session, wishes: Sequence[tuple[MadeStop, KitEventRow]]) -> None:
    """Plan events of a kit at stops, as drafts, with their roles. Three statements however many, none for none."""
    if not wishes:
        return
    planned = [_planned(stop, wish) for stop, wish in wishes]
    session.execute(_EVENTS.insert(), planned)
    made = select(Event.uid, Event.id).where(Event.stop_id.in_({stop.id for stop, _wish in wishes}))
    ids = {uid: event_id for uid, event_id in session.execute(made)}
    roles = list(_planned_roles(ids, planned, {wish.id: wish for _stop, wish in wishes}))
    if roles:
        session.execute(_ROLES.insert(), roles)


def insert_tasks(session: Session, wishes: Sequence[tuple[MadeStop, KitTaskRow]]) -> None:
    """Put tasks of a kit on checklists; a task of an event waits for its event. Two statements however many, none for none."""
    if not wishes:
        return
    at_stops = Event.stop_id.in_({stop.id for stop, _wish in wishes})
    made = select(Event.stop_id, Event.kit_event_id, Event.id).where(at_stops, Event.kit_event_id.is_not(None))
    events: EventIds = {(stop_id, kit_event_id): event_id for stop_id, kit_event_id, event_id in session.execute(made)}
    planned = [
        _planned_task(stop, wish, events.get((stop.id, wish.event_id)))
        for stop, wish in wishes
        if wish.event_id is None or (stop.id, wish.event_id) in events
    ]
    if planned:
        session.execute(_TASKS.insert(), planned)


def _planned(stop: MadeStop, wish: KitEventRow) -> Facts:
    stay = (stop.arrives_on, stop.departs_on)
    starts_at, ends_at = kit_span(wish.anchor, wish.day_offset, wish.starts, wish.minutes, stay, stop.time_zone)
    return {
        "uid": crypto.new_uid(),
        "stop_id": stop.id,
        "region_id": stop.region_id,
        "kind_id": wish.kind_id,
        "kit_event_id": wish.id,
        "kit_revision": wish.revision,
        "title": wish.title,
        "description": wish.description,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "time_zone": stop.time_zone,
        "capacity": wish.capacity,
    }


def _planned_roles(
    event_ids: Mapping[str, int], planned: Sequence[Facts], wishes: Mapping[int, KitEventRow]
) -> Iterator[Facts]:
    for event in planned:
        for position, role in enumerate(wishes[event["kit_event_id"]].roles, 1):
            yield {
                "event_id": event_ids[event["uid"]],
                "position": position,
                "name": role.name,
                "capacity": role.capacity,
            }


def _planned_task(stop: MadeStop, wish: KitTaskRow, event_id: int | None) -> Facts:
    return {
        "stop_id": stop.id,
        "region_id": stop.region_id,
        "event_id": event_id,
        "kit_task_id": wish.id,
        "kit_revision": wish.revision,
        "title": wish.title,
        "anchor": wish.anchor,
        "day_offset": wish.day_offset,
        "at": wish.at,
        "state": TaskState.OPEN,
    }
