"""The plain data of pages that look across the features."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from campaign.core.i18n import Translated
from campaign.events.schemas import EventRow
from campaign.relay.schemas import RelayRow, StopRow


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


class Urgency(StrEnum):
    """How soon: overdue or today, within three days, later."""

    BAD = "bad"
    WARN = "warn"
    CALM = "calm"


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
