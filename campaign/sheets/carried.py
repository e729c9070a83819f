"""A table that was looked at and is carried by its page until somebody acts on it: nothing is kept of it meanwhile."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from campaign.core.i18n import Words, _
from campaign.core.text import clean_line
from campaign.sheets.reading import Head, RawTable, body, find_head, is_total

Cells = Mapping[str, str]  # by our names


@dataclass(frozen=True)
class Columns:
    """What a table is read as: the usual headings of each column, those it must have, how much of it is taken."""

    usual: Mapping[str, Sequence[str]]
    needed: Sequence[str]
    most_rows: int
    most_cell: int  # characters that are kept of a cell


@dataclass(frozen=True)
class Given:
    """The rows of a table by our names, with their numbers in the sheet; without the `missing` columns none can be read.

    `cut`: there were more rows than are taken.
    """

    rows: tuple[tuple[int, Cells], ...]
    missing: tuple[str, ...] = ()
    cut: bool = False

    def trouble(self, words: Mapping[str, Words]) -> str:
        """What is wrong with the table as a whole; empty where its rows can be looked at. `words`: of our columns."""
        if self.missing:
            missing = ", ".join(str(words[name]) for name in self.missing)
            return _("The table lacks a column: %(columns)s. Name it so in the first row.", columns=missing)
        if self.cut:
            return _("The table has too many rows. Divide it and send it in parts.")
        return "" if self.rows else _("There is no row under the headings of the table.")

    def as_text(self) -> str:
        """To be carried by a page from the look to the act."""
        return json.dumps([[number, dict(cells)] for number, cells in self.rows], ensure_ascii=False)


def carried(text: str, columns: Columns) -> Given:
    """What a page carried; nothing for what is none. Whatever stands in it is to be judged anew."""
    try:
        rows = tuple(
            (int(number), {str(name): str(cell)[: columns.most_cell] for name, cell in cells.items()})
            for number, cells in json.loads(text)
        )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return Given(())
    return Given(rows[: columns.most_rows], cut=len(rows) > columns.most_rows)


def given(table: RawTable, columns: Columns) -> Given:
    """The rows of a table that was sent, totals left out."""
    head = find_head(table, columns.usual) or Head(table.first_row, {})
    if missing := tuple(name for name in columns.needed if name not in head.columns):
        return Given((), missing)
    rows = [
        (number, {name: clean_line(cells[place][: columns.most_cell]) for name, place in head.columns.items()})
        for number, cells in body(table, head)
        if not is_total(cells)
    ]
    return Given(tuple(rows[: columns.most_rows]), cut=len(rows) > columns.most_rows)
