"""Acts on checklists: tasks are added, changed, ticked and taken up again."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.events.checklists import queries
from campaign.events.checklists.models import ChecklistTask
from campaign.events.checklists.policies import ensure_can_keep_tasks
from campaign.events.checklists.schemas import FARTHEST_DAYS, LONGEST, MOST_TASKS, NewTask, TaskAnchor, TaskState
from campaign.events.models import Event
from campaign.relay.models import Stop

_STALE = _l("Somebody has changed this task meanwhile. Look at it again before you change it; nothing was saved.")


def add_task(wish: NewTask, key: str = "") -> int:
    """Put a task on the checklist and return its id; a key makes sending twice harmless.

    Raises NotFound, Refused, Invalid, KeyReused.
    """
    with unit_of_work() as session:
        if key and (known := operations.begin(session, "checklists.add", key, asdict(wish))):
            return int(known["task"])
        stop = _stop(session, wish.stop_id)
        ensure_can_keep_tasks(current_actor(), stop.region_id, stop.id)
        _judge(session, stop, wish, None)
        task = ChecklistTask(stop_id=stop.id, region_id=stop.region_id, edited=True)
        _fill(task, wish)
        session.add(task)
        session.flush()
        audit.note(session, "checklist.added", "checklist_task", task.id, region_id=stop.region_id, after=_facts(task))
        if key:
            operations.finish(session, "checklists.add", key, {"task": task.id})
        return task.id


def edit_task(task_id: int, wish: NewTask, version: int) -> None:
    """Change what a task says; its stop and its state stay.

    Raises NotFound, Refused, Stale when somebody else was faster, Invalid.
    """
    with unit_of_work() as session:
        task = _locked(session, task_id)
        ensure_can_keep_tasks(current_actor(), task.region_id, task.stop_id)
        if task.version != version:
            raise Stale(_STALE)
        _judge(session, _stop(session, task.stop_id), wish, task)
        before, was = _facts(task), (task.title, task.anchor, task.day_offset, task.fixed_on, task.at)
        _fill(task, wish)
        task.edited = task.edited or was != (task.title, task.anchor, task.day_offset, task.fixed_on, task.at)
        task.version += 1
        audit.note(
            session, "checklist.edited", "checklist_task", task.id, region_id=task.region_id, before=before, after=_facts(task)
        )


def settle_task(task_id: int, state: TaskState, version: int) -> bool:
    """Say that a task is done or not needed, or take it up again; False when it was so already, whoever said it.

    Raises NotFound, Refused, Stale when somebody has changed the task since the page was opened.
    """
    with unit_of_work() as session:
        task = _locked(session, task_id)
        ensure_can_keep_tasks(current_actor(), task.region_id, task.stop_id)
        if task.state is state:
            return False
        if task.version != version:
            raise Stale(_STALE)
        before = task.state
        task.state, task.version = state, task.version + 1
        is_open = state is TaskState.OPEN
        task.settled_at = None if is_open else clock.campaign_now()
        task.settled_by = None if is_open else current_actor().user_id
        audit.note(
            session, f"checklist.{state.value}", "checklist_task", task.id, region_id=task.region_id,
            before={"state": before.value}, after={"state": state.value},
        )  # fmt: skip
        return True


def _stop(session: Session, stop_id: int) -> Stop:
    stop = session.scalars(select(Stop).where(Stop.id == stop_id)).one_or_none()
    if stop is None:
        raise NotFound(_l("There is no such stop."))
    return stop


def _locked(session: Session, task_id: int) -> ChecklistTask:
    statement = select(ChecklistTask).where(ChecklistTask.id == task_id).with_for_update()
    task = session.scalars(statement, execution_options={"populate_existing": True}).one_or_none()
    if task is None:
        raise NotFound(queries.NO_TASK)
    return task


def _fill(task: ChecklistTask, wish: NewTask) -> None:
    is_fixed = wish.anchor is TaskAnchor.FIXED
    task.event_id, task.title, task.anchor = wish.event_id, wish.title, wish.anchor
    task.day_offset, task.fixed_on = (0, wish.fixed_on) if is_fixed else (wish.day_offset, None)
    task.at, task.person, task.user_id, task.note = wish.at, wish.person, wish.user_id, wish.note


def _facts(task: ChecklistTask) -> dict[str, Any]:
    """What the trail keeps of a task: days and ids, no names."""
    return {
        "stop": task.stop_id, "event": task.event_id, "anchor": task.anchor.value, "offset": task.day_offset,
        "fixed": task.fixed_on.isoformat() if task.fixed_on else None, "user": task.user_id,
    }  # fmt: skip


def _judge(session: Session, stop: Stop, wish: NewTask, task: ChecklistTask | None) -> None:
    """Raises Invalid with everything that is wrong, not only the first; `task` is the one being changed, None for a new one."""
    problems = [*wrong_by_itself(wish), *_too_far(stop, wish), *_wrong_event(session, stop, wish)]
    is_handed_on = wish.user_id is not None and (task is None or task.user_id != wish.user_id)
    if is_handed_on and wish.user_id not in {one.user_id for one in queries.candidates(stop.id, stop.region_id)}:
        words = _("This account does not work at this stop. Choose one of the list.")
        problems.append(Problem("user", "unknown", words))
    if task is None:
        there = session.scalar(select(func.count(ChecklistTask.id)).where(ChecklistTask.stop_id == stop.id)) or 0
        if there >= MOST_TASKS:
            problems.append(Problem("", "too_many", _("A checklist has at most %(most)s tasks.", most=MOST_TASKS)))
    if problems:
        raise Invalid(_("The task was not saved."), problems)


def wrong_by_itself(wish: NewTask) -> Iterator[Problem]:
    """What is wrong with a task whatever its stop is."""
    if not wish.title:
        yield Problem("title_ru", "missing", _("Say in at least one language what has to be done."))
    for field in ("title", "person", "note"):
        yield from too_long(field, getattr(wish, field), LONGEST[field])
    if wish.anchor is not TaskAnchor.FIXED and abs(wish.day_offset) > FARTHEST_DAYS:
        yield Problem("days", "too_far", _("At most %(most)s days before or after.", most=FARTHEST_DAYS))
    if wish.anchor is TaskAnchor.FIXED and wish.fixed_on is None:
        yield Problem("fixed_on", "missing", _("Say on which day it is due."))
    if wish.anchor is TaskAnchor.EVENT and wish.event_id is None:
        yield Problem("when", "no_event", _("The day is counted from an event: say from which, or count from the stay."))


def _too_far(stop: Stop, wish: NewTask) -> Iterator[Problem]:
    if wish.anchor is not TaskAnchor.FIXED or wish.fixed_on is None:
        return
    farthest = timedelta(days=FARTHEST_DAYS)
    if not stop.arrives_on - farthest <= wish.fixed_on <= stop.departs_on + farthest:
        sentence = _(
            "This day is more than a year away from the stay (%(first)s – %(last)s).",
            first=f"{stop.arrives_on:%d.%m.%Y}", last=f"{stop.departs_on:%d.%m.%Y}",
        )  # fmt: skip
        yield Problem("fixed_on", "too_far", sentence)


def _wrong_event(session: Session, stop: Stop, wish: NewTask) -> Iterator[Problem]:
    if wish.event_id is not None:
        there = select(Event.id).where(Event.id == wish.event_id, Event.stop_id == stop.id)
        if session.scalar(there) is None:
            yield Problem("event", "unknown", _("There is no such event at this stop. Choose one of the list."))
