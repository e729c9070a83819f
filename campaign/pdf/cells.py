"""Cells of a list: texts in, text operators out, a whole batch of a column at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.pdf.fonts import FaceName
from campaign.pdf.glyphs import QUANTUM, BasePage, TypeCase, base_page
from campaign.pdf.lines import Wrapped, set_lines, shrunk
from campaign.pdf.measures import LEADING, UNITS_PER_MM, Align, units

Line = tuple[int, bytes]
"""How far right of the column's text a line starts, and the operators that draw it."""

BASE_BELOW_MIDDLE = units(1.08)
"""From the middle of a row down to the base line on which its single lines stand."""

CELL_AIR = units(1.9)  # above and below the lines of a tall cell, together
_REMEMBERED = 4096  # texts of a column; more than the roles and organisations of any list


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a column's cells are set. Lengths in page units, sizes in tenths of a point.

    `select` is the operator put before the text when the column before was set otherwise, `onward` the way to
    the next column with text (None after the last).
    """

    face: FaceName
    size: int
    width: int
    align: Align = "left"
    figures: bool = False
    select: bytes = b""
    onward: int | None = None


class ColumnCells:
    """Sets the cells of one column; texts seen before are not set again.

    A cell is operators that start and end with the pen on the common base line of the row: at this column's
    text, and at that of the next column with text. `heights` tells, for texts of the batch set last that need
    more than one line, how high their row must be.
    """

    def __init__(self, case: TypeCase, style: CellStyle) -> None:
        self.case, self.style = case, style
        self.page: BasePage = base_page(style.face)
        self.home = case.base(style.face)
        self.step = round(style.size / 10 * LEADING * UNITS_PER_MM)
        self.heights: dict[str, int] = {}
        self._limit = style.width * 1000 / style.size  # in thousandths of an em
        self._onward = b"" if style.onward is None else b" %d 0 Td" % style.onward
        self._plain = b"%b(%%b)Tj%b" % (style.select, self._onward)
        self._empty = style.select + self._onward
        self._known: dict[str, bytes] = {}
        self._shapes: dict[bytes, bytes] = {b"": self._empty + b"%b"}
        self._around: dict[int, tuple[bytes, bytes, bytes]] = {}
        self._read, self._new, self._repeating = 0, 0, not style.figures

    def cells(self, texts: Sequence[str]) -> list[bytes]:
        """The cells of these texts. About 0.7 µs a text that is new and fits, 0.1 µs one that repeats."""
        if len(self._known) + len(self.heights) > _REMEMBERED:
            self._known, self.heights = {}, {}
        if not self._repeating:
            self.heights = {}
            return self._set(texts)
        known = self._known
        fresh = [text for text in dict.fromkeys(texts) if text not in known]  # in order, for repeatable bytes
        self._read += len(texts)
        self._new += len(fresh)
        self._repeating = self._new < _REMEMBERED or self._new < self._read / 2
        known.update(zip(fresh, self._set(fresh), strict=True))
        return list(map(known.__getitem__, texts))

    def _set(self, texts: Sequence[str]) -> list[bytes]:
        """Measure and set all texts at once: bytes of the same batch, translated, are widths and shapes."""
        one = self._left if self.style.align == "left" else self._moved
        joined = self.page.encode_joined(texts, self.style.figures) if texts else None
        if joined is None:
            return [one(text, self.page.encode(text, self.style.figures)) for text in texts]
        codes = joined.split(b"\0")
        if self.style.figures:
            shapes = map(self._shapes.get, joined.translate(self.page.shapes).split(b"\0"))
            return [shape % code if shape else one(text, code) for text, code, shape in zip(texts, codes, shapes, strict=True)]
        if self.style.align != "left":
            return list(map(one, texts, codes))
        limit, plain = self._limit / QUANTUM, self._plain
        wide = map(sum, joined.translate(self.page.ceilings).split(b"\0"))
        return [
            plain % code if code and width <= limit else one(text, code)
            for text, code, width in zip(texts, codes, wide, strict=True)
        ]

    def _left(self, text: str, code: bytes | None) -> bytes:
        """A cell that may not fit: as it is, else in one line up to a tenth smaller, else in several."""
        if code == b"":
            return self._empty
        if code is None:
            return self._tall(text, *self.lines(text))
        widths = list(map(self.page.table.__getitem__, code))
        whole = sum(widths)
        if whole <= self._limit:
            return self._plain % code
        size = shrunk(whole / 1000, self.style.size, self.style.width)
        if size == self.style.size:
            return self._wrapped(text, code, widths)
        select, back = (self.case.font(self.home, points) for points in (size, self.style.size))
        return b"%b%b(%b)Tj%b%b" % (self.style.select, select, code, back, self._onward)

    def _wrapped(self, text: str, code: bytes, widths: list[float]) -> bytes:
        """Several lines from the left; at the usual size what `stack` makes, in half the time."""
        size, spans = set_lines(text, widths, self.style.size, self.style.width)
        count = len(spans)
        if count > 1:
            self.heights[text] = count * self.step + CELL_AIR
        lines = [b"(%b)Tj" % code[start:stop] for start, stop in spans]
        if size != self.style.size:
            return self.stack([(0, line) for line in lines], size)
        if count not in self._around:
            probe = self.stack([(0, b"\0")] * count, size).split(b"\0")
            self._around[count] = (probe[0], probe[1], probe[-1])
        before, between, after = self._around[count]
        return before + between.join(lines) + after

    def _moved(self, text: str, code: bytes | None) -> bytes:
        if code == b"":
            return self._empty
        wide = sum(map(self.page.table.__getitem__, code or b"")) * self.style.size / 1000
        if code is None or wide > self.style.width:
            return self._tall(text, *self.lines(text))
        start = self._indent(wide)
        shape = b"%b %d 0 Td(%%b)Tj %d 0 Td" % (self.style.select, start, (self.style.onward or 0) - start)
        if self.style.figures and len(self._shapes) < _REMEMBERED:
            self._shapes[code.translate(self.page.shapes)] = shape
        return shape % code

    def lines(self, text: str) -> tuple[list[Line], int]:
        """All lines of a text and the size at which they are set, at most a tenth below the column's."""
        style = self.style
        code = self.page.encode(text, style.figures)
        if code is not None:
            return self._broken(text, code, list(map(self.page.table.__getitem__, code)))
        wrapped = Wrapped(self.case, text, style.face, style.size, style.width, figures=style.figures)
        return [(self._indent(wide), operators) for wide, operators in wrapped.shown()], wrapped.size

    def _broken(self, text: str, code: bytes, widths: list[float]) -> tuple[list[Line], int]:
        """The same for a text of the base page, of which these are the bytes and their widths."""
        style = self.style
        size, spans = set_lines(text, widths, style.size, style.width)
        if style.align == "left":
            return [(0, b"(%b)Tj" % code[start:stop]) for start, stop in spans], size
        return [
            (self._indent(sum(widths[start:stop]) * size / 1000), b"(%b)Tj" % code[start:stop]) for start, stop in spans
        ], size

    def _indent(self, wide: float) -> int:
        slack = max(0, round(self.style.width - wide))
        return {"left": 0, "centre": slack // 2, "right": slack}[self.style.align]

    def _tall(self, text: str, lines: Sequence[Line], size: int) -> bytes:
        if len(lines) > 1:
            self.heights[text] = len(lines) * self.step + CELL_AIR
        return self.stack(lines, size)

    def stack(self, lines: Sequence[Line], size: int) -> bytes:
        """One cell of several lines, centred on the middle of its row."""
        count, step, style = len(lines), self.step, self.style
        smaller = size != style.size
        out = [style.select, self.case.font(self.home, size) if smaller else b""]
        x, above = 0, 0
        if count > 1:
            above = round(count * step / 2 - 0.79 * step) + BASE_BELOW_MIDDLE
        down = above
        for start, operators in lines:
            out.append(b" %d %d Td%b" % (start - x, down, operators))
            x, down = start, -step
        if smaller:
            out.append(self.case.font(self.home, style.size))
        out.append(b" %d %d Td" % ((style.onward or 0) - x, (count - 1) * step - above))
        return b"".join(out)
