"""Differences between stops and their kits are taken over, or left as they are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.accounts.devices.schemas import DevicePurpose
from campaign.accounts.devices.services import withdraw_all
from campaign.core import audit, clock, outward
from campaign.core.actor import current_actor
from campaign.core.db import Base, unit_of_work
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _, _l
from campaign.core.outward import Act
from campaign.events.checklists.models import ChecklistTask
from campaign.events.kits.comparing import Stay, compare, digest
from campaign.events.kits.differing import pairs_of, times_of
from campaign.events.kits.schemas import Change, Difference, KitEventRow, KitTaskRow, Taken
from campaign.events.models import Event, EventRole, KitAnswer
from campaign.events.policies import ensure_can_write_event
from campaign.events.schemas import ANNOUNCED, EventState
from campaign.events.services.kits import insert_events, insert_tasks
from campaign.events.services.steps import ATTENDEES, change_state, registered_at
from campaign.events.services.telling import judge_for, tell_if_moved, whereabouts
from campaign.relay.schemas import MadeStop

_ROLES = Base.metadata.tables[EventRole.__tablename__]
_ANSWERS = Base.metadata.tables[KitAnswer.__tablename__]
Chosen = Collection[tuple[int, str]] | None
"""Which pieces of which stops; None: everything that is offered."""


def take_over(stop_ids: Sequence[int], seen: str, chosen: Chosen = None) -> Taken:
    """Make the stops what their kits are now, where that is offered, all in one unit of work.

    Events changed by hand stay. Those who come to an announced event hear of another time, or that it is called off. The
    number of statements does not grow with the stops, but for each event that people are told of or that is taken out.
    Raises Refused, Invalid when nothing is chosen, Stale when anything is other than the page has `seen`.
    """
    with unit_of_work() as session:
        stays = _as_seen(stop_ids, seen)
        picked = _picked(stays, chosen, lambda row: row.is_offered)
        _change_events(session, picked)
        insert_events(session, list(_new_events(picked)))
        _change_tasks(picked)
        insert_tasks(session, list(_new_tasks(picked)))
        _remove(session, picked)
        if chosen is None:  # what was changed by hand is named once, not for ever
            _answer(session, [(stay, row) for stay in stays for row in stay.differences if not row.is_offered])
        _note(session, "kit.taken_over", picked)
        return _counted(picked)


def decline(stop_ids: Sequence[int], seen: str, chosen: Chosen = None) -> int:
    """Leave the stops as they are until the kit changes these pieces again; how many that were.

    Raises Refused, Invalid when nothing is chosen, Stale.
    """
    with unit_of_work() as session:
        picked = _picked(_as_seen(stop_ids, seen), chosen, lambda row: True)
        _answer(session, picked)
        _note(session, "kit.declined", picked)
        return len(picked)


Picked = list[tuple[Stay, Difference]]


def _as_seen(stop_ids: Sequence[int], seen: str) -> list[Stay]:
    """The differences as they are now, nobody else's to change. Raises Stale when the page has shown others, Refused."""
    stays = compare(stop_ids, lock=True)
    for stay in stays:
        ensure_can_write_event(current_actor(), stay.stop.region_id, stay.stop.id)
    if digest(stays) != seen:
        raise Stale(_l("The kit or the stop has changed meanwhile. Look at the differences again; nothing was saved."))
    return stays


def _picked(stays: Sequence[Stay], chosen: Chosen, fits: Callable[[Difference], bool]) -> Picked:
    found = [
        (stay, row)
        for stay in stays
        for row in stay.differences
        if fits(row) and (chosen is None or (stay.stop.id, row.key) in chosen)
    ]
    if not found:
        raise Invalid(_l("Nothing is chosen. Tick the differences first."))
    return found


def _new_events(picked: Picked) -> Iterator[tuple[MadeStop, KitEventRow]]:
    for stay, row in picked:
        wish = stay.pairs[row.key][0]
        if row.change is Change.ADDED and isinstance(wish, KitEventRow):
            yield stay.stop, wish


def _new_tasks(picked: Picked) -> Iterator[tuple[MadeStop, KitTaskRow]]:
    for stay, row in picked:
        wish = stay.pairs[row.key][0]
        if row.change is Change.ADDED and isinstance(wish, KitTaskRow):
            yield stay.stop, wish


def _change_events(session: Session, picked: Picked) -> None:
    changed = [
        (stay, event, wish)
        for stay, row in picked
        for wish, event in [stay.pairs[row.key]]
        if row.change is Change.CHANGED and isinstance(event, Event) and isinstance(wish, KitEventRow)
    ]
    known = {event.id: whereabouts(session, event) for _stay, event, _wish in changed if event.state in ANNOUNCED}
    coming = _judge_for_other_days(session, {event: _goes_to(wish, stay.stop) for stay, event, wish in changed})
    ids = [event.id for _stay, event, _wish in changed]
    roles: defaultdict[int, list[EventRole]] = defaultdict(list)
    ordered = select(EventRole).where(EventRole.event_id.in_(ids)).order_by(EventRole.position, EventRole.id)
    for role in session.scalars(ordered):
        roles[role.event_id].append(role)
    new = [role for stay, event, wish in changed for role in _follow(session, event, roles[event.id], wish, stay.stop)]
    session.flush()
    if new:
        session.execute(_ROLES.insert(), new)
    notes = [(event.id, event.region_id, {"revision": wish.revision}) for _stay, event, wish in changed]
    audit.note_many(session, "event.from_kit", "event", notes)
    told = ((event.region_id, event.stop_id, {"event": event.id}) for _stay, event, _wish in changed)
    outward.announce_many(session, Act.EVENT_CHANGED, told)
    for _stay, event, _wish in changed:
        if event.id in known:
            tell_if_moved(session, event, known[event.id])
        if event.id in known or event.id in coming:
            for port in ATTENDEES:
                port.room_made(session, event.id)


def _judge_for_other_days(session: Session, days: Mapping[Event, date]) -> Collection[int]:
    """Let the people of events that go to another day be judged for it first; which events have such."""
    moved = {event: day for event, day in days.items() if day != event.day}
    coming = registered_at(session, [event.id for event in moved])
    for event, day in moved.items():
        if event.id in coming:
            judge_for(session, event, day)
    return coming


def _goes_to(wish: KitEventRow, stop: MadeStop) -> date:
    """The day on which the kit's event would be."""
    return clock.on_the_wall(times_of(wish, stop)[0], stop.time_zone).date()


def _follow(
    session: Session, event: Event, roles: Sequence[EventRole], wish: KitEventRow, stop: MadeStop
) -> list[dict[str, Any]]:
    """Let the event say what the kit says; its place, its people and its state stay. The roles that are new, as rows."""
    event.kind_id, event.description, event.capacity = wish.kind_id, wish.description, wish.capacity
    event.rename(wish.title)
    event.move(*times_of(wish, stop))
    event.kit_revision, event.version = wish.revision, event.version + 1
    pairs = pairs_of(roles, wish)
    for role, target in pairs:
        if target is None:
            session.delete(role)
        else:
            role.position, role.name, role.capacity = target + 1, wish.roles[target].name, wish.roles[target].capacity
    there = {target for _role, target in pairs}
    return [
        {"event_id": event.id, "position": place + 1, "name": role.name, "capacity": role.capacity, "taken": 0}
        for place, role in enumerate(wish.roles)
        if place not in there
    ]


def _change_tasks(picked: Picked) -> None:
    for stay, row in picked:
        wish, task = stay.pairs[row.key]
        if row.change is Change.CHANGED and isinstance(task, ChecklistTask) and isinstance(wish, KitTaskRow):
            task.title, task.anchor, task.day_offset, task.at = wish.title, wish.anchor, wish.day_offset, wish.at
            task.kit_revision, task.version = wish.revision, task.version + 1


def _remove(session: Session, picked: Picked) -> None:
    """What the kit has no more: drafts nobody has registered for and open tasks go, other events are called off."""
    removed = [stay.pairs[row.key][1] for stay, row in picked if row.change is Change.REMOVED]
    tasks = [thing.id for thing in removed if isinstance(thing, ChecklistTask)]
    session.flush()
    session.execute(delete(ChecklistTask).where(ChecklistTask.id.in_(tasks)))
    for event in removed:
        if not isinstance(event, Event):
            continue
        if event.state is EventState.DRAFT and not any(port.registered(session, event.id) for port in ATTENDEES):
            for purpose in (DevicePurpose.CHECK_IN, DevicePurpose.COLUMN):
                withdraw_all(session, purpose, event.id)  # SQLite may give another event its number
            session.delete(event)
        else:
            change_state(
                event.id, EventState.CANCELLED, _("The programme of the relay has no such event any more."), event.version
            )
    session.flush()


def _answer(session: Session, picked: Picked) -> None:
    """Up to their revisions, these pieces are offered no more."""
    new = []
    for stay, row in picked:
        answer = stay.answers.get((row.is_event, row.piece_id))
        if answer is not None:
            answer.revision = row.revision
            continue
        piece = (row.piece_id, None) if row.is_event else (None, row.piece_id)
        new.append((stay.stop.id, stay.stop.region_id, *piece, row.revision))
    if new:
        columns = ("stop_id", "region_id", "kit_event_id", "kit_task_id", "revision")
        session.execute(_ANSWERS.insert(), [dict(zip(columns, row, strict=True)) for row in new])


def _note(session: Session, act: str, picked: Picked) -> None:
    """One line of the trail for each stop, with the pieces of the kit by their numbers."""
    pieces: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for stay, row in picked:
        pieces[stay.stop.id, stay.stop.region_id].append(f"{row.key} {row.change}")
    notes = [(stop_id, region_id, {"pieces": lines}) for (stop_id, region_id), lines in pieces.items()]
    audit.note_many(session, act, "stop", notes)


def _counted(picked: Picked) -> Taken:
    of = Counter(row.change for _stay, row in picked)
    stops = len({stay.stop.id for stay, _row in picked})
    return Taken(of[Change.CHANGED], of[Change.ADDED], of[Change.REMOVED], stops)
