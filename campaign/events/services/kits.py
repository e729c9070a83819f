"""What ships with the program (kinds and kits), and the events that a kit puts into stops."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, crypto
from campaign.core.actor import current_actor
from campaign.core.db import Base, unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import Translated, _, _l
from campaign.events.checklists.models import ChecklistTask
from campaign.events.checklists.schemas import TaskAnchor, TaskState
from campaign.events.models import Event, EventKind, EventRole, Kit, KitEvent, KitRole, KitTask
from campaign.events.policies import ensure_can_write_event
from campaign.events.schemas import Anchor
from campaign.events.wall import kit_span
from campaign.relay.models import Stop
from campaign.relay.schemas import MadeStop

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "shipped.json"
Facts = dict[str, Any]
# Core inserts send all rows at once; the ORM's leave out empty values and so fall apart into many.
_EVENTS = Base.metadata.tables[Event.__tablename__]
_ROLES = Base.metadata.tables[EventRole.__tablename__]
_TASKS = Base.metadata.tables[ChecklistTask.__tablename__]


def load_shipped(session: Session) -> None:
    """Put in the kinds and kits that ship, or bring their words up to date; what organizers made stays. Safe to repeat."""
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    kinds = {kind.code: kind for kind in session.scalars(select(EventKind))}
    for facts in shipped["kinds"]:
        kind = kinds.setdefault(facts["code"], EventKind(code=facts["code"]))
        kind.name, kind.shipped = Translated.of(facts), True
        session.add(kind)
    session.flush()
    ids = {code: kind.id for code, kind in kinds.items()}
    for facts in shipped["kits"]:
        _load_kit(session, facts, ids)


def _load_kit(session: Session, facts: Facts, kinds: dict[str, int]) -> None:
    kit = session.scalars(select(Kit).where(Kit.code == facts["code"])).one_or_none() or Kit(code=facts["code"])
    kit.name = Translated.of(facts["name"])
    session.add(kit)
    session.flush()
    there = {row.position: row for row in session.scalars(select(KitEvent).where(KitEvent.kit_id == kit.id))}
    for position, wish in enumerate(facts["events"], 1):
        row = there.pop(position, None) or KitEvent(kit_id=kit.id, position=position)
        row.kind_id, row.anchor, row.day_offset = kinds[wish["kind"]], Anchor(wish["anchor"]), wish["day_offset"]
        row.title, row.description = Translated.of(wish["title"]), Translated.of(wish["description"])
        row.starts, row.minutes, row.capacity = time.fromisoformat(wish["starts"]), wish["minutes"], wish["capacity"]
        session.add(row)
        session.flush()
        _load_roles(session, row.id, wish["roles"])
    for left_over in there.values():
        session.delete(left_over)
    session.flush()
    _load_tasks(session, kit.id, facts.get("tasks", []))


def _load_tasks(session: Session, kit_id: int, wishes: Sequence[Facts]) -> None:
    """The kit's checklist; a task names the event it belongs to by the event's position in the kit, counted from 1."""
    found = session.execute(select(KitEvent.position, KitEvent.id).where(KitEvent.kit_id == kit_id))
    events = {position: event_id for position, event_id in found}
    there = {row.position: row for row in session.scalars(select(KitTask).where(KitTask.kit_id == kit_id))}
    for position, wish in enumerate(wishes, 1):
        row = there.pop(position, None) or KitTask(kit_id=kit_id, position=position)
        row.kit_event_id = events[wish["event"]] if "event" in wish else None
        row.title, row.anchor, row.day_offset = Translated.of(wish["title"]), TaskAnchor(wish["anchor"]), wish["day_offset"]
        row.at = time.fromisoformat(wish["at"]) if "at" in wish else None
        session.add(row)
    for left_over in there.values():
        session.delete(left_over)
    session.flush()


def _load_roles(session: Session, kit_event_id: int, wishes: Sequence[Facts]) -> None:
    found = session.scalars(select(KitRole).where(KitRole.kit_event_id == kit_event_id))
    there = {row.position: row for row in found}
    for position, wish in enumerate(wishes, 1):
        row = there.pop(position, None) or KitRole(kit_event_id=kit_event_id, position=position)
        row.name, row.capacity = Translated.of(wish), wish["capacity"]
        session.add(row)
    for left_over in there.values():
        session.delete(left_over)


def ensure_kit(session: Session, code: str) -> int:
    """The id of the kit. Raises Invalid when there is none of this code."""
    kit_id = session.scalar(select(Kit.id).where(Kit.code == code))
    if kit_id is None:
        words = _("There is no kit “%(code)s”.", code=code)
        raise Invalid(words, [Problem("kit", "unknown", words)])
    return kit_id


def fill_stops(session: Session, stops: Sequence[MadeStop], kit: str) -> int:
    """Plan the kit's events, as drafts, and its checklist at every stop and say how many events were made.

    Nine statements however many stops.
    """
    kit_id = ensure_kit(session, kit)
    count = _fill_stops(session, [(stop, frozenset()) for stop in stops], kit_id)
    _fill_checklists(session, [(stop, frozenset()) for stop in stops], kit_id)
    return count


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
        made = MadeStop(stop.id, stop.relay_id, stop.region_id, stop.unit_id, stop.arrives_on, stop.departs_on, stop.time_zone)
        count = _fill_stops(session, [(made, frozenset(there))], kit_id)
        known = session.scalars(select(ChecklistTask.kit_task_id).where(ChecklistTask.stop_id == stop.id))
        _fill_checklists(session, [(made, frozenset(known))], kit_id)
        audit.note(session, "kit.applied", "stop", stop.id, region_id=stop.region_id, after={"kit": kit_id, "events": count})
        return count


def _fill_stops(session: Session, stops: Sequence[tuple[MadeStop, frozenset[int | None]]], kit_id: int) -> int:
    wishes = session.scalars(select(KitEvent).where(KitEvent.kit_id == kit_id).order_by(KitEvent.position)).all()
    found = session.scalars(
        select(KitRole)
        .where(KitRole.kit_event_id.in_([wish.id for wish in wishes]))
        .order_by(KitRole.kit_event_id, KitRole.position)
    ).all()
    planned = [_planned(stop, wish) for stop, there in stops for wish in wishes if wish.id not in there]
    if not planned:
        return 0
    session.execute(_EVENTS.insert(), planned)
    made = select(Event.uid, Event.id).where(Event.stop_id.in_([stop.id for stop, _there in stops]))
    ids = {uid: event_id for uid, event_id in session.execute(made)}
    roles = list(_planned_roles(ids, planned, found))
    if roles:
        session.execute(_ROLES.insert(), roles)
    return len(planned)


def _planned(stop: MadeStop, wish: KitEvent) -> Facts:
    stay = (stop.arrives_on, stop.departs_on)
    starts_at, ends_at = kit_span(wish.anchor, wish.day_offset, wish.starts, wish.minutes, stay, stop.time_zone)
    return {
        "uid": crypto.new_uid(),
        "stop_id": stop.id,
        "region_id": stop.region_id,
        "kind_id": wish.kind_id,
        "kit_event_id": wish.id,
        "title": wish.title,
        "description": wish.description,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "time_zone": stop.time_zone,
        "capacity": wish.capacity,
    }


def _planned_roles(event_ids: Mapping[str, int], planned: Sequence[Facts], roles: Sequence[KitRole]) -> Iterator[Facts]:
    for event in planned:
        for role in roles:
            if role.kit_event_id == event["kit_event_id"]:
                yield {
                    "event_id": event_ids[event["uid"]],
                    "position": role.position,
                    "name": role.name,
                    "capacity": role.capacity,
                }


def _fill_checklists(session: Session, stops: Sequence[tuple[MadeStop, frozenset[int | None]]], kit_id: int) -> None:
    """The kit's tasks on the checklists of the stops, without those that they have; a task of an event waits for its event."""
    wishes = session.scalars(select(KitTask).where(KitTask.kit_id == kit_id).order_by(KitTask.position)).all()
    if not wishes:
        return
    at_stops = Event.stop_id.in_([stop.id for stop, _there in stops])
    made = select(Event.stop_id, Event.kit_event_id, Event.id).where(at_stops, Event.kit_event_id.is_not(None))
    events = {(stop_id, kit_event_id): event_id for stop_id, kit_event_id, event_id in session.execute(made)}
    planned = [
        _planned_task(stop, wish, events.get((stop.id, wish.kit_event_id)))
        for stop, there in stops
        for wish in wishes
        if wish.id not in there and (wish.kit_event_id is None or (stop.id, wish.kit_event_id) in events)
    ]
    if planned:
        session.execute(_TASKS.insert(), planned)


def _planned_task(stop: MadeStop, wish: KitTask, event_id: int | None) -> Facts:
    return {
        "stop_id": stop.id,
        "region_id": stop.region_id,
        "event_id": event_id,
        "kit_task_id": wish.id,
        "title": wish.title,
        "anchor": wish.anchor,
        "day_offset": wish.day_offset,
        "at": wish.at,
        "state": TaskState.OPEN,
    }
