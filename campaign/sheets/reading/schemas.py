"""A file that was sent, the table in it, its head, and what is wrong in a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from campaign.core.errors import Invalid
from campaign.core.i18n import Words, _
from campaign.sheets.parsing.grid import DATE, ERROR, FORMULA, NUMBER, Area

MOST_BYTES: Final = 20 * 1024 * 1024


class Unreadable(Invalid):
    """The file is no table that can be taken. `reason` is a word for programs, the sentence is for the person who sent it."""

    def __init__(self, message: Words, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: the name is what the sender calls it and decides nothing."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet as text. Row numbers are those of the sheet (its first line is 1), columns count from 0 (A is 0).

    `rows[0]` is the sheet's row `first_row`, the first that is not blank; blank rows between others are kept, and all rows
    have the same number of cells. Whole numbers have no `.0`, days are `2018-04-05`, truth is TRUE or FALSE, an error is what
    the sheet shows (`#REF!`). `kinds` holds a byte a cell for each column, or nothing when a column is all text. `merged` are
    areas (first row, first column, last row, last column); what stood once for several rows is in each of them.
    """

    sheet: str
    sheets: tuple[str, ...]
    rows: list[list[str]] = field(repr=False)
    first_row: int
    kinds: tuple[bytes, ...] = field(repr=False)
    merged: tuple[Area, ...] = field(default=(), repr=False)

    @property
    def width(self) -> int:
        return len(self.kinds)

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.rows) - 1

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """Every row with its number, the blank ones too."""
        return enumerate(self.rows, self.first_row)

    def row(self, number: int) -> list[str]:
        """The cells of a row by its number in the sheet; blank outside the table."""
        place = number - self.first_row
        return self.rows[place] if 0 <= place < len(self.rows) else [""] * self.width

    def is_number(self, row: int, column: int) -> bool:
        """Whether the cell holds a number rather than text: a phone there has lost its plus and its first zeros."""
        return self._kind(row, column) & 7 == NUMBER

    def is_date(self, row: int, column: int) -> bool:
        return self._kind(row, column) & 7 == DATE

    def is_error(self, row: int, column: int) -> bool:
        """Whether the cell shows an error of the spreadsheet, such as #REF!"""
        return self._kind(row, column) & 7 == ERROR

    def is_formula(self, row: int, column: int) -> bool:
        """Whether the cell is computed; its text is the value last computed, in a CSV the formula itself."""
        return bool(self._kind(row, column) & FORMULA)

    @property
    def formulas(self) -> frozenset[tuple[int, int]]:
        """All formulas as (row, column); empty at no cost when the table has none."""
        return frozenset(
            (self.first_row + place, column)
            for column, kinds in enumerate(self.kinds)
            if any(byte in kinds for byte in range(FORMULA, FORMULA + 8))
            for place, kind in enumerate(kinds)
            if kind & FORMULA
        )

    def _kind(self, row: int, column: int) -> int:
        kinds = self.kinds[column] if 0 <= column < len(self.kinds) else b""
        place = row - self.first_row
        return kinds[place] if 0 <= place < len(kinds) else 0


@dataclass(frozen=True, slots=True)
class Head:
    """Where the table's head is (its last line when it has two), and which column our names mean: name to index."""

    row: int
    columns: dict[str, int]


@dataclass(frozen=True)
class CellError:
    """One thing wrong in a table: the row as in the sheet, the column by its name, a word for programs, and a sentence."""

    row: int
    column: str
    code: str
    message: str

    def __str__(self) -> str:
        if not self.column:
            return _("Row %(row)s: %(message)s", row=self.row, message=self.message)
        return _("Row %(row)s, %(column)s: %(message)s", row=self.row, column=self.column, message=self.message)
