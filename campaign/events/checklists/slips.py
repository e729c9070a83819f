"""What the tasks of checklists do when stops slip: nothing has to be written, for their days are counted, not kept."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.i18n import Words, _n
from campaign.events.checklists import queries
from campaign.events.checklists.schemas import TaskAnchor, TaskRow
from campaign.relay.dates import Severity
from campaign.relay.schemas import Shift, ShiftKind, ShiftPlan, SlipClash, StopMove


class TasksOfASlip:
    """`ShiftPort` of the relay, for checklists: previewed only."""

    code = "checklists"

    def preview(self, moves: Sequence[StopMove], only_unannounced: bool, earlier: Sequence[Shift]) -> ShiftPlan:
        """Open tasks whose day changes with their stop or event. One statement.

        What is settled or due on a fixed day never moves. A task that would be overdue at once is a soft clash.
        """
        of_stops = {move.stop_id: move for move in moves}
        of_events = {shift.thing_id: shift for shift in earlier if shift.kind is ShiftKind.EVENT}
        tasks = queries.tasks_of_stops(list(of_stops))
        movable = [task for task in tasks if task.is_open and task.anchor is not TaskAnchor.FIXED]
        goes = [(task, _day_after(task, of_stops[task.stop_id], of_events)) for task in movable]
        shifts = tuple(_shift(task, day) for task, day in goes if day != task.due)
        return ShiftPlan(shifts, tuple(_overdue_then(shifts, of_stops)), fixed=len(tasks) - len(movable))

    def apply(self, session: Session, moves: Sequence[StopMove], only_unannounced: bool, reason: str) -> Mapping[str, Any]:
        return {}

    def undo(self, session: Session, moves: Sequence[StopMove], facts: Mapping[str, Any]) -> None:
        """Their days have gone back with the stops and events."""


def _day_after(task: TaskRow, move: StopMove, of_events: Mapping[int, Shift]) -> date | None:
    """The day it is due then; None when its stop leaves the chain, or its event is called off."""
    if move.after is None:
        return None
    if task.anchor is TaskAnchor.ARRIVAL:
        return task.due + (move.after.arrives - move.before.arrives)
    if task.anchor is TaskAnchor.DEPARTURE:
        return task.due + (move.after.departs - move.before.departs)
    shift = of_events.get(task.event_id or 0)
    if shift is None:
        return task.due
    return None if shift.after is None else task.due + (shift.after - shift.before)


def _shift(task: TaskRow, day: date | None) -> Shift:
    page = ("checklists_staff.edit_task", "task_id", task.id)
    return Shift(ShiftKind.TASK, task.stop_id, task.id, task.title, task.due, day, at=task.at, page=page)


def _overdue_then(shifts: Sequence[Shift], of_stops: Mapping[int, StopMove]) -> Iterator[SlipClash]:
    """A sentence for each stop whose tasks would have been due before today."""
    today = clock.campaign_today()
    late = Counter(shift.stop_id for shift in shifts if shift.after is not None and shift.after < today <= shift.before)
    for stop_id, count in late.items():
        page = ("checklists_staff.of_stop", "stop_id", stop_id)
        yield SlipClash(Severity.SOFT, _words(of_stops[stop_id], count), stop_id=stop_id, page=page)


def _words(move: StopMove, count: int) -> Words:
    return _n(
        "%(stop)s: %(num)d task would be overdue at once.", "%(stop)s: %(num)d tasks would be overdue at once.", count,
        stop=move.name.text(),
    )  # fmt: skip
