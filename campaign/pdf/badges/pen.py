"""Drawing inside one badge: millimetres from its upper left corner in, operators out; texts that shrink and break, uncut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from campaign.pdf.badges.codes import code
from campaign.pdf.fonts import FaceName
from campaign.pdf.glyphs import TypeCase, base_page, visible
from campaign.pdf.ink import number
from campaign.pdf.lines import breaks, length, show
from campaign.pdf.marks import placed
from campaign.pdf.measures import CAP, GREY, LEADING, TAIL, UNITS_PER_MM, Align, units

BLACK, WHITE, PALE = b"0 g", b"1 g", b"%b g" % number(GREY)
PETROL: Final = b".05 .27 .36"
PETROL_TEXT: Final = PETROL + b" rg"
_STEP = 0.5  # pt, by which a text that does not fit is made smaller
_REMEMBERED = 4096  # blocks of a set, more than the organisations and roles of any
_LEAST = 4.0  # pt; nobody's words ever need less, and nothing is cut
_BEND = 0.4477  # how far from the corner the handles of a rounded one lie, of its radius


class Pen:
    """Collects the operators of one badge after another; `height` of a badge in mm. Page units, from its lower left corner."""

    def __init__(self, case: TypeCase, height: float) -> None:
        self.case, self.height = case, height
        self._out: list[bytes] = []
        self._set: dict[tuple[object, ...], tuple[bytes, float]] = {}
        self._top = units(height)

    def taken(self) -> bytes:
        """All that was drawn since it was taken last."""
        out, self._out = b"".join(self._out), []
        return out

    def raw(self, operators: bytes) -> None:
        self._out.append(operators)

    def y(self, down: float) -> int:
        return self._top - round(down * UNITS_PER_MM)

    def measured(self, text: str, face: FaceName) -> tuple[bytes | None, float]:
        """Its codes on the base page of the face (None when it needs others), and its length for a point of type, in mm."""
        page = base_page(face)
        code = page.encode(text)
        if code is not None:
            return code, sum(map(page.table.__getitem__, code)) / 100 / UNITS_PER_MM
        return None, length(self.case.signs(visible(text, face), face), 10) / UNITS_PER_MM

    def fitted(self, text: str, face: FaceName, size: float, width: float) -> float:
        """The size, at most this one, at which a text takes no more than `width` mm."""
        wide = self.measured(text, face)[1] * size
        return size if wide <= width else int(size * width / wide * 10) / 10

    def text(
        self, x: float, y: float, text: str, size: float, face: FaceName = "regular", align: Align = "left",
        colour: bytes = BLACK,
    ) -> None:  # fmt: skip
        """One line on base line y, at this size; 4 µs."""
        code, wide = self.measured(text, face)
        start = x - wide * size * {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        points, home = round(size * 10), self.case.base(face)
        shown = b"(%b)Tj" % code if code is not None else self._shown(text, face, points, home)
        begun = b"%b BT %b %d %d Td" % (colour, self.case.font(home, points), round(start * UNITS_PER_MM), self.y(y))
        self._out.append(b"%b%b ET\n" % (begun, shown))

    def _shown(self, text: str, face: FaceName, points: int, home: int) -> bytes:
        return show(self.case, self.case.signs(visible(text, face), face), points, home)

    def line(
        self, x: float, y: float, text: str, size: float, width: float, face: FaceName = "regular", align: Align = "left",
        colour: bytes = BLACK,
    ) -> None:  # fmt: skip
        """One line, made smaller until it takes no more than `width` mm; set once, for it repeats."""

        def draw() -> float:
            self.text(x, y, text, self.fitted(text, face, size, width), face, align, colour)
            return y

        self._once((x, y, text, size, width, face, align, colour), draw)

    def block(
        self, x: float, top: float, text: str, size: float, width: float, height: float, face: FaceName = "regular",
        align: Align = "left", colour: bytes = BLACK, middle: bool = False,
    ) -> float:  # fmt: skip
        """A text within a box: smaller, then in several lines, never cut; the base line of the last. Set once, too.

        `middle`: in the middle of the height.
        """

        def draw() -> float:
            points, lines = self.wrapped(text, size, width, height, face)
            step = points * LEADING
            above = (height - (len(lines) - 1) * step) / 2 + points * CAP / 2 if middle else points * 0.29
            for place, line in enumerate(lines):
                self.text(x, top + above + place * step, line, points, face, align, colour)
            return top + above + (len(lines) - 1) * step

        return self._once((x, top, text, size, width, height, face, align, colour, middle), draw)

    def _once(self, key: tuple[object, ...], draw: Callable[[], float]) -> float:
        """What was drawn under this key before, or is drawn now."""
        known = self._set.get(key)
        if known is None:
            if len(self._set) > _REMEMBERED:
                self._set.clear()
            mark = len(self._out)
            end = draw()
            known = self._set[key] = b"".join(self._out[mark:]), end
            del self._out[mark:]
        self._out.append(known[0])
        return known[1]

    def wrapped(self, text: str, size: float, width: float, height: float, face: FaceName) -> tuple[float, list[str]]:
        """The largest size at which the lines of a text stay within a box without breaking a word, and the lines."""
        page, plain = base_page(face), text
        if (known := page.encode(text)) is not None:
            wide = list(map(page.table.__getitem__, known))
        else:
            plain = visible(text, face)
            wide = self._widths(plain, face)
        while True:
            spans = breaks(plain, wide, width * UNITS_PER_MM * 100 / size)
            fits = size * ((len(spans) - 1) * LEADING + CAP + TAIL) <= height
            if size <= _LEAST or (fits and not _cuts(plain, spans)):
                return size, [plain[start:stop] for start, stop in spans]
            size -= _STEP

    def _widths(self, text: str, face: FaceName) -> list[float]:
        return [sign.width for sign in self.case.signs(text, face)]

    def rule(self, x0: float, y0: float, x1: float, y1: float, points: float, stroke: bytes = b"0 G") -> None:
        """A straight line."""
        ends = (units(x0), self.y(y0), units(x1), self.y(y1))
        self._out.append(b"%b %d w %d %d m %d %d l S\n" % (stroke, round(points * 10), *ends))

    def bar(
        self, x: float, y: float, w: float, h: float, radius: float, points: float, *, stroke: bytes, fill: bytes = b""
    ) -> None:
        """A rounded rectangle, outlined, and filled where a colour is given."""
        path = rounded(units(x), self.y(y + h), units(w), units(h), units(radius))
        self._out.append(b"%b %b %d w %b%b\n" % (stroke, fill, round(points * 10), path, b"B" if fill else b"S"))

    def form(self, name: bytes, x: float, y: float, size: float) -> None:
        """A drawing of unit size with its lower left corner here, `size` mm to the unit."""
        self._out.append(placed(b"/%b Do " % name, units(x), self.y(y), units(size)))

    def qr(self, value: str, x: float, y: float, size: float) -> None:
        """A black QR with its upper left corner here; leave four modules of white around it."""
        self._out += (b"0 g ", code(value, units(x), self.y(y + size), units(size)))


def _cuts(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a line ends within a word."""
    return any(text[stop] != " " and text[stop - 1] not in "-/]" for _, stop in spans[:-1])


@cache
def rounded(x: int, y: int, w: int, h: int, r: int) -> bytes:
    """The path of a rectangle with rounded corners, in page units."""
    k = round(r * _BEND)
    right, top = x + w, y + h
    return b"%d %d m %d %d l %d %d %d %d %d %d c %d %d l %d %d %d %d %d %d c %d %d l %d %d %d %d %d %d c %d %d l " % (
        x + r, y, right - r, y, right - k, y, right, y + k, right, y + r, right, top - r,
        right, top - k, right - k, top, right - r, top, x + r, top, x + k, top, x, top - k, x, top - r, x, y + r,
    ) + b"%d %d %d %d %d %d c h " % (x, y + k, x + k, y, x + r, y)  # fmt: skip


@cache
def crossed_camera() -> bytes:
    """A camera that is crossed out, one unit high and 1.3 wide: no pictures of whoever wears it."""
    body = rounded(0, 50, 1300, 750, 100)
    lens = rounded(430, 200, 440, 440, 220)
    slash = b"-100 -60 m 1400 1000 l S "
    return b"q .001 0 0 .001 0 0 cm 0 G 0 g 1 J 55 w %bS 400 800 500 150 re f %bS 1 G 210 w %b0 G 95 w %bQ\n" % (
        body,
        lens,
        slash,
        slash,
    )
