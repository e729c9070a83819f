"""The plain data of a running sheet: rows that count from the start of the event, plan and fact."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from campaign.core.i18n import Translated
from campaign.events.contingency.schemas import ContingencyRow
from campaign.events.running.rows import PlanAndFact, inserted
from campaign.events.schemas import EventRow

MOST_ROWS: Final = 80
MOST_MINUTES: Final = 600
LONGEST: Final = {"what": 300, "who": 120, "phone": 40, "place": 120}


@dataclass(frozen=True)
class RowWish:
    """A row as typed. `offset` in minutes from the start of the event, negative before it; `id` None is a new one."""

    offset: int
    minutes: int
    what: Translated = field(default_factory=Translated)
    who: str = ""
    phone: str = ""
    place: str = ""
    id: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.what or self.who or self.phone or self.place)

    @property
    def ends(self) -> int:
        return self.offset + self.minutes


@dataclass(frozen=True)
class RunningRow(PlanAndFact):
    """A row as it stands. `fact_at` is when it really began, None until somebody says so."""

    id: int
    position: int
    offset: int
    minutes: int
    what: Translated
    who: str
    phone: str
    place: str
    fact_at: datetime | None
    plan_at: datetime
    time_zone: str

    def wish(self) -> RowWish:
        return RowWish(self.offset, self.minutes, self.what, self.who, self.phone, self.place, self.id)


@dataclass(frozen=True)
class RunningSheet:
    """The sheet of one event. `version` is 0 until it is written for the first time; `weather` is its plan for bad weather."""

    event: EventRow
    campaign: Translated
    rows: tuple[RunningRow, ...]
    version: int
    weather: ContingencyRow | None = None

    @property
    def next(self) -> RunningRow | None:
        """The first row after the last that has begun."""
        last = max((row.position for row in self.rows if row.fact_at), default=0)
        return next((row for row in self.rows if row.position > last), None)


def added(rows: tuple[RowWish, ...], after: int) -> tuple[RowWish, ...]:
    """An empty row after the one at this place (counted from 0), where that ends; rows later on stay where they are."""
    at = rows[after].ends if rows else 0
    return inserted(rows, after, RowWish(at, 5))


def raised(rows: tuple[RowWish, ...], place: int) -> tuple[RowWish, ...]:
    """The row and the one before it change places: the later begins when the earlier did, and both together end as before."""
    if not 0 < place < len(rows):
        return rows
    first, second = rows[place - 1], rows[place]
    pause = second.offset - first.ends
    up = replace(second, offset=first.offset)
    down = replace(first, offset=first.offset + second.minutes + pause)
    return (*rows[: place - 1], up, down, *rows[place + 1 :])


def shifted(rows: tuple[RowWish, ...], place: int, minutes: int) -> tuple[RowWish, ...]:
    """That row and all after it begin so many minutes later, or earlier."""
    return rows[:place] + tuple(replace(row, offset=row.offset + minutes) for row in rows[place:])
