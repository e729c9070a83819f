"""A number of the roll-up opened into its summands: which event said how many, on what ground, and whether it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.events.figures.schemas import EventFigures
from campaign.events.figures.totals import Part, Total
from campaign.reports.rollup.columns import COLUMNS, RollUpColumn
from campaign.reports.rollup.schemas import Line, RollUp


@dataclass(frozen=True)
class OpenedLine:
    """One place: its total and the events behind it."""

    line: Line
    total: Total
    parts: tuple[Part, ...]
    missing: tuple[EventFigures, ...]


@dataclass(frozen=True)
class Opened:
    """The measure, and the places of which something was said or is missing. `place`: the only one asked for."""

    column: RollUpColumn
    lines: tuple[OpenedLine, ...]
    place: Translated | None
    names: Mapping[int, Translated]


def opened(rollup: RollUp, measure: str, place_id: int | None = None) -> Opened:
    """Raises NotFound for what is no column of the roll-up, and for a place that is none of its rows."""
    column = next((column for column in COLUMNS if column.code == measure), None)
    rows = [line for line in rollup.table.lines if place_id in {None, line.place.id}]
    if column is None or (place_id is not None and not rows):
        raise NotFound(_l("There is no such number in the roll-up."))
    lines = tuple(_opened(line, column) for line in rows)
    kept = tuple(row for row in lines if row.parts or row.missing)
    return Opened(column, kept, rows[0].place.name if place_id is not None else None, _names(kept))


def _opened(line: Line, column: RollUpColumn) -> OpenedLine:
    total = line.totals[column.code]
    missing = line.owed if column.code == COLUMNS[0].code else ()
    return OpenedLine(line, total, total.parts, missing)


def _names(lines: Iterable[OpenedLine]) -> dict[int, Translated]:
    """The places of stops inside of a stop, by which parts of one row are told apart."""
    return {
        part.stop_id: part.event.unit_name
        for row in lines
        for part in row.parts
        if part.event is not None and part.stop_id != row.line.place.id
    }
