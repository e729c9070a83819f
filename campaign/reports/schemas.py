"""The plain data of pages that look across the features."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from campaign.core.i18n import Translated
from campaign.events.schemas import EventRow
from campaign.relay.schemas import RelayRow, StopRow
from campaign.reports.beginning import Step
from campaign.reports.sample.schemas import Offer

SOON = timedelta(days=3)


class TaskKind(StrEnum):
    """What somebody has to do, and with which deed."""

    APPROVE = "approve"
    OPEN = "open"
    PLACE = "place"
    PRINT = "print"
    MARK_HELD = "mark_held"
    CHECKLIST = "checklist"
    COORDINATOR = "coordinator"
    CLASH = "clash"
    DEADLINE = "deadline"
    DOOR = "door"
    SHIFT = "shift"
    CALL = "call"
    BADGES = "badges"
    CONFIRM = "confirm"
    MINORS = "minors"
    OFFERS = "offers"
    DRIVERS = "drivers"
    WALK = "walk"
    AWAITED = "awaited"
    STILL_OUT = "still_out"
    BOOKS = "books"
    DOUBTS = "doubts"
    FIGURES = "figures"
    BOOK_PAGE = "book_page"
    PHOTOS = "photos"
    PERIODS = "periods"
    REPORT = "report"
    TAKE_DOWN = "take_down"
    ERASURES = "erasures"
    ALARM = "alarm"
    WEBHOOK = "webhook"


class Urgency(StrEnum):
    """How soon: overdue or today, within three days, later."""

    BAD = "bad"
    WARN = "warn"
    CALM = "calm"


class When(StrEnum):
    """The groups of the start page, the first that has something is looked at first."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True)
class Task:
    """One thing to do: where, until which day, about how many events. `event_id` is None for a whole stop, `stop_id` for what
    is of a region. `page` is where it is done, where the kind alone does not say it: endpoint, parameter, value.

    `what` and `how` are sentences for what differs from case to case: a clash and how to mend it, a
    paper and how late it is.
    """

    kind: TaskKind
    urgency: Urgency
    day: date
    stop_id: int | None
    event_id: int | None
    stop_name: Translated
    title: Translated
    count: int
    what: str = ""
    how: str = ""
    page: tuple[str, str, int] | None = None


@dataclass(frozen=True)
class RelayNow:
    """A relay in the actor's scope and where its baton is: `now` is None before the start and after the end."""

    relay: RelayRow
    now: StopRow | None
    next: StopRow | None


@dataclass(frozen=True)
class Start:
    """The start page of whoever asks."""

    today: date
    tasks: tuple[Task, ...]
    relays: tuple[RelayNow, ...]
    coming: tuple[EventRow, ...]
    steps: tuple[Step, ...] = ()
    sample: Offer | None = None

    @property
    def groups(self) -> tuple[tuple[When, tuple[Task, ...]], ...]:
        """The tasks by how soon they are due; a group without tasks is not there."""
        found = {when: tuple(task for task in self.tasks if self._when(task.day) is when) for when in When}
        return tuple((when, tasks) for when, tasks in found.items() if tasks)

    def _when(self, day: date) -> When:
        if day < self.today:
            return When.OVERDUE
        if day == self.today:
            return When.TODAY
        return When.SOON if day <= self.today + SOON else When.LATER
