"""The plain data of figures: what is measured, what somebody said of it, and what an event's figures are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.schemas import WAS_HELD, EventState

PARTICIPANTS: Final = "participants"
VEHICLES: Final = "vehicles"
DISTANCE: Final = "distance_km"
PUBLICATIONS: Final = "publications"
MOST_VALUE: Final = 10**12
MOST_METHOD: Final = 200
MOST_WHO: Final = 120
MOST_NOTE: Final = 300
MOST_AUDIENCE: Final = 80
MOST_MEASURE: Final = 120


class Unit(StrEnum):
    """What one of a measure is. Only people are counted in two ways: heads, and times that somebody took part."""

    PEOPLE = "people"
    VEHICLES = "vehicles"
    PLACES = "places"
    PIECES = "pieces"
    KILOMETRES = "kilometres"
    ITEMS = "items"


class Stage(StrEnum):
    """What was meant to be, and what was."""

    PLAN = "plan"
    FACT = "fact"


class Source(StrEnum):
    """Where a figure comes from, the surest first: which of several stands in a total follows from it."""

    COUNTED = "counted"
    SIGNED_IN = "signed_in"
    ESTIMATED = "estimated"
    TOLD = "told"
    REGISTERED = "registered"


class Counts(StrEnum):
    """What a figure in people counts."""

    PEOPLE = "people"
    PARTICIPATIONS = "participations"


@dataclass(frozen=True)
class MeasureRow:
    """Something that is counted. Values are whole numbers of 1 / 10 ** `decimals` of the unit.

    A measure with a `parent` is a part of it (students are participants); `overlaps`: it may share units with other parts
    (the young are students too), so that parts and parent need not agree. `kinds`: for which kinds of events it is usual.
    """

    id: int
    code: str
    name: Translated
    unit: Unit
    parent: str = ""
    overlaps: bool = False
    decimals: int = 0
    kinds: tuple[str, ...] = ()
    order: int = 0
    is_retired: bool = False
    version: int = 1

    @property
    def is_people(self) -> bool:
        return self.unit is Unit.PEOPLE


@dataclass(frozen=True)
class FigureRow:
    """What somebody said of one measure, or what rows of the campaign say (`derived`; then it has no number and no version).

    `method` says how it was estimated, `by_whom` who counted. Participations stand in no count of people.
    """

    measure: MeasureRow
    stage: Stage
    amount: Amount
    source: Source
    counts: Counts = Counts.PEOPLE
    method: str = ""
    by_whom: str = ""
    note: str = ""
    derived: bool = False
    id: int = 0
    version: int = 0
    changed_at: datetime | None = None
    changed_by: int | None = None

    @property
    def rank(self) -> tuple[bool, int]:
        """The least stands: what people said before what rows say, the surer source first."""
        return self.derived, list(Source).index(self.source)


@dataclass(frozen=True)
class EventFigures:
    """All that is said of one event, and with which events it shares its people (`audience`, equal within a stop)."""

    event_id: int
    stop_id: int
    region_id: int
    unit_name: Translated
    kind: str
    title: Translated
    day: date
    state: EventState
    audience: str
    figures: tuple[FigureRow, ...] = ()

    def said(self, code: str, stage: Stage = Stage.FACT, counts: Counts | None = None) -> tuple[FigureRow, ...]:
        """Everything said of a measure, what stands first."""
        found = [
            row for row in self.figures
            if row.measure.code == code and row.stage is stage and counts in {None, row.counts}
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda row: row.rank))

    def standing(self, code: str, stage: Stage = Stage.FACT, counts: Counts | None = None) -> FigureRow | None:
        """What stands on reports: the first of what is said, None where nothing is."""
        return next(iter(self.said(code, stage, counts)), None)

    @property
    def is_expected(self) -> bool:
        """Whether it owes figures: it was held."""
        return self.state in WAS_HELD


@dataclass(frozen=True)
class Change:
    """A line of the trail of a figure: when (campaign time), which act, what it was and is, and whose; no name: the system."""

    at: datetime
    act: str
    before: Amount | None
    after: Amount | None
    who: str


@dataclass(frozen=True)
class AudienceFigure:
    """How many different people came to the events of one audience of a stop, said for all of them together."""

    stop_id: int
    audience: str
    row: FigureRow


@dataclass(frozen=True)
class Gathered:
    """What totals are reckoned from: events with their figures, and what was said of audiences as a whole."""

    events: tuple[EventFigures, ...]
    audiences: tuple[AudienceFigure, ...] = ()
    measures: Mapping[str, MeasureRow] = field(default_factory=dict)

    def of_stop(self, stop_id: int) -> "Gathered":
        """The same of one stop."""
        return self.where(lambda event: event.stop_id == stop_id)

    def where(self, is_meant: Callable[[EventFigures], bool]) -> "Gathered":
        """The same of some events. An audience's own figure stays only while all of its events do."""
        kept = tuple(event for event in self.events if is_meant(event))
        gone = {(event.stop_id, event.audience) for event in self.events if not is_meant(event)}
        there = {(event.stop_id, event.audience) for event in kept} - gone
        audiences = tuple(row for row in self.audiences if (row.stop_id, row.audience) in there)
        return Gathered(kept, audiences, self.measures)


@dataclass(frozen=True)
class Statement:
    """What somebody says of a measure, as typed. `value` in the least unit of the measure, like `Amount.value`.

    A plan has no source: it is kept as counted, which makes it exact unless its qualifier says otherwise.
    """

    code: str
    value: int
    qualifier: Qualifier = Qualifier.EXACT
    stage: Stage = Stage.FACT
    source: Source = Source.COUNTED
    counts: Counts = Counts.PEOPLE
    method: str = ""
    by_whom: str = ""
    note: str = ""

    @property
    def kept_source(self) -> Source:
        """The source under which it is kept."""
        return Source.COUNTED if self.stage is Stage.PLAN else self.source


@dataclass(frozen=True)
class Entry:
    """A statement to be kept: anew, or in the place of the figure `figure_id` as it was seen in `version`.

    Without a statement the figure is taken back. `name`: by which field complaints find it.
    """

    statement: Statement | None
    figure_id: int = 0
    version: int = 0
    name: str = ""


@dataclass(frozen=True)
class Placing:
    """With whom an event shares its people: an audience's label, empty for everybody of its day; `seen` stood there before."""

    event_id: int
    label: str
    seen: str


@dataclass(frozen=True)
class NewMeasure:
    """A measure as organizers add it, or change one. Unit and decimals never change: figures are told in them."""

    name: Translated
    unit: Unit
    parent: str = ""
    overlaps: bool = False
    decimals: int = 0
    kinds: tuple[str, ...] = ()
