"""The plain data of plausibility: rules, the two values that do not go together, and the answers."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.events.dated.schemas import DatedRow
from campaign.events.figures.amounts import Amount
from campaign.events.figures.schemas import EventFigures, FigureRow, MeasureRow
from campaign.events.press.schemas import Format

MOST_NAME: Final = 200
MOST_NUMBER: Final = 1_000_000
MOST_REASON: Final = 500


class Check(StrEnum):
    """What is laid beside what."""

    PARTS_OVER = "parts_over"
    PARTS_UNDER = "parts_under"
    PER_VEHICLE = "per_vehicle"
    DISTANCE = "distance"
    SPEED = "speed"
    STAY = "stay"
    EARLY = "early"
    PLACE = "place"
    ROOM = "room"
    AS_PLANNED = "as_planned"
    FAR_FROM_PLAN = "far_from_plan"
    UNDER_ROWS = "under_rows"
    OVER_ROWS = "over_rows"
    HEADLINE = "headline"
    SOURCES = "sources"
    SAME_STORY = "same_story"
    PUBLISHED = "published"


USES: Final[Mapping[Check, tuple[str, ...]]] = {
    Check.PARTS_OVER: ("measure", "percent"),
    Check.PARTS_UNDER: ("measure", "percent"),
    Check.PER_VEHICLE: ("measure", "least", "most", "percent"),
    Check.DISTANCE: ("most",),
    Check.SPEED: ("most",),
    Check.STAY: (),
    Check.EARLY: (),
    Check.PLACE: ("percent",),
    Check.ROOM: ("percent",),
    Check.AS_PLANNED: ("measure", "size"),
    Check.FAR_FROM_PLAN: ("measure", "least", "most", "size"),
    Check.UNDER_ROWS: ("measure", "percent"),
    Check.OVER_ROWS: ("measure", "percent", "size"),
    Check.HEADLINE: ("percent",),
    Check.SOURCES: ("measure", "percent"),
    Check.SAME_STORY: (),
    Check.PUBLISHED: (),
}
"""Which of the numbers of a rule a check asks for; `measure` may always stay empty and then means any."""
NEEDS: Final[Mapping[Check, tuple[str, ...]]] = {
    Check.PARTS_UNDER: ("percent",),
    Check.PER_VEHICLE: ("measure",),
    Check.DISTANCE: ("most",),
    Check.SPEED: ("most",),
    Check.AS_PLANNED: ("size",),
    Check.FAR_FROM_PLAN: ("least", "most", "size"),
    Check.OVER_ROWS: ("percent",),
}
"""Those of them without which it cannot be checked."""


@dataclass(frozen=True)
class RuleWish:
    """A rule, or a new version of one, as typed. Its source is a text and, where there is one, an address.

    `kinds`: for which kinds of events, empty: all. `measure`: the code of what is looked at, empty: anything. What `least`,
    `most`, `percent` and `size` mean depends on the check (`words.NUMBERS`); None: the rule does not say.
    """

    name: Translated
    check: Check
    source: Translated
    kinds: tuple[str, ...] = ()
    measure: str = ""
    least: int | None = None
    most: int | None = None
    percent: int | None = None
    size: int | None = None
    note: Translated = field(default_factory=Translated)
    source_url: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class RuleRow(DatedRow[RuleWish]):
    """One version of a rule by which figures are checked."""

    def is_about(self, event: EventFigures) -> bool:
        """Whether it counts for an event of this kind on this day."""
        return self.is_in_force(event.day) and (not self.wish.kinds or event.kind in self.wish.kinds)

    def looks_at(self, code: str) -> bool:
        return self.wish.measure in {"", code}


class Sort(StrEnum):
    """What kind of value one side of a doubt is."""

    FIGURE = "figure"
    PARTS = "parts"
    PLACE = "place"
    ROOM = "room"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LIMIT = "limit"
    LASTS = "lasts"
    DAY = "day"
    STAY = "stay"
    EVENT = "event"
    EVENTS = "events"
    PUBLICATION = "publication"
    ADDRESSES = "addresses"


@dataclass(frozen=True)
class Side:
    """One of two values that do not go together, as data; `words.side` says it.

    `row` is the figure, with its source; `amount` and `measure` what is no single figure. `parts`: what a sum was made of.
    """

    sort: Sort
    row: FigureRow | None = None
    measure: MeasureRow | None = None
    amount: Amount | None = None
    numbers: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    texts: tuple[str | Translated, ...] = ()
    parts: tuple[FigureRow, ...] = ()

    def as_facts(self) -> dict[str, Any]:
        """What it says and nothing of how: equal facts are the same value."""
        rows = [row for row in (self.row, *self.parts) if row]
        said = [
            [row.measure.code, row.stage, row.amount.value, row.amount.qualifier, row.source, row.counts, row.derived]
            for row in rows
        ]  # fmt: skip
        texts = [text.as_dict() if isinstance(text, Translated) else text for text in self.texts]
        amount = [self.amount.value, self.amount.qualifier] if self.amount else None
        return {
            "sort": self.sort, "rows": said, "amount": amount, "numbers": list(self.numbers),
            "days": [day.isoformat() for day in self.days], "texts": texts,
        }  # fmt: skip


@dataclass(frozen=True)
class Doubt:
    """Two values that do not go together, by which rule, at which stop and event (None: the events of an audience).

    `hint` is a value that would go with the other: kilometres typed in metres.
    """

    rule: RuleRow
    stop_id: int
    region_id: int
    first: Side
    second: Side
    event: EventFigures | None = None
    audience: str = ""
    hint: Amount | None = None

    @property
    def check(self) -> Check:
        return self.rule.wish.check

    @property
    def measure(self) -> MeasureRow | None:
        """What it is about, where it is about something that is counted."""
        row = self.first.row or self.second.row
        return row.measure if row else self.first.measure or self.second.measure

    @property
    def mark(self) -> str:
        """A name of this very doubt: with other values, or by another rule, it is another."""
        subject = [self.rule.code, self.stop_id, self.event.event_id if self.event else None, self.audience]
        told = json.dumps([*subject, self.first.as_facts(), self.second.as_facts()], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class AnswerRow:
    """What somebody said to a doubt: it is right, because. `first` and `second` are both values as they were said then."""

    id: int
    mark: str
    stop_id: int
    event_id: int | None
    rule_code: str
    rule_name: Translated
    first: Translated
    second: Translated
    reason: str
    who: str
    answered_at: datetime


@dataclass(frozen=True)
class Warned:
    """A doubt, and the answer that somebody gave to it."""

    doubt: Doubt
    answer: AnswerRow | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None

    @property
    def mark(self) -> str:
        return self.doubt.mark


@dataclass(frozen=True)
class Tally:
    """How many warnings wait for somebody and how many were answered."""

    open: int = 0
    answered: int = 0

    @property
    def all(self) -> int:
        return self.open + self.answered

    @classmethod
    def of(cls, warned: Iterable["Warned"]) -> "Tally":
        told = [one.is_open for one in warned]
        return cls(sum(told), len(told) - sum(told))


@dataclass(frozen=True)
class Story:
    """A publication that tells of an event, as far as it is judged. `events`: all it tells of, `first`: the earliest."""

    id: int
    outlet_id: int | None
    outlet: str
    address: str
    published_on: date
    format: Format
    events: frozenset[int]
    first: int


@dataclass(frozen=True)
class Around:
    """What is known of an event beside its figures. `minutes` it lasts; capacities None where nobody has said."""

    arrives_on: date
    departs_on: date
    minutes: int
    today: date
    capacity: int | None = None
    place_capacity: int | None = None
    place_name: Translated = field(default_factory=Translated)
    stories: tuple[Story, ...] = ()


@dataclass(frozen=True)
class StopDoubts:
    """The warnings of one stop, what is open first, and the answers whose values nobody says any more."""

    stop_id: int
    unit_name: Translated
    warnings: tuple[Warned, ...]
    past: tuple[AnswerRow, ...] = ()

    @property
    def tally(self) -> Tally:
        return Tally.of(self.warnings)
