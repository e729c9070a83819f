"""A ruled table inside a paper: repeated head, rows that wrap and grow, tick boxes, rows left for a pen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, zip_longest

from campaign.pdf.ink import Block
from campaign.pdf.lines import LEAST_SHARE
from campaign.pdf.measures import (
    BOLD_RULE,
    FIFTH_RULE,
    LEADING,
    LINE,
    PAD_BOTH,
    PAD_LEFT,
    THIN_RULE,
    Align,
    units,
)
from campaign.pdf.pages import Pages
from campaign.pdf.schemas import Column, Placed
from campaign.pdf.widths import shared

ROW = 8.5  # mm; a hand ticks and writes in it
_HEAD, _LEAST_HEAD, _HEAD_LEADING = 7.5, 5.5, 0.41  # pt, pt, mm a point
_USUAL_BAND = 8.5  # pt
_GROUP = 5.2  # mm of a head for the word of a group
_BOX = 4.2  # mm
# How a table that must stay on its page is set tighter, step by step: row height, type, air in mm.
_TIGHTER = ((0.93, 1.0, 1.4), (0.86, 1.0, 1.1), (0.82, 0.94, 1.0), (0.78, 0.88, 0.9), (0.74, 0.84, 0.6))
_AIR = 1.9  # mm above and below the lines of a cell together
_ABOVE = 2.0  # mm between what stands before and the table
_KEPT = 2  # rows that stay with what follows


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `empty` stands for no rows; `row_height` in mm is the least; so many `blank_rows` follow for a pen.

    The texts of `box` and `blank` columns are not printed; an empty cell of an `order` column gets the next number. A row of
    one text is a heading across all columns, of `band` points; where its rows go on on another page it stands again, with the
    words `running` behind it, if there are any. `fives` draws a stronger rule after every fifth row. `one_page`: rows and type
    become smaller, as far as they can be read, if that brings all of it onto the page where it begins. `keys` say for each of
    `rows` what it is about (`registration:17`; empty for nobody, as for headings and blank rows); they are not printed.
    `firm`: its head never stands without a row at the end of a page. `total`: the last row is a sum, in heavier type below a
    stronger rule.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    empty: str = ""
    row_height: float = ROW
    blank_rows: int = 0
    fives: bool = False
    one_page: bool = False
    band: float = _USUAL_BAND
    running: str = ""
    keys: Sequence[str] = ()
    firm: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row ready to be drawn: a block for each column (none for a box), one alone for a heading."""

    cells: tuple[Block | None, ...]
    height: float
    is_band: bool = False
    words: str = ""
    texts: tuple[str, ...] = ()
    key: str = ""


class GridDrawer:
    """Draws one table on the pages of a paper."""

    def __init__(self, pages: Pages, grid: Grid) -> None:
        self.pages, self.grid, self.air = pages, grid, _AIR
        asked = [column.width for column in grid.columns]
        self.widths = shared(grid.columns, asked, pages.frame.width, large=pages.frame.paper.large)
        self.lefts = [pages.left + sum(self.widths[:place]) for place in range(len(self.widths))]
        self._last = 0  # where the last rows begin
        self._above = ""  # the heading under which rows are placed now

    def draw(self, tail: float = 0) -> None:
        """The whole table; its last two rows stay on one page with `tail` mm of what follows."""
        pages, rows = self.pages, self._set_rows
        if self.grid.one_page:
            rows = self._tightened(rows, tail)
        self._last = self._last_of(rows)
        pages.need(self._least(rows, tail))
        pages.y += _ABOVE
        self._head()
        for number, row in enumerate(rows):
            self._place(row, self._free(rows, number, tail))
            self._tell(row)
            if (self.grid.fives and (number + 1) % 5 == 0) or (self.grid.total and number + 2 == len(rows)):
                pages.ink.rule(pages.left, pages.y, pages.right, pages.y, FIFTH_RULE)
        if not rows:
            pages.ink.text((pages.left + pages.right) / 2, pages.y + 5.4, self.grid.empty, 9, align="centre")
            pages.y += max(self.grid.row_height, ROW)
        pages.ink.rule(pages.left, pages.y, pages.right, pages.y, BOLD_RULE)
        pages.y += 2

    def least(self, tail: float = 0) -> float:
        """How much of a page it takes where it begins, with `tail` mm of what follows if it is short; in mm."""
        self._last = self._last_of(self._set_rows)
        return self._least(self._set_rows, tail)

    @cached_property
    def _set_rows(self) -> list[_Row]:
        return list(self._rows())

    def _least(self, rows: Sequence[_Row], tail: float) -> float:
        first = rows[0].height if rows else self.grid.row_height
        return _ABOVE + self._head_height + self._begins(rows, first, tail) + (tail if len(rows) < _KEPT else 0)

    def _free(self, rows: Sequence[_Row], number: int, tail: float) -> float:
        """How much must be free where a row is put: as much as is kept together, or as a page can hold of it."""
        most, row = self.pages.most - self._head_height, rows[number]
        with_tail = row.height + (tail if number == len(rows) - 1 else 0)
        return next((free for free in (self._kept(rows, number, tail), with_tail) if free <= most), row.height)

    def _begins(self, rows: Sequence[_Row], first: float, tail: float) -> float:
        """How much of its rows must stand below the head where the table begins."""
        if not (self.grid.firm and rows):
            return min(first, 30)
        return min(max(first, self._kept(rows, 0, tail)), self.pages.most - self._head_height - _ABOVE)

    def _tell(self, row: _Row) -> None:
        if not row.is_band:
            self.pages.placed.append(Placed(row.texts[self._numbers], row.key, len(self.pages.pages), row.texts))

    @cached_property
    def _numbers(self) -> int:
        """Which column has the numbers of rows: the first of its kind, else the first of all."""
        return next((place for place, column in enumerate(self.grid.columns) if column.kind == "order"), 0)

    def _tightened(self, rows: list[_Row], tail: float) -> list[_Row]:
        """The rows as they are if they fit with what follows; else the first tighter setting that does, if there is one."""
        given, around = self.grid, _ABOVE + 3 + tail
        for height, size, air in ((1.0, 1.0, _AIR), *_TIGHTER):
            columns = [replace(column, size=column.size * size) for column in given.columns]
            self.grid = replace(given, columns=columns, row_height=given.row_height * height)
            self.air = air
            tight = list(self._rows())
            if sum(row.height for row in tight) + self._head_height + around <= self.pages.room:
                return tight
        self.grid, self.air = given, _AIR
        return rows

    def _kept(self, rows: Sequence[_Row], number: int, tail: float) -> float:
        """How much must be free where a row is put: a heading stays with its row, the last two with what follows.

        A sum below them, or a line of words across the table, is not one of the two.
        """
        if number == self._last:
            return sum(later.height for later in rows[number:]) + tail
        if rows[number].is_band and number < self._last:
            return rows[number].height + self._kept(rows, number + 1, tail)
        return rows[number].height

    def _last_of(self, rows: Sequence[_Row]) -> int:
        """Where the last rows begin that stay together."""
        plain = [number for number, row in enumerate(rows[: len(rows) - self.grid.total]) if not row.is_band]
        return plain[-_KEPT:][0] if plain else max(0, len(rows) - _KEPT)

    def _place(self, row: _Row, kept: float) -> None:
        """Put a row where `kept` mm are free; one that is taller than a page goes on over the next pages."""
        pages = self.pages
        if row.height > pages.most - self._head_height:
            for piece in self._pieces(row):
                self._place(piece, piece.height)
            return
        if pages.need(kept):
            self._head()
            if self._above and self.grid.running and not row.is_band:
                self._row(self._band(f"{self._above} – {self.grid.running}"))
        if row.is_band:
            self._above = row.words
        self._row(row)

    def _pieces(self, row: _Row) -> Iterator[_Row]:
        """A row too tall for any page, cut between its lines."""
        step = max(column.size for column in self.grid.columns) * LEADING
        lines = int((self.pages.most - self._head_height - self.air) / step)
        longest = max(len(cell.lines) for cell in row.cells if cell)
        for start in range(0, longest, lines):
            cells = tuple(cell and cell.part(start, start + lines) for cell in row.cells)
            most = max(len(cell.lines) for cell in cells if cell)
            yield replace(row, cells=cells, height=max(self.grid.row_height, most * step + self.air))

    def _rows(self) -> Iterator[_Row]:
        number = 0
        last = len(self.grid.rows) if self.grid.total else -1
        blank = [""] * len(self.widths)
        for texts, key in zip_longest((*self.grid.rows, *[blank] * self.grid.blank_rows), self.grid.keys, fillvalue=""):
            if len(texts) == 1 < len(self.widths):
                yield self._band(texts[0])
                continue
            number += 1
            yield self._set(texts, number, key, is_total=number == last)

    def _band(self, text: str) -> _Row:
        size = self.grid.band
        block = self.pages.ink.block(text, self.pages.frame.width - PAD_BOTH, size, "semibold")
        return _Row((block,), max(5.6, len(block.lines) * size * LEADING + self.air), is_band=True, words=text)

    def _set(self, texts: Sequence[str], number: int, key: str, *, is_total: bool = False) -> _Row:
        cells: list[Block | None] = []
        said: list[str] = []
        tallest = 0.0
        for column, width, text in zip(self.grid.columns, self.widths, texts, strict=True):
            if column.kind in ("box", "blank"):
                cells.append(None)
                said.append("")
                continue
            shown = str(number) if column.kind == "order" and not text else text
            said.append(shown)
            figures = column.kind in ("figures", "order")
            face = "semibold" if is_total else column.face
            block = self.pages.ink.block(shown, width - PAD_BOTH, column.size, face, figures, LEAST_SHARE)
            tallest = max(tallest, len(block.lines) * column.size * LEADING)
            cells.append(block)
        return _Row(tuple(cells), max(self.grid.row_height, tallest + self.air), texts=tuple(said), key=key)

    @cached_property
    def _heads(self) -> list[tuple[Block, float]]:
        """The words of each column, as small as its longest word asks, and their line spacing."""
        found = []
        for column, width in zip(self.grid.columns, self.widths, strict=True):
            size = _HEAD
            longest = max(column.title.split(), key=lambda word: self.pages.ink.width(word, _HEAD, "semibold"), default="")
            while (
                size > _LEAST_HEAD / self.pages.frame.format.scale
                and self.pages.ink.width(longest, size, "semibold") > width - PAD_BOTH
            ):
                size -= 0.25
            found.append((self.pages.ink.block(column.title, width - PAD_BOTH, size, "semibold"), size * _HEAD_LEADING))
        return found

    @cached_property
    def _head_height(self) -> float:
        plain, grouped = ([len(block.lines) * step for block, step in self._heads_of(is_in)] for is_in in (False, True))
        return max([*plain, *(height + _GROUP for height in grouped)]) + 2.4

    def _heads_of(self, is_in_a_group: bool) -> list[tuple[Block, float]]:
        return [
            head for head, column in zip(self._heads, self.grid.columns, strict=True) if bool(column.group) is is_in_a_group
        ]

    def _head(self) -> None:
        pages, ink, height = self.pages, self.pages.ink, self._head_height
        ink.rule(pages.left, pages.y, pages.right, pages.y, BOLD_RULE)
        for (block, step), column, x, width in zip(self._heads, self.grid.columns, self.lefts, self.widths, strict=True):
            at = x + PAD_LEFT if column.align == "left" else x + width / 2
            align: Align = "left" if column.align == "left" else "centre"
            ink.put(at, pages.y + step + 0.6 + (_GROUP if column.group else 0), block, step, align)
        self._uprights(height, self._groups())
        pages.y += height
        ink.rule(pages.left, pages.y, pages.right, pages.y, BOLD_RULE)

    def _groups(self) -> set[int]:
        """Draw the words of groups over their columns; the columns at whose left no line goes up between them."""
        pages, inside, place = self.pages, set(), 0
        for group, columns in groupby(self.grid.columns, key=lambda column: column.group):
            first, place = place, place + len(list(columns))
            if not group:
                continue
            left, right = self.lefts[first], self.lefts[place - 1] + self.widths[place - 1]
            block = pages.ink.block(group, right - left - PAD_BOTH, _HEAD, "semibold", shrink=LEAST_SHARE)
            pages.ink.put((left + right) / 2, pages.y + 3.6, block.part(0, 1), _HEAD * _HEAD_LEADING, "centre")
            pages.ink.rule(left, pages.y + _GROUP, right, pages.y + _GROUP, THIN_RULE, LINE)
            inside |= set(range(first + 1, place))
        return inside

    def _uprights(self, height: float, shorter: Collection[int] = ()) -> None:
        """The lines between columns, and from below the word of a group those of its columns."""
        y, ink = self.pages.y, self.pages.ink
        if not shorter:
            ink.uprights(self.lefts[1:], y, y + height, THIN_RULE, LINE)
            return
        for place, x in enumerate(self.lefts[1:], 1):
            ink.rule(x, y + (_GROUP if place in shorter else 0), x, y + height, THIN_RULE, LINE)

    def _row(self, row: _Row) -> None:
        pages = self.pages
        if row.is_band:
            size = self.grid.band
            base = 4 + (size - _USUAL_BAND) * 0.34
            pages.ink.put(pages.left + PAD_LEFT, pages.y + base, row.cells[0] or _NOTHING, size * LEADING)
        else:
            for place, cell in enumerate(row.cells):
                self._cell(place, cell, row.height)
            self._uprights(row.height)
        pages.y += row.height
        pages.ink.rule(pages.left, pages.y, pages.right, pages.y, THIN_RULE, LINE)

    def _cell(self, place: int, cell: Block | None, height: float) -> None:
        column, x, width, pages = self.grid.columns[place], self.lefts[place], self.widths[place], self.pages
        if column.kind == "box":
            side = units(_BOX)
            left, lower = units(x + width / 2 - _BOX / 2), pages.ink.y(pages.y + height / 2 + _BOX / 2)
            pages.ink.raw(b"0 G 7 w %d %d %d %d re S\n" % (left, lower, side, side))
        if cell is None:
            return
        step = column.size * LEADING
        base = pages.y + (height - (len(cell.lines) - 1) * step) / 2 + column.size * 0.12
        at = {"left": x + PAD_LEFT, "centre": x + width / 2, "right": x + width - PAD_LEFT}[column.align]
        pages.ink.put(at, base, cell, step, column.align)


_NOTHING = Block(b"", ())
