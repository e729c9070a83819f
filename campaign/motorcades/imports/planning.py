"""What would become of judged rows at a column as it is now: which vehicles are new, known, or there already."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import Words, _
from campaign.events.schemas import EventRow
from campaign.motorcades.imports.judging import Row, Rows
from campaign.motorcades.imports.schemas import COLUMNS, Judged, Outcome, RowLine
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.schemas import MOST_CARS
from campaign.motorcades.wishes import CarWish
from campaign.sheets.reading import CellError

_PLACE_OF = {name: place for place, name in enumerate(COLUMNS)}


@dataclass(frozen=True)
class _Known:
    """A vehicle of the register: what it looks like, and its number in this column, None when it is not there."""

    looks: str
    number: int | None


def plan(event: EventRow, rows: Rows) -> Judged:
    """Two statements, however many rows."""
    known = _known(event, {row.plate.key for row in rows.good} - {""})
    free = MOST_CARS - len(db.session.scalars(select(ColumnCar.id).where(ColumnCar.event_id == event.id)).all())
    seen: dict[str, int] = {}
    errors, lines = [*rows.errors], [*rows.skipped]
    wishes: list[CarWish] = []
    for row in rows.good:
        wrong = list(_wrong(row, seen, known.get(row.plate.key), len(wishes) < free))
        errors += wrong
        if row.plate.key:
            seen.setdefault(row.plate.key, row.row)
        if not wrong:
            wishes.append(row.wish)
            lines.append(_line(row, rows.signs[row.row], known.get(row.plate.key)))
    failed = {error.row for error in errors}
    lines += [RowLine(row, rows.signs[row], Outcome.FAILED) for row in failed]
    errors.sort(key=lambda error: (error.row, _PLACE_OF.get(error.column, 0)))
    return Judged(tuple(sorted(lines, key=lambda line: line.row)), tuple(errors), tuple(wishes))


def _wrong(row: Row, seen: dict[str, int], known: _Known | None, has_room: bool) -> Iterator[CellError]:
    shown = row.plate.shown
    if row.plate.key in seen:
        words = _("%(plate)s stands in row %(row)s already. Leave one of the two rows.", plate=shown, row=seen[row.plate.key])
        yield CellError(row.row, "plate", "twice", words)
    elif known is not None and known.number is not None:
        words = _(
            "%(plate)s is in this column already, as number %(number)s. Delete the row, or leave it out.",
            plate=shown, number=known.number,
        )  # fmt: skip
        yield CellError(row.row, "plate", "there", words)
    elif not has_room:
        yield CellError(row.row, "plate", "too_many", _("A column has at most %(most)s vehicles.", most=MOST_CARS))


def _line(row: Row, sign: str, known: _Known | None) -> RowLine:
    warning: Words = row.plate.warning
    shown = row.plate.shown or sign
    if known is None:
        return RowLine(row.row, shown, Outcome.NEW, "", warning)
    return RowLine(row.row, shown, Outcome.SAME, known.looks, warning)


def _known(event: EventRow, keys: set[str]) -> dict[str, _Known]:
    here = (ColumnCar.vehicle_id == Vehicle.id) & (ColumnCar.event_id == event.id)
    statement = (
        select(Vehicle.plate_key, Vehicle.make, Vehicle.colour, Vehicle.owner, ColumnCar.number)
        .outerjoin(ColumnCar, here)
        .where(Vehicle.region_id == event.region_id, Vehicle.plate_key.in_(sorted(keys)))
    )
    return {
        key: _Known(", ".join(filter(None, (make, colour, owner))), number)
        for key, make, colour, owner, number in db.session.execute(statement)
        if key
    }
