"""The table of a list: its columns measured, its head set, its rows turned into operators in batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat

from campaign.pdf.cells import CellStyle, ColumnCells
from campaign.pdf.frame import Frame
from campaign.pdf.glyphs import visible
from campaign.pdf.ink import Ink
from campaign.pdf.lines import length
from campaign.pdf.measures import BOLD_RULE, LINE, PAD_BOTH, PAD_LEFT, THIN_RULE, units
from campaign.pdf.schemas import Column
from campaign.pdf.widths import shared

Row = Sequence[str]
_HEAD_SIZE, _LEAST_COMMON_SIZE, _LEAST_HEAD_SIZE = 7.5, 6.5, 5.5
_HEAD_LEADING = 0.41  # mm for a point
_HEAD_PAD = 1.8  # mm, both sides together
_LONGEST_NUMBER = 9  # digits
_NUMBER_AIR = 0.2  # mm, against rounding


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are set: texts and cells by column (those with text only), heights, and where each row ends."""

    texts: Sequence[Sequence[str]]
    cells: Sequence[Sequence[bytes]]
    heights: Sequence[int]
    ends: Sequence[int]

    def row(self, place: int) -> list[str]:
        """The texts of one row, for the columns with text."""
        return [column[place] for column in self.texts]


class Table:
    """The columns of one paper, as wide as its frame. Lengths in page units unless they say mm."""

    def __init__(self, frame: Frame, columns: Sequence[Column]) -> None:
        if all(column.kind in ("box", "blank") for column in columns):
            raise ValueError("a list needs at least one column with text")
        self.frame, self.columns = frame, columns
        self.order = next((place for place, column in enumerate(columns) if column.kind == "order"), None)
        self.widths = self._widths()  # mm
        self.lefts = [frame.left + sum(self.widths[:place]) for place in range(len(columns))]  # mm
        self.inked = [place for place, column in enumerate(columns) if column.kind not in ("box", "blank")]
        self.boxes = [place for place, column in enumerate(columns) if column.kind == "box"]
        self.pens = [units(self.lefts[place] + PAD_LEFT) for place in self.inked]
        self.setters = [ColumnCells(frame.case, style) for style in self._styles()]
        self.head_sizes = self._head_sizes()
        self.numbered = 0

    def _widths(self) -> list[float]:
        """The columns' widths, shared out over the frame; row numbers always get the room they need."""
        asked = [column.width for column in self.columns]
        if self.order is not None:
            column, paper = self.columns[self.order], self.frame.paper
            longest = "0" * len(str(paper.total + paper.blank_rows))
            needed = self.frame.ink().width(longest, column.size, column.face) + PAD_BOTH + _NUMBER_AIR
            others = sum(asked) - column.width
            asked[self.order] = max(column.width, needed * others / (self.frame.width - needed))
        return shared(self.columns, asked, self.frame.width, large=self.frame.paper.large)

    @property
    def font(self) -> bytes:
        """The operator that selects the face of the last column: the rows expect it selected."""
        last = self.setters[-1]
        return self.frame.case.font(last.home, last.style.size)

    def _styles(self) -> list[CellStyle]:
        """Styles of the columns with text; each selects its face only if the one before has another."""
        styles = []
        for number, place in enumerate(self.inked):
            column = self.columns[place]
            before = self.columns[self.inked[number - 1]]
            same = (before.face, before.size) == (column.face, column.size)
            size = round(column.size * 10)
            home = self.frame.case.base(column.face)
            last = number + 1 == len(self.inked)
            styles.append(
                CellStyle(
                    face=column.face,
                    size=size,
                    width=units(self.widths[place] - PAD_BOTH),
                    align=column.align,
                    figures=column.kind in ("figures", "order"),
                    select=b"" if same else self.frame.case.font(home, size),
                    onward=None if last else self.pens[number + 1] - self.pens[number],
                )
            )
        return styles

    def set_rows(self, rows: Sequence[Row], usual: int) -> Batch:
        """Set rows column by column, none lower than usual. Raises ValueError for a row of another length."""
        if other := set(map(len, rows)) - {len(self.columns)}:
            raise ValueError(f"{len(self.columns)} columns, but a row has {min(other)} texts")
        columns: list[Sequence[str]] = list(zip(*rows, strict=True))
        if self.order is not None:
            columns[self.order] = self._numbers(columns[self.order])
        texts = [columns[place] for place in self.inked]
        cells = [setter.cells(column) for setter, column in zip(self.setters, texts, strict=True)]
        tall = [
            map(setter.heights.get, column, repeat(0))
            for setter, column in zip(self.setters, texts, strict=True)
            if setter.heights  # only columns with tall cells are looked at
        ]
        heights = list(map(max, repeat(usual), *tall)) if tall else [usual] * len(rows)
        return Batch(texts, cells, heights, [0, *accumulate(heights)])

    def _numbers(self, given: Sequence[str]) -> list[str]:
        """Row numbers: those that are given, and the next one where none is."""
        if not any(given):
            first = self.numbered + 1
            self.numbered += len(given)
            return list(map(str, range(first, first + len(given))))
        if all(given):
            plain = [number for number in given if number.isdecimal()]
            self._count_on(plain[-1] if plain else "")
            return list(given)
        numbers = []
        for number in given:
            self._count_on(number)
            numbers.append(number or str(self.numbered))
        return numbers

    def _count_on(self, number: str) -> None:
        plain = number.isdecimal() and len(number) <= _LONGEST_NUMBER
        self.numbered = int(number) if plain else self.numbered + 1

    def _head_sizes(self) -> list[float]:
        """The size of each title: all alike, 7.5 or as small as the longest word needs, but not below 6.5.

        A title whose longest word needs less goes down to 5.5 alone; then the word is broken.
        """
        needed = []
        for column, width in zip(self.columns, self.widths, strict=True):
            words = [visible(word, "semibold") for word in column.title.split()]
            longest = max((length(self.frame.case.signs(word, "semibold"), 10) for word in words), default=1)
            needed.append(int(units(width - _HEAD_PAD) / longest * 10) / 10)
        common = max(_LEAST_COMMON_SIZE, min([_HEAD_SIZE, *needed]))
        return [max(_LEAST_HEAD_SIZE, min(common, size)) for size in needed]

    def head(self, ink: Ink, y: float) -> float:
        """Titles between two bold rules, from y mm downwards; where the rows start."""
        frame = self.frame
        cells = list(zip(self.columns, self.lefts, self.widths, self.head_sizes, strict=True))
        blank = frame.ink()
        tall = [
            blank.lines(0, step, column.title, width - _HEAD_PAD, size, "semibold", leading=step)
            for column, _, width, size in cells
            for step in [size * _HEAD_LEADING]
        ]
        height = max(tall) + 2.2
        ink.rule(frame.left, y, frame.right, y, BOLD_RULE)
        for (column, left, width, size), lines in zip(cells, tall, strict=True):
            step = size * _HEAD_LEADING
            at_left = column.align == "left"
            ink.lines(
                left + PAD_LEFT if at_left else left + width / 2,
                y + (height - lines) / 2 + step * 0.78,
                column.title,
                width - _HEAD_PAD,
                size,
                "semibold",
                "left" if at_left else "centre",
                leading=step,
            )
        for left in self.lefts[1:]:
            ink.rule(left, y, left, y + height, THIN_RULE, LINE)
        ink.rule(frame.left, y + height, frame.right, y + height, BOLD_RULE)
        return y + height
