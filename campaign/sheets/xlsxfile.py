"""XLSX: a bold head that stays in sight, a filter, and every text written as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from campaign.sheets.schemas import SheetTable

MIMETYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME: Final = 31  # of a worksheet, as Excel has it
LONGEST_CELL: Final = 32_767  # characters, as Excel has it
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_OPTIONS: Final = {
    "constant_memory": True,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(table: SheetTable) -> bytes:
    """The whole file; equal tables give equal bytes. Some 40 µs a row of nine columns, a row in memory at a time.

    A text is written by its type, never by its look: `=1+1` and `+7 701 …` come back letter for letter.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    made_at = table.made_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": table.title, "subject": table.subject, "author": table.author, "created": made_at})
    page = book.add_worksheet(_sheet_name(table.title))
    last_row = _fill(page, table, book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}))
    page.autofilter(0, 0, last_row, len(table.columns) - 1)
    book.close()
    return out.getvalue()


def _sheet_name(title: str) -> str:
    return _NOT_IN_A_NAME.sub(" ", title).strip("' ")[:LONGEST_NAME].strip("' ") or "1"


def _fill(page: Any, table: SheetTable, bold: Any) -> int:
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    for place, column in enumerate(table.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, bold)
    writers = [page.write_number if column.kind == "number" else page.write_string for column in table.columns]
    number = 0
    for number, row in enumerate(table.rows, 1):
        for place, (write, cell) in enumerate(zip(writers, row, strict=True)):
            if cell != "":
                write(number, place, cell)
    return number


@dataclass(frozen=True, slots=True)
class Notes:
    """What is said beside the rows of a copied sheet: in which column, under which heading, and which cells it is about."""

    column: int
    heading: str
    sentences: Mapping[int, str]  # by the row's number in the sheet, the first is 1
    cells: AbstractSet[tuple[int, int]] = frozenset()  # row number and column from 0


def render_copy(
    title: str,
    first_row: int,
    rows: Sequence[Sequence[str]],
    is_number: Callable[[int, int], bool],
    head_row: int,
    notes: Notes,
) -> bytes:
    """A sheet with notes beside its rows, each row where it was; what was a number stays one, all else is text.

    Some 90 µs a row of nine columns, a row in memory at a time; equal sheets give equal files.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": datetime(2018, 4, 1)})
    page = book.add_worksheet(_sheet_name(title))
    looks = _Looks(book)
    for column, width in enumerate(_widths(rows, head_row - first_row)):
        page.set_column(column, column, width)
    page.set_column(notes.column, notes.column, 60)
    for number, row in enumerate(rows, first_row):
        noted = notes.sentences.get(number, "")
        for column, cell in enumerate(row):
            if cell and column != notes.column:
                look = looks.of(number == head_row, bool(noted), (number, column) in notes.cells)
                _put(page, number - 1, column, cell, is_number(number, column), look)
        if words := notes.heading if number == head_row else noted:
            page.write_string(number - 1, notes.column, words, looks.of(number == head_row, bool(noted), False))
    page.freeze_panes(head_row, 0)
    book.close()
    return out.getvalue()


class _Looks:
    """The four ways a cell of a copy looks."""

    def __init__(self, book: Any) -> None:
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "num_format": "0"})
        self._row = book.add_format({"bg_color": "#FFF4D6", "valign": "top", "text_wrap": True})
        self._cell = book.add_format({"bg_color": "#FFD9CC", "valign": "top", "text_wrap": True})

    def of(self, head: bool, noted: bool, meant: bool) -> Any:
        if head:
            return self._head
        if not noted:
            return None
        return self._cell if meant else self._row


def _put(page: Any, row: int, column: int, cell: str, number: bool, look: Any) -> None:
    if number:
        try:
            page.write_number(row, column, float(cell), look)
            return
        except (ValueError, TypeError):  # an infinity, or words of a cell that was filled from above
            pass
    page.write_string(row, column, cell[:LONGEST_CELL], look)


def _widths(rows: Sequence[Sequence[str]], head: int) -> list[float]:
    """By the longest of the cells under the head that are looked at, within reason."""
    sample = rows[max(0, head) : max(0, head) + 200]
    return [min(40.0, max(8.0, *(len(cell) + 2.0 for cell in column))) for column in zip(*sample, strict=True)]
