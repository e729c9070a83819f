"""Tables in XLSX and ODS files: every cell as text, with its kind beside it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from campaign.sheets.parsing import marks
from campaign.sheets.parsing.grid import DATE, ERROR, ERRORS, FORMULA, NUMBER, TEXT, TRUTH, Area, Grid, Refusal
from campaign.sheets.parsing.kinds import Kind
from campaign.sheets.parsing.texts import MOST_CELLS, MOST_COLUMNS

MOST_SHEETS: Final = 200
MOST_MERGED: Final = 20_000
_FIGURES: Final = "%.15g"  # as many as a spreadsheet keeps; whole numbers come without a point
_KINDS: Final = {str: TEXT, float: NUMBER, int: NUMBER, bool: TRUTH, date: DATE, datetime: DATE, time: DATE, timedelta: DATE}


def read(data: bytes, kind: Kind, most_rows: int, sheet: str | None) -> Grid:
    """The named sheet, else the first visible one that is not empty; raises Refusal when it is no table that is taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            marks.ensure_no_entities(archive)
            grid = _grid(CalamineWorkbook.from_filelike(io.BytesIO(data)), archive, kind, most_rows, sheet)
    except PasswordError:
        raise Refusal("password") from None
    except (CalamineError, zipfile.BadZipFile, RuntimeError, EOFError, OSError, KeyError, ValueError):
        raise Refusal("broken") from None
    return grid


def _grid(book: CalamineWorkbook, archive: zipfile.ZipFile, kind: Kind, most_rows: int, wanted: str | None) -> Grid:
    names = [meta.name for meta in book.sheets_metadata]
    if len(names) > MOST_SHEETS:
        raise Refusal("sheets", most=MOST_SHEETS)
    index, sheet = _chosen(book, wanted)
    if sheet.start is None:
        raise Refusal("empty_sheet")
    rows, first_row = _rows(sheet, most_rows)
    height, width = first_row - 1 + len(rows), max(map(len, rows))
    find = marks.of_xlsx if kind == "xlsx" else marks.of_ods
    found = find(archive, index, height, width)
    merged = _merged(sheet, rows, first_row)
    columns, kinds = _columns(rows, first_row, found)
    return Grid(names[index], names, first_row, columns, kinds, merged)


def _chosen(book: CalamineWorkbook, wanted: str | None) -> tuple[int, CalamineSheet]:
    metas = list(enumerate(book.sheets_metadata))
    if wanted is not None:
        for index, meta in metas:
            if meta.name == wanted and meta.typ == SheetTypeEnum.WorkSheet:
                return index, book.get_sheet_by_index(index)
        raise Refusal("no_sheet", sheet=wanted, sheets=", ".join(book.sheet_names)[:300])
    pages = [(index, meta) for index, meta in metas if meta.typ == SheetTypeEnum.WorkSheet]
    for index, _meta in sorted(pages, key=lambda page: page[1].visible != SheetVisibleEnum.Visible):
        sheet = book.get_sheet_by_index(index)
        if sheet.start is not None:
            return index, sheet
    raise Refusal("empty_sheet")


def _rows(sheet: CalamineSheet, most_rows: int) -> tuple[list[list[Any]], int]:
    """Rows from the first one that is not blank on, columns from A on, without the blank ones at the end."""
    start = sheet.start or (0, 0)
    if start[1] + sheet.width > MOST_COLUMNS * 4:
        raise Refusal("columns", row=start[0] + 1, most=MOST_COLUMNS)
    if sheet.height > most_rows:
        raise Refusal("rows", most=most_rows)
    if sheet.height * (start[1] + sheet.width) > MOST_CELLS * 4:
        raise Refusal("cells", most=MOST_CELLS)
    rows = sheet.to_python()
    before = [""] * start[1]
    if before:
        rows = [before + row for row in rows]
    while len(rows) > 1 and not any(_filled(cell) for cell in rows[-1]):
        rows.pop()
    return rows, start[0] + 1


def _filled(cell: Any) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _merged(sheet: CalamineSheet, rows: list[list[Any]], first_row: int) -> list[Area]:
    """The merged areas, rows as in the sheet. What stands once for several rows is put into each that has cells of its own."""
    found: list[Area] = []
    last_row = first_row + len(rows) - 1
    lists = sorted(sheet.merged_cell_ranges or ())[:MOST_MERGED]
    own = {row for (row, _), (last, _) in lists if row != last for row in range(row, min(last + 1, last_row))}
    filled = {row for row in own if 0 <= row - first_row + 1 < len(rows) and any(map(_filled, rows[row - first_row + 1]))}
    for (row, column), (last, last_column) in lists:
        if first_row <= row + 1 <= last_row and column < len(rows[0]):
            found.append((row + 1, column, min(last + 1, last_row), min(last_column, len(rows[0]) - 1)))
            value = rows[row + 1 - first_row][column]
            for below in range(row + 1, min(last + 1, last_row)):
                if below in filled:
                    rows[below + 1 - first_row][column] = value
    return found


def _columns(rows: list[list[Any]], first_row: int, found: marks.Marks) -> tuple[list[list[str]], list[bytes]]:
    columns = [list(column) for column in zip(*rows, strict=True)]
    del rows[:]
    kinds: list[bytearray] = []
    for place, column in enumerate(columns):
        columns[place], kind = _as_text(column)
        kinds.append(kind)
    height = len(columns[0])
    for (row, place), error in found.errors.items():
        _put(columns, kinds, row + 1 - first_row, place, ERROR, error)
    for row, place in found.formulas:
        _put(columns, kinds, row + 1 - first_row, place, FORMULA)
    while len(columns) > 1 and not kinds[-1] and not any(map(str.strip, columns[-1])):
        columns.pop(), kinds.pop()
    if len(columns) > MOST_COLUMNS:
        raise Refusal("columns", row=first_row, most=MOST_COLUMNS)
    if len(columns) * height > MOST_CELLS:
        raise Refusal("cells", most=MOST_CELLS)
    return columns, [bytes(kind) for kind in kinds]


def _put(columns: list[list[str]], kinds: list[bytearray], row: int, place: int, kind: int, text: str = "") -> None:
    if not (0 <= place < len(columns) and 0 <= row < len(columns[place])):
        return
    if not kinds[place]:
        kinds[place] = bytearray(len(columns[place]))
    kinds[place][row] |= kind
    columns[place][row] = text or columns[place][row]


def _as_text(column: list[Any]) -> tuple[list[str], bytearray]:
    types = set(map(type, column))
    if types == {str}:
        return column, bytearray() if ERRORS.isdisjoint(column) else bytearray(ERROR * (cell in ERRORS) for cell in column)
    kinds = bytearray(map(_KINDS.__getitem__, map(type, column)))
    if types <= {str, float}:
        return [cell if type(cell) is str else _FIGURES % cell for cell in column], kinds
    return [cell if type(cell) is str else _shown(cell) for cell in column], kinds


def _shown(cell: Any) -> str:
    if type(cell) is float:
        return _FIGURES % cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        shape = "%Y-%m-%d" if cell.time() == time() else "%Y-%m-%d %H:%M" if not cell.second else "%Y-%m-%d %H:%M:%S"
        return cell.strftime(shape)
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S" if cell.second else "%H:%M")
    if isinstance(cell, timedelta):
        hours, rest = divmod(round(cell.total_seconds()), 3600)
        return f"{hours}:{rest // 60:02}"
    return str(cell)
