"""One door sign: what stands where, in mm of A5 from its upper left corner; larger and smaller formats are this one scaled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from campaign.pdf.badges.pen import PALE, PETROL, PETROL_TEXT, Pen
from campaign.pdf.fonts import FaceName
from campaign.pdf.marks import qr
from campaign.pdf.measures import CAP, MM_PER_POINT, Align, units
from campaign.pdf.signs.schemas import Format, Sign, SignSet
from campaign.pdf.signs.slogans import LINE_STEP, slogan_lines

EMBLEM: Final = b"Mark"  # a form of unit size
_WIDTH: Final = 210.0  # mm of A5 lying
_LEFT, _RIGHT, _MIDDLE = 22.0, 188.0, 105.0
_LEAST: Final = 6.5  # pt; only the number of a sign may be smaller
_NUMBER: Final = 6.0
_STROKE: Final = PETROL + b" RG"
_TRACKING: Final = 2.0  # pt of A5 between the letters of the brand
_BAND: Final = 15.6  # mm for the department in all its languages
_SLOGAN_WIDTH: Final = 170.0
_LEAST_QR: Final = 14.0  # mm
_QUIET: Final = 0.175  # of a code's side: four modules of the smallest one that holds an address, and a hair
_INSIDE: Final = 136.9  # mm: where the frame ends below


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where signs stand on A4: their size in mm, how many across and down."""

    width: float
    height: float
    across: int
    down: int
    landscape: bool

    @property
    def each(self) -> int:
        """How many signs a sheet holds."""
        return self.across * self.down


SHEETS: Final[Mapping[Format, Sheet]] = {
    Format.A4: Sheet(297, 210, 1, 1, True),
    Format.A5: Sheet(210, 148.5, 1, 2, False),
    Format.A6: Sheet(148.5, 105, 2, 2, True),
}


class Door:
    """Draws signs of one format: what is the same on all of a run, and what is one door's own."""

    def __init__(self, pen: Pen, sheet: Sheet) -> None:
        self.pen, self.scale = pen, sheet.width / _WIDTH

    def same(self, of: SignSet) -> None:
        """Frame, campaign, slogan, hotline and QR."""
        self._frame()
        self._brand(of.brand)
        if of.words.room:
            self._line(_RIGHT, 23, " · ".join(of.words.room), 10, 70, "right")
        self._slogans(of.slogan)
        end = self._page(of) if of.address else _RIGHT
        self._rule(_LEFT, end, 114, 0.4)
        if of.hotline:
            self._hotline(of)

    def own(self, sign: Sign) -> None:
        """Room, department and number."""
        self._block(112, 24.4, sign.room, 28, _RIGHT - 112, 12.4, "semibold", "right")
        band = _BAND / max(1, len(sign.unit))
        for place, words in enumerate(sign.unit):
            face: FaceName = "regular" if place else "semibold"
            self._block(_LEFT, 38.6 + place * band, words, 10.5 if place else 11.5, _RIGHT - _LEFT, band - 0.9, face)
        if sign.number:
            words, low = f"№ {sign.number}", self._mm(135.4)
            self.pen.text(self._mm(_MIDDLE), low, words, _NUMBER, align="centre", colour=PALE)

    def _mm(self, of_a5: float) -> float:
        return of_a5 * self.scale

    def _points(self, of_a5: float) -> float:
        return max(_LEAST, round(of_a5 * self.scale * 10) / 10)

    def _frame(self) -> None:
        mm, bar = self._mm, self.pen.bar
        bar(mm(10), mm(10), mm(190), mm(128.5), mm(3), 1.6 * self.scale, stroke=_STROKE)
        bar(mm(11.6), mm(11.6), mm(186.8), mm(125.3), mm(2), 0.4, stroke=_STROKE)

    def _brand(self, lines: Sequence[str]) -> None:
        self._mark(_LEFT, 17.5, 20)
        first = 26.2 if len(lines) > 1 else 29.4
        spaced = round(_TRACKING * self.scale * 10)
        rooms = [self._mm(66) - len(words) * _TRACKING * self.scale * MM_PER_POINT for words in lines[:2]]
        sizes = [
            self.pen.fitted(words, "bold", self._points(12.5), room) if room > 0 else 0.0
            for words, room in zip(lines[:2], rooms, strict=True)
        ]
        if any(size < _LEAST for size in sizes):
            self._block(47, 17.5, " ".join(lines), 12.5, 66, 20, "bold", "left")
            return
        for place, (words, size) in enumerate(zip(lines, sizes, strict=False)):
            self.pen.raw(b"q %d Tc " % spaced)
            self.pen.text(self._mm(47), self._mm(first + place * 6.6), words, size, "bold", colour=PETROL_TEXT)
            self.pen.raw(b"Q\n")

    def _slogans(self, slogans: Sequence[str]) -> None:
        """Both languages with the mark between, the first larger; one alone has all the room."""
        first, *others = slogans or ("",)
        if not others:
            self._slogan(first, 54, "bold", 54.2, 47)
            self._ornament(107)
            return
        self._slogan(first, 46, "bold", 53, 37)
        self._ornament(95.8)
        self._slogan(others[0], 28, "medium", 99.8, 13)

    def _slogan(self, words: str, size: float, face: FaceName, top: float, height: float) -> None:
        """As large as the box takes it, in lines of equal weight; a long one in as many as it needs."""
        pen, width = self.pen, self._mm(_SLOGAN_WIDTH)
        points, lines = slogan_lines(pen, words, self._points(size), width, self._mm(height), face)
        step = points * LINE_STEP
        above = (self._mm(height) - (len(lines) - 1) * step + points * CAP) / 2
        for place, line in enumerate(lines):
            base = self._mm(top) + above + place * step
            pen.text(self._mm(_MIDDLE), base, line, points, face, "centre", PETROL_TEXT)

    def _ornament(self, middle: float) -> None:
        self._rule(80, 98, middle, 0.8)
        self._rule(112, 130, middle, 0.8)
        self._mark(_MIDDLE - 3.5, middle - 3.5, 7)

    def _hotline(self, of: SignSet) -> None:
        self._line(_LEFT, 120.2, " · ".join(of.words.hotline), 9.5, 100)
        self._line(_LEFT, 131.8, of.hotline, 30, 100, face="bold", colour=PETROL_TEXT)

    def _page(self, of: SignSet) -> float:
        """The QR, four modules of white around it, what it leads to before it; how far right the rule above may go."""
        size = max(self._mm(17), _LEAST_QR)
        x, low, white = self._mm(_RIGHT) - size, self._mm(_INSIDE) - size * _QUIET, size * _QUIET
        self.pen.raw(PETROL_TEXT + b" " + qr(of.address, units(x), self.pen.y(low), units(size)))
        points = self._points(9.5)
        for place, words in enumerate(reversed(of.words.page)):
            base = low - size * 0.06 - place * points * 0.47
            self.pen.line(x - white, base, words, points, self._mm(60), align="right", colour=PALE)
        return _RIGHT if low - size - white >= self._mm(114) else (x - white) / self.scale

    def _mark(self, x: float, top: float, size: float) -> None:
        """The emblem, of which a unit is half its side, in a box of this size."""
        self.pen.form(EMBLEM, self._mm(x + size / 2), self._mm(top + size / 2), self._mm(size / 2))

    def _rule(self, x0: float, x1: float, y: float, points: float) -> None:
        self.pen.rule(self._mm(x0), self._mm(y), self._mm(x1), self._mm(y), max(0.3, points * self.scale), _STROKE)

    def _line(
        self, x: float, y: float, words: str, size: float, width: float, align: Align = "left", face: FaceName = "regular",
        colour: bytes = PALE,
    ) -> None:  # fmt: skip
        self.pen.line(self._mm(x), self._mm(y), words, self._points(size), self._mm(width), face, align, colour)

    def _block(
        self, x: float, top: float, words: str, size: float, width: float, height: float, face: FaceName,
        align: Align = "centre",
    ) -> None:  # fmt: skip
        """In the middle of its height, in petrol."""
        at = x + width * {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        box = (self._mm(width), self._mm(height))
        self.pen.block(self._mm(at), self._mm(top), words, self._points(size), *box, face, align, PETROL_TEXT, middle=True)
