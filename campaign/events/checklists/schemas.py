"""The plain data of checklists."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from campaign.core.i18n import Translated

FARTHEST_DAYS = 366  # from the day that a task counts from: what lies beyond is a slip of the finger
LONGEST = {"title": 200, "person": 120, "note": 1000}
MOST_TASKS = 300  # of one stop, those of its events included


class TaskAnchor(StrEnum):
    """Which day the day of a task is counted from; `fixed` is a day of the calendar that follows nothing."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    EVENT = "event"
    FIXED = "fixed"


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class NewTask:
    """A task as typed. `day_offset` days after the anchor's day, before it when negative; `fixed_on` only where it is fixed.

    `person` is whoever does it, by name; `user_id` their account where they have one.
    """

    stop_id: int
    event_id: int | None
    title: Translated
    anchor: TaskAnchor
    day_offset: int = 0
    fixed_on: date | None = None
    at: time | None = None
    person: str = ""
    user_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class TaskRow:
    """A task and the day it is due now, wherever its stop or event has moved. Without an event, `event_title` is empty."""

    id: int
    stop_id: int
    region_id: int
    relay_id: int
    stop_name: Translated
    arrives_on: date
    time_zone: str
    event_id: int | None
    event_title: Translated
    title: Translated
    anchor: TaskAnchor
    day_offset: int
    fixed_on: date | None
    due: date
    at: time | None
    person: str
    user_id: int | None
    user_name: str
    note: str
    state: TaskState
    settled_at: datetime | None
    settled_by: str
    version: int

    @property
    def who(self) -> str:
        """Whoever does it; "" when nobody was named."""
        return self.person or self.user_name

    @property
    def is_open(self) -> bool:
        return self.state is TaskState.OPEN

    @property
    def days_from_arrival(self) -> int:
        return (self.due - self.arrives_on).days

    @property
    def settled_on_wall(self) -> datetime | None:
        """The wall clock of the place when it was settled."""
        return self.settled_at.astimezone(ZoneInfo(self.time_zone)) if self.settled_at else None


@dataclass(frozen=True)
class TaskFilter:
    """What of the tasks to show; None and "" mean: whatever. `person` is a name as it was typed, `user_id` an account."""

    relay_id: int | None = None
    stop_id: int | None = None
    user_id: int | None = None
    person: str = ""
    state: TaskState | None = TaskState.OPEN
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == TaskFilter()


@dataclass(frozen=True)
class Progress:
    """How far the checklist of a stop is: what is not needed counts nowhere."""

    done: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        return self.done + self.open


@dataclass(frozen=True)
class Candidate:
    """Somebody with an account who may be given a task of a stop."""

    user_id: int
    name: str
