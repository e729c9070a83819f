"""Drawing on one page or form: millimetres from the top left corner in, PDF operators out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from campaign.pdf.fonts import FaceName
from campaign.pdf.glyphs import TypeCase, base_page, visible
from campaign.pdf.lines import Wrapped, length, set_lines, show
from campaign.pdf.measures import INK, LEADING, Align, millimetres, units


@dataclass(frozen=True, slots=True)
class Block:
    """A text set in lines of a given width: the length and the operators of each, and the operator of their type."""

    font: bytes
    lines: tuple[tuple[float, bytes], ...]

    def part(self, start: int, stop: int) -> Block:
        """Some of its lines."""
        return Block(self.font, self.lines[start:stop])


class Ink:
    """Collects operators for a page `height` mm high; page units, from the lower left corner, go out.

    Sizes and widths of rules are in points.
    """

    def __init__(self, case: TypeCase, height: float) -> None:
        self.case = case
        self.height = height
        self._out: list[bytes] = []
        self._grey = INK

    def operators(self) -> bytes:
        """All that was drawn; whoever draws next starts in black."""
        return b"".join([*self._out, b"0 g\n"] if self._grey != INK else self._out)

    def raw(self, operators: bytes) -> None:
        """Put in operators made elsewhere; they must leave the graphics state as they found it."""
        self._out.append(operators)

    @contextmanager
    def inside(self, opening: bytes) -> Iterator[None]:
        """What is drawn inside changes no state for what is drawn after it; `opening` stands first there (a clip)."""
        self._use(INK)
        self._out.append(b"q %b\n" % opening)
        yield
        self._out.append(b"Q\n")
        self._grey = INK

    def y(self, top: float) -> int:
        """Page units above the lower edge of a place `top` mm below the upper edge."""
        return units(self.height - top)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 9,
        face: FaceName = "regular",
        align: Align = "left",
        grey: float = INK,
        figures: bool = False,
    ) -> None:
        """One line with its base line at y; `figures` sets its digits in equal width."""
        home = self.case.base(face)
        points = round(size * 10)
        signs = self.case.signs(visible(text, face), face, figures)
        slack = {"left": 0.0, "centre": 0.5, "right": 1.0}[align] * length(signs, points)
        self._use(grey)
        place = b" %d %d Td" % (round(units(x) - slack), self.y(y))
        font = self.case.font(home, points)
        self._out.append(b"BT %b%b%b ET\n" % (font, place, show(self.case, signs, points, home)))

    def width(self, text: str, size: float = 9, face: FaceName = "regular") -> float:
        """Length of a line in mm."""
        return millimetres(length(self.case.signs(visible(text, face), face), size * 10))

    def lines(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        size: float = 9,
        face: FaceName = "regular",
        align: Align = "left",
        grey: float = INK,
        leading: float = 0,
    ) -> float:
        """A text in lines of at most `width` mm, the first on base line y; the base line of the last.

        `leading` in mm is the usual one unless it is given. For centred and right-aligned text x is the middle
        and the right end.
        """
        block = self.block(text, width, size, face)
        self.put(x, y, block, leading or size * LEADING, align, grey)
        return y + (len(block.lines) - 1) * (leading or size * LEADING)

    def block(
        self, text: str, width: float, size: float = 9, face: FaceName = "regular", figures: bool = False, shrink: float = 1
    ) -> Block:
        """A text broken into lines of at most `width` mm, also where it has line ends of its own.

        `shrink`: the least part of its size at which it may be set to save a line or a broken word. A text that was set so
        before in this document is not set again.
        """
        asked = (text, width, size, face, figures, shrink)
        known: Block | None = self.case.blocks.get(asked)
        return known or self.case.remember(asked, self._plain(*asked) or self._block(*asked))

    def _plain(self, text: str, width: float, size: float, face: FaceName, figures: bool, shrink: float) -> Block | None:
        """The same for a text in the letters of daily use, six times as fast; None for another."""
        page, limit, points = base_page(face), units(width), round(size * 10)
        if (code := page.encode(text, figures)) is None:
            return None
        widths = list(map(page.table.__getitem__, code))
        set_at, spans = set_lines(text, widths, points, limit, shrink)
        lines = tuple(
            (sum(widths[start:stop]) * set_at / 1000, b"(%b)Tj" % code[start:stop] if stop > start else b"")
            for start, stop in spans
        )  # fmt: skip
        return Block(self.case.font(self.case.base(face), set_at), lines)

    def _block(self, text: str, width: float, size: float, face: FaceName, figures: bool, shrink: float) -> Block:
        limit, points = units(width), round(size * 10)
        pieces = [Wrapped(self.case, piece, face, points, limit, figures=figures, shrink=shrink) for piece in text.split("\n")]
        if min(piece.size for piece in pieces) < points and len(pieces) > 1:
            return self.block(text, width, size, face, figures)
        font = self.case.font(self.case.base(face), pieces[0].size)
        return Block(font, tuple(line for piece in pieces for line in piece.shown()))

    def put(self, x: float, y: float, block: Block, leading: float, align: Align = "left", grey: float = INK) -> None:
        """Draw a block with its first base line at y; x as for `lines`."""
        part = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        self._use(grey)
        for number_of_line, (wide, operators) in enumerate(block.lines):
            place = (round(units(x) - wide * part), self.y(y + number_of_line * leading))
            self._out.append(b"BT %b %d %d Td%b ET\n" % (block.font, *place, operators))

    def rule(self, x0: float, y0: float, x1: float, y1: float, points: float, grey: float = INK) -> None:
        """A straight rule."""
        ends = (units(x0), self.y(y0), units(x1), self.y(y1))
        self._out.append(b"%b G %d w %d %d m %d %d l S\n" % (number(grey), round(points * 10), *ends))

    def uprights(self, xs: Sequence[float], y0: float, y1: float, points: float, grey: float = INK) -> None:
        """The same from y0 down to y1 at each of these places."""
        pen, above, below = b"%b G %d w" % (number(grey), round(points * 10)), self.y(y0), self.y(y1)
        self._out += [b"%b %d %d m %d %d l S\n" % (pen, x, above, x, below) for x in map(units, xs)]

    def _use(self, grey: float) -> None:
        if grey != self._grey:
            self._out.append(b"%b g " % number(grey))
            self._grey = grey


@cache
def number(value: float) -> bytes:
    """A number as PDF writes it: no exponent, no needless zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".").encode("ascii")
