"""Reading checklists. Rows outside the asker's scope do not exist here."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from campaign.accounts.models import RoleGrant, User
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l, language
from campaign.core.text import sort_key
from campaign.events.checklists.models import ChecklistTask, due_day
from campaign.events.checklists.schemas import Candidate, Progress, TaskFilter, TaskRow, TaskState
from campaign.events.models import Event
from campaign.relay.models import Stop
from campaign.territory.models import Unit
from campaign.web.numbers import day_or_none, whole_or_none
from campaign.web.paging import Cursor, Page, keyset, page_of

PAGE = 40
MOST_PEOPLE = 200
NO_TASK = _l("There is no such task.")
_Doer, _Settler = aliased(User), aliased(User)


def _tasks() -> Any:
    return (
        select(
            ChecklistTask, due_day(), Stop.relay_id, Stop.arrives_on, Stop.time_zone, Unit.name, Event.title, _Doer.name,
            _Settler.name,
        )
        .join(Stop, Stop.id == ChecklistTask.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(Event, Event.id == ChecklistTask.event_id)
        .outerjoin(_Doer, _Doer.id == ChecklistTask.user_id)
        .outerjoin(_Settler, _Settler.id == ChecklistTask.settled_by)
    )  # fmt: skip


def _row(found: Sequence[Any]) -> TaskRow:
    task, due, relay_id, arrives, zone, stop_name, event_title, doer, settler = found
    return TaskRow(
        id=task.id, stop_id=task.stop_id, region_id=task.region_id, relay_id=relay_id, stop_name=stop_name, arrives_on=arrives,
        time_zone=zone, event_id=task.event_id, event_title=event_title or Translated(), title=task.title, anchor=task.anchor,
        day_offset=task.day_offset, fixed_on=task.fixed_on, due=due, at=task.at, person=task.person, user_id=task.user_id,
        user_name=doer or "", note=task.note, state=task.state, settled_at=task.settled_at, settled_by=settler or "",
        version=task.version,
    )  # fmt: skip


def _rows(statement: Any) -> tuple[TaskRow, ...]:
    found = db.session.execute(statement, execution_options={"populate_existing": True})
    return tuple(_row(row) for row in found)


def _in_order(rows: Sequence[TaskRow]) -> tuple[TaskRow, ...]:
    """By day; within a day what has no hour first, then by the clock."""
    return tuple(sorted(rows, key=lambda row: (row.due, row.at is not None, row.at or 0, row.id)))


def task_row(task_id: int) -> TaskRow:
    """Raises NotFound when it is not the asker's to see. One statement."""
    rows = _rows(_tasks().where(ChecklistTask.id == task_id))
    if not rows:
        raise NotFound(NO_TASK)
    return rows[0]


def tasks_of_stop(stop_id: int) -> tuple[TaskRow, ...]:
    """All tasks of a stop and of its events in the order of their days. One statement."""
    return _in_order(_rows(_tasks().where(ChecklistTask.stop_id == stop_id)))


def tasks_of_stops(stop_ids: Sequence[int]) -> tuple[TaskRow, ...]:
    """All tasks of several stops in the order of their days. One statement."""
    return _in_order(_rows(_tasks().where(ChecklistTask.stop_id.in_(stop_ids))))


def tasks_of_event(event_id: int) -> tuple[TaskRow, ...]:
    """The tasks of one event in the order of their days. One statement."""
    return _in_order(_rows(_tasks().where(ChecklistTask.event_id == event_id)))


def tasks_due(until: date) -> tuple[TaskRow, ...]:
    """What is still to be done up to this day, overdue ones first, at all stops of the asker. One statement."""
    return _in_order(_rows(_tasks().where(ChecklistTask.state == TaskState.OPEN, ~Stop.left_out, due_day() <= until)))


def _criteria(wish: TaskFilter) -> list[ColumnElement[bool]]:
    rules: list[tuple[Any, ColumnElement[bool]]] = [
        (wish.relay_id, Stop.relay_id == wish.relay_id),
        (wish.stop_id, ChecklistTask.stop_id == wish.stop_id),
        (wish.user_id, ChecklistTask.user_id == wish.user_id),
        (wish.person, or_(ChecklistTask.person == wish.person, and_(ChecklistTask.person == "", _Doer.name == wish.person))),
        (wish.state, ChecklistTask.state == wish.state),
    ]
    chosen = [rule for value, rule in rules if value]
    return [*chosen, due_day() <= wish.until] if wish.until is not None else chosen


def _typed(cursor: Cursor | None) -> Cursor | None:
    """The cursor with its day read; None for one that was tampered with."""
    if cursor is None:
        return None
    day, task_id = (day_or_none(cursor.key[0]), whole_or_none(cursor.key[1]))
    return None if day is None or task_id is None else Cursor((day, task_id), cursor.backwards)


def find_tasks(wish: TaskFilter, token: str | None = None, size: int = PAGE) -> Page[TaskRow]:
    """One page of the tasks that fit, by the day they are due. One statement."""
    cursor = _typed(Cursor.read(token, 2))
    rows = _rows(keyset(_tasks().where(*_criteria(wish)), (due_day(), ChecklistTask.id), cursor, size))
    return page_of(rows, cursor, size, lambda row: (row.due.isoformat(), row.id))


def progress_of(stop_ids: Sequence[int]) -> dict[int, Progress]:
    """How far the checklists of these stops are, by stop; one without tasks may be missing. One statement."""
    done, still = (func.sum(case((ChecklistTask.state == state, 1), else_=0)) for state in (TaskState.DONE, TaskState.OPEN))
    asked = select(ChecklistTask.stop_id, done, still).where(ChecklistTask.stop_id.in_(stop_ids))
    return {row[0]: Progress(*row[1:]) for row in db.session.execute(asked.group_by(ChecklistTask.stop_id))}


def candidates(stop_id: int, region_id: int) -> tuple[Candidate, ...]:
    """Those with an account who work at this stop or in its region, in the reader's alphabet. One statement."""
    works_here = or_(RoleGrant.stop_id == stop_id, RoleGrant.region_id == region_id)
    statement = select(User.id, User.name).join(RoleGrant, RoleGrant.user_id == User.id).where(User.active, works_here)
    found = {user_id: name for user_id, name in db.session.execute(statement)}
    ordered = sorted(found.items(), key=lambda user: (sort_key(user[1], language()), user[0]))
    return tuple(Candidate(user_id, name) for user_id, name in ordered)


def people_with_tasks() -> tuple[str, ...]:
    """Everybody who has been given a task that the asker sees, in the reader's alphabet. One statement."""
    name = case((ChecklistTask.person != "", ChecklistTask.person), else_=_Doer.name)
    statement = select(name).outerjoin(_Doer, _Doer.id == ChecklistTask.user_id).where(name.is_not(None), name != "").distinct()
    return tuple(sorted(db.session.scalars(statement.limit(MOST_PEOPLE)), key=lambda words: sort_key(words, language())))
