"""The plain data of the season board, and the one table of what readiness is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from campaign.core.i18n import Translated
from campaign.events.schemas import WAS_HELD, EventState
from campaign.relay.schemas import BatonNow, RelayRow, StopRow
from campaign.reports.schemas import Task


class Check(StrEnum):
    """One thing that is counted: so many done of so many."""

    APPROVED = "approved"
    FILINGS = "filings"
    PEOPLE = "people"
    TASKS = "tasks"
    COORDINATOR = "coordinator"
    PLACES = "places"
    RESPONSIBLE = "responsible"
    HANDOVER = "handover"
    BRIEFING = "briefing"
    MATERIALS = "materials"


class Part(StrEnum):
    """The parts into which a percentage opens."""

    PAPERS = "papers"
    PEOPLE = "people"
    TASKS = "tasks"
    MATERIALS = "materials"
    PLACES = "places"
    HANDOVER = "handover"


WEIGHTS: Final[Mapping[Part, Mapping[Check, int]]] = {
    Part.PAPERS: {Check.APPROVED: 10, Check.FILINGS: 10},
    Part.PEOPLE: {Check.PEOPLE: 25},
    Part.TASKS: {Check.TASKS: 15},
    Part.MATERIALS: {Check.MATERIALS: 10},
    Part.PLACES: {Check.COORDINATOR: 5, Check.PLACES: 5, Check.RESPONSIBLE: 5},
    Part.HANDOVER: {Check.HANDOVER: 10, Check.BRIEFING: 5},
}
"""Points of a hundred. What a stop has nothing to count of is not shown, and its points are shared out among the rest."""

EXPECTED: Final[tuple[tuple[int, int], ...]] = ((120, 0), (60, 20), (30, 45), (14, 70), (3, 90), (0, 100))
"""Days before the arrival, and the percentage that should be ready then; between two of them it grows evenly."""

FAR_BEHIND: Final = 25  # points under what the day expects: urgent, once the arrival is near
NEAR: Final = 30  # days before the arrival from which that counts
BEHIND: Final = 10  # points under it: attention
SOON: Final = 3  # days within which something that is due wants attention

Counts = Mapping[Check, tuple[int, int]]
"""What is done and of how many; a check that is not there was not counted at all."""


@dataclass(frozen=True)
class Scored:
    """One check of a stop: `earned` of its `weight` points, for `done` of `of`."""

    check: Check
    done: int
    of: int
    earned: int
    weight: int

    @property
    def lost(self) -> int:
        return self.weight - self.earned


@dataclass(frozen=True)
class PartScore:
    """One part of readiness: the points that its checks earned of those they weigh."""

    part: Part
    checks: tuple[Scored, ...]

    @cached_property
    def earned(self) -> int:
        return sum(check.earned for check in self.checks)

    @cached_property
    def weight(self) -> int:
        return sum(check.weight for check in self.checks)


@dataclass(frozen=True)
class Readiness:
    """A percentage and its parts; their points add up to it, and their weights to a hundred."""

    parts: tuple[PartScore, ...]

    @cached_property
    def percent(self) -> int:
        return sum(part.earned for part in self.parts)

    @property
    def losses(self) -> tuple[Scored, ...]:
        """What keeps it from a hundred, the most points first."""
        found = [check for part in self.parts for check in part.checks if check.lost]
        return tuple(sorted(found, key=lambda check: -check.lost))


class Level(StrEnum):
    """How a stop stands, in the order in which the board shows them."""

    URGENT = "urgent"
    ATTENTION = "attention"
    ORDER = "order"
    DONE = "done"


@dataclass(frozen=True)
class EventFact:
    """What the board has to know of an event."""

    id: int
    stop_id: int
    state: EventState
    has_place: bool
    has_responsible: bool
    taken: int
    need: int
    is_over: bool

    @property
    def is_held(self) -> bool:
        return self.state in WAS_HELD

    @property
    def is_ahead(self) -> bool:
        """Whether its place, people and whoever is in charge still matter."""
        return not self.is_over and not self.is_held


@dataclass(frozen=True)
class HandoverFact:
    """A handover that was not called off; None for a side that is a body."""

    id: int
    number: str
    giver_stop_id: int | None
    receiver_stop_id: int | None
    is_confirmed: bool
    agreed_at: datetime
    time_zone: str
    place: Translated

    @property
    def on_wall(self) -> datetime:
        """When it is to be, by a clock on a wall of the place."""
        return self.agreed_at.astimezone(ZoneInfo(self.time_zone))


@dataclass(frozen=True)
class Due:
    """The nearest thing that has to be done at a stop: one of today's tasks."""

    day: date
    task: Task


@dataclass(frozen=True)
class Line:
    """A stop that is to come or holds the baton. `people` and `materials`: what there is of what it needs."""

    stop: StopRow
    coordinators: tuple[str, ...]
    days_to_go: int
    readiness: Readiness
    expected: int
    level: Level
    people: tuple[int, int]
    due: Due | None
    is_here: bool
    materials: tuple[int, int] = (0, 0)

    @property
    def behind(self) -> int:
        """Points under what this day expects; negative when it is ahead."""
        return self.expected - self.readiness.percent


@dataclass(frozen=True)
class Passed:
    """A stop that is done: what was held there, who came, and whether its act is signed."""

    stop: StopRow
    coordinators: tuple[str, ...]
    held: int
    events: int
    unmarked: int
    people: int
    act: HandoverFact | None
    is_here: bool = False

    @property
    def level(self) -> Level:
        return Level.DONE


@dataclass(frozen=True)
class Filter:
    """What of the rows to show; None and "" mean: whatever."""

    level: Level | None = None
    who: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Filter()


@dataclass(frozen=True)
class Board:
    """The board of one relay as its asker may see it: rows only of their own stops, the chain is known to everybody."""

    today: date
    relay: RelayRow
    chain: tuple[StopRow, ...]
    baton: BatonNow | None
    next_handover: HandoverFact | None
    lines: tuple[Line, ...]
    passed: tuple[Passed, ...]
    tasks: tuple[Task, ...]
    choices: tuple[RelayRow, ...] = ()
    levels: Mapping[int, Level] = field(default_factory=dict)

    def count(self, level: Level) -> int:
        return sum(line.level is level for line in self.lines) if level is not Level.DONE else len(self.passed)

    @property
    def people_in_charge(self) -> tuple[str, ...]:
        """Whom the rows can be filtered by."""
        rows: tuple[Line | Passed, ...] = (*self.lines, *self.passed)
        return tuple(sorted({name for row in rows for name in row.coordinators}))
