"""The plain data of a dashboard: what is looked at, the rows it is made of, and how far the chains have come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.events.figures.schemas import PARTICIPANTS, PUBLICATIONS, VEHICLES, MeasureRow, Stage
from campaign.events.schemas import EventState
from campaign.relay.schemas import RelayRow
from campaign.reports.rollup.schemas import Period
from campaign.reports.tallies.schemas import EVERY_KIND, Tally, together

MAIN: Final = (
    PARTICIPANTS, "youth", VEHICLES, "doors_visited", "signs_up", "soap_given", "materials_given", PUBLICATIONS,
    "organisations",
)  # fmt: skip
"""The measures of the first table, in its order; one that nobody has spoken of is left out."""
PIECES: Final = ("materials_given", "soap_given", "signs_up", "stands", "letters")
"""What goes into hands and onto doors, for the chart of materials."""
CODES: Final = frozenset({*MAIN, *PIECES})
Key = tuple[str, Stage]


class Level(StrEnum):
    """Of how much a dashboard tells; a relay inside of a stop is told with that stop."""

    COUNTRY = "country"
    REGION = "region"
    RELAY = "relay"
    STOP = "stop"


@dataclass(frozen=True)
class Wish:
    """What is looked at, and which of its events. `today`: regions by the borders of today, not by those of the date."""

    level: Level
    id: int = 0
    period: Period = field(default_factory=Period)
    kind: str = EVERY_KIND
    today: bool = False


@dataclass(frozen=True)
class StopFact:
    """A stop that the asker reports on. `home`: the stop whose row it stands in; another one for a relay inside of a stop."""

    id: int
    home: int
    relay_id: int
    region_id: int
    name: Translated
    arrives_on: date
    departs_on: date
    left_out: bool = False


@dataclass(frozen=True)
class EventCount:
    """So many events of a stop, of one kind in one state; `inside`: of them in the days asked for."""

    stop_id: int
    kind: str
    state: EventState
    count: int
    inside: int
    first: date
    last: date


@dataclass(frozen=True)
class Row:
    """A region, a stop or an event. `held` of its `events`; what it comes to by measure and stage.

    `where`: of an event, the part of the stop that it is held in, where that has a relay of its own.
    """

    id: int
    level: Level | None  # of the dashboard it leads to; None for an event
    name: Translated
    span: tuple[date, date]
    events: int
    held: int
    tallies: Mapping[Key, Tally] = field(default_factory=dict)
    where: Translated = field(default_factory=Translated)

    def fact(self, code: str = PARTICIPANTS) -> Tally | None:
        return self.tallies.get((code, Stage.FACT))

    def plan(self, code: str = PARTICIPANTS) -> Tally | None:
        return self.tallies.get((code, Stage.PLAN))


@dataclass(frozen=True)
class KindRow:
    """Events of one kind: how many were held, how many are still to come or not marked."""

    code: str
    name: Translated
    held: int
    open: int


@dataclass(frozen=True)
class Step:
    """A stop of a chain: on which day it was to hand on, and on which it did (None: not yet, or nobody has said so)."""

    stop_id: int
    name: Translated
    relay_id: int
    planned: date
    done: date | None


@dataclass(frozen=True)
class Dashboard:
    """Everything on one page. `steps` in the order of the plan; `moved`: today's borders would tell it otherwise.

    `is_whole`: the asker reports on all of it, not only on some stops."""

    wish: Wish
    title: Translated
    campaign: Translated
    today: date
    rows: tuple[Row, ...]
    kinds: tuple[KindRow, ...]
    steps: tuple[Step, ...]
    measures: Mapping[str, MeasureRow]
    relays: tuple[RelayRow, ...] = ()
    kinds_offered: tuple[tuple[str, Translated], ...] = ()
    moved: bool = False
    region_id: int = 0
    is_whole: bool = True

    def total(self, code: str, stage: Stage = Stage.FACT) -> Tally | None:
        """All rows together; nobody stands in two of them."""
        return self.totals.get((code, stage))

    @property
    def totals(self) -> dict[Key, Tally]:
        """What all rows come to, by measure and stage."""
        keys = {key for row in self.rows for key in row.tallies}
        found = {key: together(row.tallies[key] for row in self.rows if key in row.tallies) for key in keys}
        return {key: tally for key, tally in found.items() if tally is not None}

    @property
    def events(self) -> int:
        return sum(row.events for row in self.rows)

    @property
    def held(self) -> int:
        return sum(row.held for row in self.rows)
