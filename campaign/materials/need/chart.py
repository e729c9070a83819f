"""What is short and when, as a chart: a row for each material, a column for each stop of a route or each day of a stop.

Only places on a scale, for the page and for the paper alike: a run begins and ends in columns from the left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from campaign.core.i18n import Translated
from campaign.materials.need.schemas import NeedOfStop, RouteNeed, Short, StopLine


class Mark(StrEnum):
    """How a stretch of days stands: enough is there, it can be sent from where the region has it, or nobody has it."""

    ENOUGH = "enough"
    SEND = "send"
    SHORT = "short"


@dataclass(frozen=True)
class Run:
    """A stretch of the scale, in columns from the left, that stands in one way."""

    begin: float
    end: float
    mark: Mark


@dataclass(frozen=True)
class ChartRow:
    """One material, its sizes together. `soonest`: where and when it is short first; `places`: at how many stops it is."""

    code: str
    name: Translated
    runs: tuple[Run, ...]
    soonest: Short | None
    places: int


@dataclass(frozen=True)
class Chart:
    """`columns`: what stands over each of them."""

    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]

    @property
    def short(self) -> tuple[ChartRow, ...]:
        return tuple(row for row in self.rows if row.soonest)


def chart_of_route(need: RouteNeed) -> Chart:
    """A column a stop, each as wide whatever its stay: within it the days run from arrival to departure."""
    missing = {(short.stop_id, short.variant_id): short for short in need.shorts}
    rows = []
    for lines in _by_material([line for stop in need.stops for line in need.of_stops[stop.id].lines if line.ahead]):
        runs: list[Run] = []
        for place, stop in enumerate(need.stops):
            own = [line for line in lines if line.need.stop_id == stop.id]
            shorts = [missing[key] for line in own if (key := (stop.id, line.variant.id)) in missing]
            spans = _spans(own, shorts, need.today, need.is_whole)
            runs += (_scaled(span, stop.arrives_on, stop.departs_on, place) for span in spans)
        rows.append(_row(lines, runs, [short for short in need.shorts if short.variant_id in {it.variant.id for it in lines}]))
    return Chart(tuple(str(stop.position) for stop in need.stops), tuple(rows))


def chart_of_stop(need: NeedOfStop) -> Chart:
    """A column a day of the stay; whether something can be sent from elsewhere is not known here, so it is short or not."""
    first, last = need.stop.arrives_on, need.stop.departs_on
    days = (last - first).days + 1
    rows = []
    for lines in _by_material([line for line in need.lines if line.ahead]):
        shorts = [line.short for line in lines if line.short]
        runs = [_in_days(span, first, days) for span in _spans(lines, shorts, need.today, is_known=False)]
        rows.append(_row(lines, runs, shorts))
    return Chart(tuple(str((first + timedelta(day)).day) for day in range(days)), tuple(rows))


_Span = tuple[date, date, Mark]


def _by_material(lines: Iterable[StopLine]) -> Iterable[list[StopLine]]:
    found: dict[int, list[StopLine]] = {}
    for line in lines:
        found.setdefault(line.variant.material_id, []).append(line)
    return found.values()


def _spans(lines: Sequence[StopLine], shorts: Sequence[Short], today: date, is_known: bool) -> list[_Span]:
    """The days of a material at one stop: over all of its uses a thin run, over the days on which it lacks one in front.

    `is_known`: whether the asker sees what the rest of the region has.
    """
    if not lines:
        return []
    first = max(today, min(line.need.first for line in lines))
    spans = [(first, max(first, max(line.need.last for line in lines)), Mark.ENOUGH)]
    if shorts:
        mark = Mark.SEND if is_known and not any(short.missing for short in shorts) else Mark.SHORT
        spans.append((min(short.day for short in shorts), max(short.until for short in shorts), mark))
    return spans


def _scaled(span: _Span, arrives: date, departs: date, place: int) -> Run:
    """A span within the stay as a part of one column; what lies outside of the stay ends at its edge."""
    first, last, mark = span
    days = (departs - arrives).days + 1
    begin = min(max((first - arrives).days, 0), days - 1)
    end = min(max((last - arrives).days + 1, begin + 1), days)
    return Run(place + begin / days, place + end / days, mark)


def _in_days(span: _Span, arrives: date, days: int) -> Run:
    first, last, mark = span
    begin = min(max((first - arrives).days, 0), days - 1)
    return Run(begin, min(max((last - arrives).days + 1, begin + 1), days), mark)


def _row(lines: Sequence[StopLine], runs: Iterable[Run], shorts: Sequence[Short]) -> ChartRow:
    soonest = min(shorts, key=lambda it: (it.day, it.stop_id), default=None)
    shown = lines[0].variant
    return ChartRow(shown.code, shown.name, tuple(runs), soonest, len({short.stop_id for short in shorts}))
