"""A checklist as pages show it: the day of a task counted from the arrival, and how it stands with it, in words and a sign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.core.i18n import Words, _, _l, _n
from campaign.events.checklists.schemas import TaskAnchor, TaskRow, TaskState
from campaign.web.templating import day_short

MINUS = "\u2212"
BEFORE, AFTER = "before", "after"
WHEN: dict[str, Words] = {
    "before_arrival": _l("days before the arrival of the baton"),
    "after_arrival": _l("days after the arrival of the baton"),
    "before_departure": _l("days before the baton is handed on"),
    "after_departure": _l("days after the baton is handed on"),
    "before_event": _l("days before the event"),
    "after_event": _l("days after the event"),
    "fixed": _l("on a fixed day"),
}
"""How the day of a task can be counted, as words of a form; no days before or after is the day itself."""


def as_typed(anchor: TaskAnchor, day_offset: int) -> tuple[str, int]:
    """The choice of `WHEN` and the number of days that mean this offset."""
    if anchor is TaskAnchor.FIXED:
        return "fixed", 0
    return f"{BEFORE if day_offset < 0 else AFTER}_{anchor.value}", abs(day_offset)


def as_offset(when: str, days: int) -> tuple[TaskAnchor, int]:
    """Anchor and offset of what was typed. Raises ValueError for a choice that there is none."""
    if when == "fixed":
        return TaskAnchor.FIXED, 0
    side, _underscore, anchor = when.partition("_")
    return TaskAnchor(anchor), -days if side == BEFORE else days


def signed(days: int) -> str:
    """`−5`, `+3`, nothing for the day itself."""
    if days == 0:
        return ""
    return f"{MINUS}{-days}" if days < 0 else f"+{days}"


def from_arrival(days: int) -> str:
    """`D−5`: five days before the day of arrival."""
    return _("D%(days)s", days=signed(days))


@dataclass(frozen=True)
class Line:
    """One task with its day, and a sign and words for how it stands."""

    task: TaskRow
    kind: str
    state: str

    @property
    def day(self) -> str:
        return from_arrival(self.task.days_from_arrival)

    @property
    def clock(self) -> str:
        return f"{self.task.at:%H:%M}" if self.task.at else ""

    @property
    def is_late(self) -> bool:
        return self.kind == "bad"


@dataclass(frozen=True)
class Checklist:
    """The tasks of a stop or an event: what is still to be done, and what is settled, the last first."""

    open: tuple[Line, ...]
    settled: tuple[Line, ...]

    @property
    def done(self) -> int:
        return sum(line.task.state is TaskState.DONE for line in self.settled)

    @property
    def needed(self) -> int:
        return len(self.open) + self.done

    @property
    def words(self) -> str:
        """`11 of 16 done, days count from the arrival`."""
        return _("%(done)s of %(needed)s done, days count from the arrival", done=self.done, needed=self.needed)


def line_of(task: TaskRow, today: date) -> Line:
    if task.state is TaskState.DONE:
        return Line(task, "good", _("done by %(name)s", name=task.settled_by) if task.settled_by else _("ticked off"))
    if task.state is TaskState.NOT_NEEDED:
        return Line(task, "calm", _("not needed"))
    late = (today - task.due).days
    if late > 0:
        return Line(task, "bad", _n("%(num)d day overdue", "%(num)d days overdue", late))
    if late == 0:
        return Line(task, "warn", _("today"))
    words = _("tomorrow") if task.due == today + timedelta(days=1) else day_short(task.due)
    return Line(task, "calm", words)


def checklist(tasks: Iterable[TaskRow], today: date) -> Checklist:
    """The tasks, which come in the order of their days, as they stand today."""
    lines = [line_of(task, today) for task in tasks]
    settled = [line for line in lines if not line.task.is_open]
    return Checklist(tuple(line for line in lines if line.task.is_open), tuple(reversed(settled)))
