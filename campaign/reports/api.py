"""For machines: roll-ups of a relay and of the country, and the periods that were closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from campaign.core.actor import P, current_actor
from campaign.core.i18n import Translated, _l
from campaign.events.figures.amounts import Sum
from campaign.events.figures.schemas import EventFigures
from campaign.reports.periods import queries as periods
from campaign.reports.periods.comparing import Change
from campaign.reports.periods.schemas import CloseRow
from campaign.reports.rollup import queries
from campaign.reports.rollup.schemas import Period, Place, RollUp, Standing
from campaign.web.api.fields import Day, Moment, Question
from campaign.web.api.operations import Operations
from campaign.web.api.shapes import shows
from campaign.web.guards import needs

api = Operations("reports_api", __name__, _l("Roll-ups of figures, and closed periods"))


@dataclass(frozen=True)
class MeasureSum:
    """What a measure comes to; `value` in its least unit."""

    measure: str
    value: int
    parts: int
    estimates: int
    at_least: bool


@dataclass(frozen=True)
class Row:
    """A place of a roll-up with its sums, and its events that are over and say nothing of their people."""

    place: Place
    events: int
    held: int
    standing: Standing
    sums: tuple[MeasureSum, ...]
    owed: tuple[EventFigures, ...]


@dataclass(frozen=True)
class Shown:
    """A roll-up: its places, and what they come to. `due`: how many of them should have said by now how many people came."""

    title: Translated
    campaign: Translated
    first: date
    last: date
    at: datetime
    zone: str
    is_whole: bool
    rows: tuple[Row, ...]
    sums: tuple[MeasureSum, ...]
    places: int
    due: int


@dataclass(frozen=True)
class Corrected:
    """A row that says something else since its period was closed."""

    change: Change
    key: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Closed:
    row: CloseRow
    rollup: Shown
    corrections: tuple[Corrected, ...]


MEASURE_SUM = shows("MeasureSum", MeasureSum, "measure value parts estimates at_least")
OWED = shows("EventOwed", EventFigures, "event_id stop_id title day")
PLACE = shows("RollUpPlace", Place, "id number name first last")
ROW = shows("RollUpRow", Row, "place events held standing sums owed", place=PLACE, sums=MEASURE_SUM, owed=OWED)
ROLLUP = shows(
    "RollUp", Shown, "title campaign first last at is_whole rows sums places due", at=Moment(zone="zone"), rows=ROW,
    sums=MEASURE_SUM,
)  # fmt: skip
PERIOD = shows("Period", CloseRow, "id region_id relay_id title first last closed_at closed_by note hash")
CORRECTION = shows("Correction", Corrected, "change key fields")
CLOSED = shows("ClosedPeriod", Closed, "row rollup corrections", row=PERIOD, rollup=ROLLUP, corrections=CORRECTION)


class PeriodAsked(Question):
    """Days of the walls of the places, both included; open to the side of which none is told."""

    from_day = Day(load_default=None)
    to_day = Day(load_default=None)


@api.reads("/relays/<int:relay_id>/rollup", ROLLUP, asks=PeriodAsked)
@needs(P.REPORTS_READ)
def rollup(asked: dict[str, Any], relay_id: int) -> Shown:
    """The figures of a relay stop by stop, with those that are owed."""
    return _shown(queries.rollup_of(current_actor(), relay_id, Period(asked["from_day"], asked["to_day"])))


@api.reads("/rollup", ROLLUP, asks=PeriodAsked)
@needs(P.REPORTS_READ)
def country(asked: dict[str, Any]) -> Shown:
    """The country relay by relay, as far as the account reports on whole relays."""
    return _shown(queries.rollup_by_relay(current_actor(), Period(asked["from_day"], asked["to_day"])))


@api.lists("/periods", PERIOD)
@needs(P.PERIODS_READ)
def closed_periods() -> Sequence[CloseRow]:
    """The closed periods that the account sees, the last first."""
    return periods.closes()


@api.reads("/periods/<int:close_id>", CLOSED)
@needs(P.PERIODS_READ)
def closed_period(close_id: int) -> Closed:
    """A closed period as it was, and which rows say something else since."""
    found = periods.closed_period(close_id)
    corrections = (told.correction for told in found.corrections)
    shown = tuple(Corrected(one.change, one.key, one.fields) for one in corrections)
    return Closed(found.row, _shown(found.rollup), shown)


def _shown(found: RollUp) -> Shown:
    table, (first, last) = found.table, found.span
    rows = tuple(
        Row(
            line.place, line.events, line.held, line.standing,
            _sums({code: total.headline for code, total in line.totals.items()}), line.owed,
        )
        for line in table.lines
    )  # fmt: skip
    return Shown(
        found.title, found.campaign, first, last, found.at, found.zone, found.is_whole, rows, _sums(table.bottom.sums),
        table.bottom.places, table.bottom.due,
    )  # fmt: skip


def _sums(of: Mapping[str, Sum]) -> tuple[MeasureSum, ...]:
    return tuple(MeasureSum(code, one.value, one.parts, one.estimates, one.at_least) for code, one in of.items())
