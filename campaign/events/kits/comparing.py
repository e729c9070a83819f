"""Stops beside their kits: which pieces of a kit have changed since a stop got them, and what that means there."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, union

from campaign.core import clock
from campaign.core.db import db
from campaign.core.i18n import Translated, _
from campaign.events.checklists.models import ChecklistTask
from campaign.events.checklists.schemas import TaskState
from campaign.events.kits import differing
from campaign.events.kits.queries import pieces_of
from campaign.events.kits.schemas import Change, Difference, KitEventRow, KitTaskRow, StopDifferences
from campaign.events.models import Event, EventKind, EventRole, KitAnswer, KitEvent, KitTask
from campaign.events.schemas import AHEAD, ANNOUNCED
from campaign.relay.models import Stop
from campaign.relay.schemas import MadeStop
from campaign.relay.services import made_stop
from campaign.territory.models import Unit

Pair = tuple[KitEventRow | KitTaskRow, Event | ChecklistTask | None]


@dataclass
class Stay:
    """A stop with everything that kits have made there."""

    stop: MadeStop
    name: Translated
    kit_ids: set[int] = field(default_factory=set)
    events: dict[int, Event] = field(default_factory=dict)
    tasks: dict[int, ChecklistTask] = field(default_factory=dict)
    answers: dict[tuple[bool, int], KitAnswer] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    pairs: dict[str, Pair] = field(default_factory=dict)

    def answered(self, is_event: bool, piece_id: int, revision: int) -> bool:
        """Whether the stop has this revision of the piece, or has said that it does not want it."""
        thing = self.events.get(piece_id) if is_event else self.tasks.get(piece_id)
        answer = self.answers.get((is_event, piece_id))
        return max(thing.kit_revision if thing else 0, answer.revision if answer else 0) >= revision

    def note(self, row: Difference, pair: Pair) -> None:
        self.differences.append(row)
        self.pairs[row.key] = pair

    @property
    def outcome(self) -> StopDifferences:
        return StopDifferences(self.stop.id, self.stop.region_id, self.name, tuple(self.differences))


@dataclass(frozen=True)
class Sight:
    """What comparing needs beside the stop: roles of events, names of kinds, and what time it is."""

    roles: Mapping[int, Sequence[EventRole]]
    kinds: Mapping[int, Translated]
    now: datetime


def stops_that_may_differ(relay_id: int | None = None, stop_id: int | None = None) -> list[int]:
    """The asker's stops at which a kit has a newer piece than they have or have answered. One statement.

    Whether that changes anything there is said by `compare`.
    """
    stops = select(Stop.id)
    if relay_id is not None:
        stops = stops.where(Stop.relay_id == relay_id)
    if stop_id is not None:
        stops = stops.where(Stop.id == stop_id)
    of_events = _newer(stops, KitEvent, Event, KitAnswer.kit_event_id == KitEvent.id, Event.kit_event_id == KitEvent.id)
    of_tasks = _newer(
        stops, KitTask, ChecklistTask, KitAnswer.kit_task_id == KitTask.id, ChecklistTask.kit_task_id == KitTask.id
    )
    newer = union(of_events, of_tasks).subquery()
    statement = select(Stop.id).where(Stop.id.in_(select(newer.c.stop_id))).order_by(Stop.relay_id, Stop.position)
    return list(db.session.scalars(statement))


def _newer(stops: Any, piece: Any, thing: Any, is_answered: Any, is_made: Any) -> Any:
    """Those of the stops that have anything of a kit, and of which a piece of that kit is newer than what they have."""
    made = _made(stops).subquery()
    return (
        select(made.c.stop_id)
        .join(piece, piece.kit_id == made.c.kit_id)
        .outerjoin(thing, (thing.stop_id == made.c.stop_id) & is_made)
        .outerjoin(KitAnswer, (KitAnswer.stop_id == made.c.stop_id) & is_answered)
        .where(
            piece.revision > func.coalesce(thing.kit_revision, 0),
            piece.revision > func.coalesce(KitAnswer.revision, 0),
            or_(thing.id.is_not(None), piece.retired.is_(False)),
        )
    )


def _made(stops: Any) -> Any:
    """Which of the stops have something of which kit."""
    events = select(Event.stop_id, KitEvent.kit_id).join(KitEvent, KitEvent.id == Event.kit_event_id)
    tasks = select(ChecklistTask.stop_id, KitTask.kit_id).join(KitTask, KitTask.id == ChecklistTask.kit_task_id)
    return union(events.where(Event.stop_id.in_(stops)), tasks.where(ChecklistTask.stop_id.in_(stops)))


def compare(stop_ids: Sequence[int], *, lock: bool = False) -> list[Stay]:
    """The stops beside their kits as they are now, in the order of the chain. Eleven statements however many stops.

    `lock`: what is there stays as it is until the unit of work ends.
    """
    if not stop_ids:
        return []
    stays = _stays(stop_ids, lock)
    roles = _roles(stays)
    kit_ids = {kit_id for stay in stays for kit_id in stay.kit_ids}
    events, tasks = pieces_of(sorted(kit_ids))
    kinds = {kind_id: name for kind_id, name in db.session.execute(select(EventKind.id, EventKind.name))}
    sight = Sight(roles, kinds, clock.campaign_now())
    for stay in stays:
        for kit_id in sorted(stay.kit_ids):
            for event in events[kit_id]:
                _compare_event(stay, event, sight)
            for task in tasks[kit_id]:
                _compare_task(stay, task, sight)
    return stays


def _stays(stop_ids: Sequence[int], lock: bool) -> list[Stay]:
    fresh = {"populate_existing": True}

    def rows(table: Any, *rules: Any) -> Iterable[Any]:
        statement = select(table).where(table.stop_id.in_(stop_ids), *rules).order_by(table.id)
        return db.session.scalars(statement.with_for_update() if lock else statement, execution_options=fresh)

    found = select(Stop, Unit.name).join(Unit, Unit.id == Stop.unit_id).where(Stop.id.in_(stop_ids))
    stays = {
        stop.id: Stay(made_stop(stop), name) for stop, name in db.session.execute(found.order_by(Stop.relay_id, Stop.position))
    }
    for event in rows(Event, Event.kit_event_id.is_not(None)):
        stays[event.stop_id].events[event.kit_event_id] = event
    for task in rows(ChecklistTask, ChecklistTask.kit_task_id.is_not(None)):
        stays[task.stop_id].tasks[task.kit_task_id] = task
    for answer in rows(KitAnswer):
        is_event = answer.kit_event_id is not None
        stays[answer.stop_id].answers[is_event, answer.kit_event_id or answer.kit_task_id] = answer
    made = _made(stop_ids).subquery()
    for stop_id, kit_id in db.session.execute(select(made.c.stop_id, made.c.kit_id)):
        stays[stop_id].kit_ids.add(kit_id)
    return list(stays.values())


def _roles(stays: Iterable[Stay]) -> Mapping[int, Sequence[EventRole]]:
    ids = [event.id for stay in stays for event in stay.events.values()]
    statement = select(EventRole).where(EventRole.event_id.in_(ids)).order_by(EventRole.position, EventRole.id)
    found: defaultdict[int, list[EventRole]] = defaultdict(list)
    for role in db.session.scalars(statement, execution_options={"populate_existing": True}):
        found[role.event_id].append(role)
    return found


def _compare_event(stay: Stay, wish: KitEventRow, sight: Sight) -> None:
    if stay.answered(True, wish.id, wish.revision):
        return
    have = stay.events.get(wish.id)
    if have is None:
        if not wish.retired and differing.times_of(wish, stay.stop)[1] > sight.now:
            stay.note(_row(wish, None, Change.ADDED), (wish, None))
        return
    if have.state not in AHEAD or have.ends_at <= sight.now:
        return
    roles = sight.roles.get(have.id, ())
    fields = () if wish.retired else differing.event_changes(have, sight.kinds[have.kind_id], roles, wish, stay.stop)
    if not wish.retired and not fields:
        return
    change, note = Change.REMOVED if wish.retired else Change.CHANGED, ""
    if have.edited:
        change = Change.KEPT
    elif not wish.retired and (note := differing.too_few_places(have, roles, wish)):
        change = Change.BLOCKED
    moves = wish.retired or (have.starts_at, have.ends_at) != differing.times_of(wish, stay.stop)
    people = have.taken if moves and have.state in ANNOUNCED else 0
    stay.note(_row(wish, have, change, fields, people, note), (wish, have))


def _compare_task(stay: Stay, wish: KitTaskRow, sight: Sight) -> None:
    if stay.answered(False, wish.id, wish.revision):
        return
    have = stay.tasks.get(wish.id)
    if have is None:
        due = differing.task_due(wish, stay.stop, _starts(stay, wish))
        if not wish.retired and due is not None and due > sight.now:
            stay.note(_row(wish, None, Change.ADDED), (wish, None))
        return
    if have.state is not TaskState.OPEN:
        return
    fields = () if wish.retired else differing.task_changes(have, wish)
    if wish.retired or fields:
        change = Change.KEPT if have.edited else Change.REMOVED if wish.retired else Change.CHANGED
        stay.note(_row(wish, have, change, fields), (wish, have))


def _starts(stay: Stay, wish: KitTaskRow) -> datetime | None:
    """When the event of a task begins, one that is only offered included."""
    if wish.event_id in stay.events:
        return stay.events[wish.event_id].starts_at
    added = stay.pairs.get(f"event-{wish.event_id}")
    return differing.times_of(added[0], stay.stop)[0] if added and isinstance(added[0], KitEventRow) else None


def _row(
    wish: KitEventRow | KitTaskRow, have: Event | ChecklistTask | None, change: Change, fields: tuple[Any, ...] = (),
    people: int = 0, note: str = "",
) -> Difference:  # fmt: skip
    return Difference(
        wish.kit_id, isinstance(wish, KitEventRow), wish.id, wish.revision, have.id if have else None,
        have.version if have else 0, (have or wish).title, change, fields, people,
        note or (_by_hand() if change is Change.KEPT else ""),
    )  # fmt: skip


def _by_hand() -> str:
    return _("It was changed by hand here, so it stays as it is.")


def digest(stays: Iterable[Stay]) -> str:
    """What a page has shown, in a few signs: other when anything of it has changed since."""
    return hashlib.sha256("\n".join(_lines(stays)).encode()).hexdigest()[:20]


def _lines(stays: Iterable[Stay]) -> Iterator[str]:
    for stay in stays:
        yield f"{stay.stop.id} {stay.stop.arrives_on} {stay.stop.departs_on}"
        for row in stay.differences:
            yield f"{row.key} {row.revision} {row.change} {row.thing_id} {row.thing_version}"
