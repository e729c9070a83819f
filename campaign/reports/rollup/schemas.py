"""The plain data of a roll-up: its rows, what each comes to, which places are missing, and who owes their figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from campaign.core.i18n import Translated
from campaign.events.figures.amounts import Sum
from campaign.events.figures.schemas import PARTICIPANTS, EventFigures, MeasureRow
from campaign.events.figures.totals import Total

LETTER = "reports.figures_owed"


@dataclass(frozen=True)
class Period:
    """Calendar days by the walls of the places, both included; None is open to that side."""

    first: date | None = None
    last: date | None = None

    def has(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def is_whole(self) -> bool:
        return self.first is None and self.last is None

    def within(self, first: date, last: date) -> tuple[date, date]:
        """From when to when it is, where the whole goes from `first` to `last`."""
        return self.first or first, self.last or last


class Standing(StrEnum):
    """What is there of a row."""

    GIVEN = "given"  # every event that is over has said how many came
    PARTLY = "partly"  # some have not
    MISSING = "missing"  # none has
    AHEAD = "ahead"  # nothing is over yet


@dataclass(frozen=True)
class Place:
    """What a row is about: a stop of a relay, or a relay of the country. `number`: where it stands, as it is printed."""

    id: int
    number: int
    name: Translated
    first: date
    last: date


@dataclass(frozen=True)
class Line:
    """A row: of its `events` so many were `held`, and what each measure comes to.

    `owed`: events that are over and say nothing of their people.
    """

    place: Place
    events: int
    held: int
    totals: Mapping[str, Total]
    owed: tuple[EventFigures, ...] = ()

    @property
    def standing(self) -> Standing:
        known = not self.totals[PARTICIPANTS].is_empty
        if self.owed:
            return Standing.PARTLY if known else Standing.MISSING
        return Standing.GIVEN if known else Standing.AHEAD

    @property
    def methods(self) -> tuple[str, ...]:
        """How its people were estimated, each way once."""
        found = (part.row.method for part in self.totals[PARTICIPANTS].parts if part.is_counted)
        return tuple(dict.fromkeys(method for method in found if method))

    def sum_of(self, code: str) -> Sum:
        return self.totals[code].headline


@dataclass(frozen=True)
class Bottom:
    """The row of totals. `places`: how many rows have said how many people came, `due`: how many should have by now."""

    held: int
    sums: Mapping[str, Sum]
    places: int
    due: int
    rough: int

    @property
    def is_complete(self) -> bool:
        return self.places == self.due


@dataclass(frozen=True)
class Debt:
    """A place whose figures are missing: since which day, of which events, and who is in charge of it.

    `of`: the relay it is a stop of, where it is told among those of others. `asked`: on which days who was reminded, the last
    first.
    """

    stop_id: int
    name: Translated
    of: Translated
    since: date
    events: tuple[EventFigures, ...]
    people: tuple[tuple[int, str], ...]
    asked: tuple[tuple[date, int], ...]
    today: date

    @property
    def asked_on(self) -> tuple[date, ...]:
        """The days, the first first, each once."""
        return tuple(sorted({day for day, _user in self.asked}))

    @property
    def to_ask(self) -> tuple[int, ...]:
        """The numbers of those in charge whom nobody has reminded today."""
        done = {user for day, user in self.asked if day == self.today}
        return tuple(user for user, _name in self.people if user not in done)


@dataclass(frozen=True)
class Reminded:
    """What reminding came to: letters queued, and the places where nobody is in charge or everybody was asked today."""

    letters: int
    nobody: tuple[Translated, ...]
    already: tuple[Translated, ...]


@dataclass(frozen=True)
class Table:
    """The rows and their bottom, from figures alone."""

    lines: tuple[Line, ...]
    bottom: Bottom
    measures: Mapping[str, MeasureRow] = field(default_factory=dict)


@dataclass(frozen=True)
class RollUp:
    """What the capital gets. `by_region`: its rows are relays of the country; `is_whole`: the asker sees every row of it.
    `doubts`: by place, how many figures do not go together with others and were not answered yet.

    `at` is when it was reckoned, `span` its days, `title` the region (or the country).
    """

    title: Translated
    campaign: Translated
    period: Period
    span: tuple[date, date]
    at: datetime
    zone: str
    table: Table
    debts: tuple[Debt, ...] = ()
    doubts: Mapping[int, int] = field(default_factory=dict)
    is_whole: bool = True
    by_region: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether there is anything to tell."""
        return self.table.bottom.held > 0 or bool(self.table.bottom.places)
