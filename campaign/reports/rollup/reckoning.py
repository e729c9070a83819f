"""From figures to the rows of a roll-up, purely: the same for what stands now and for what was closed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from campaign.events.figures.amounts import Sum
from campaign.events.figures.schemas import PARTICIPANTS, AudienceFigure, EventFigures, Gathered
from campaign.events.figures.totals import total_of
from campaign.events.schemas import ANNOUNCED
from campaign.reports.rollup.columns import COLUMNS
from campaign.reports.rollup.schemas import Bottom, Line, Place, Standing, Table

RowOf = Callable[[int], int]
"""By the number of an event's stop: the place whose row it stands in."""


def table_of(places: Sequence[Place], gathered: Gathered, row_of: RowOf, today: date) -> Table:
    """A row a place in their order, and the totals. Linear in the events."""
    events: defaultdict[int, list[EventFigures]] = defaultdict(list)
    audiences: defaultdict[int, list[AudienceFigure]] = defaultdict(list)
    for event in gathered.events:
        events[row_of(event.stop_id)].append(event)
    for audience in gathered.audiences:
        audiences[row_of(audience.stop_id)].append(audience)
    lines = tuple(
        _line(place, Gathered(tuple(events[place.id]), tuple(audiences[place.id]), gathered.measures), today)
        for place in places
    )
    return Table(lines, _bottom(lines), gathered.measures)


def _line(place: Place, gathered: Gathered, today: date) -> Line:
    totals = {column.code: total_of(column.measure_in(gathered.measures), gathered) for column in COLUMNS}
    owed = tuple(event for event in gathered.events if owes(event, gathered, today))
    return Line(place, len(gathered.events), sum(event.is_expected for event in gathered.events), totals, owed)


def is_over(event: EventFigures, today: date) -> bool:
    """Whether it was held, or was announced for a day that has passed."""
    return event.is_expected or (event.state in ANNOUNCED and event.day < today)


def owes(event: EventFigures, gathered: Gathered, today: date) -> bool:
    """Whether an event is over and nobody has said how many people came: of it, or of its whole audience."""
    if not is_over(event, today) or event.standing(PARTICIPANTS) is not None:
        return False
    return not any(
        (one.stop_id, one.audience, one.row.measure.code) == (event.stop_id, event.audience, PARTICIPANTS)
        for one in gathered.audiences
    )


def _bottom(lines: Sequence[Line]) -> Bottom:
    given = [line for line in lines if line.standing in {Standing.GIVEN, Standing.PARTLY}]
    due = len(given) + sum(line.standing is Standing.MISSING for line in lines)
    rough = sum(line.sum_of(PARTICIPANTS).estimates > 0 for line in given)
    sums = {column.code: _added(line.sum_of(column.code) for line in lines) for column in COLUMNS}
    return Bottom(sum(line.held for line in lines), sums, len(given), due, rough)


def _added(sums: Iterable[Sum]) -> Sum:
    total = Sum()
    for one in sums:
        total += one
    return total
