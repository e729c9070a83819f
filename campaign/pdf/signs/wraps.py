"""Wraps for bars of soap of 75 × 50 × 25 mm: strips of 165 × 50 mm, five on A4, with fold ticks and cut marks.

A strip from left to right: narrow side 25, front 50, narrow side 25, back 50, flap 15 to glue.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from campaign.pdf.badges.pen import PALE, PETROL, PETROL_TEXT, Pen
from campaign.pdf.document import TAGS, About, Document
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.marks import emblem, qr
from campaign.pdf.measures import A4, POINTS_PER_MM, units
from campaign.pdf.signs.door import EMBLEM
from campaign.pdf.signs.schemas import WrapSet

STRIPS: Final = 5  # on a page
_WIDE, _HIGH = 165.0, 50.0
_LEFT, _TOP, _STEP = 22.5, 12.0, 56.0
_PANELS: Final = (25.0, 50.0, 25.0, 50.0)
_STROKE: Final = PETROL + b" RG"
_SMALL: Final = 7.0  # pt
# The points of a drop of unit height, its tip at 0, 0.
_DROP: Final = (
    (0, 0), (0.12, 0.32), (0.36, 0.45), (0.36, 0.66), (0.36, 1.11), (-0.36, 1.11), (-0.36, 0.66), (-0.36, 0.45), (-0.12, 0.32),
    (0, 0),
)  # fmt: skip
_MARK, _OFF = 3.0, 1.0  # mm: length of a cut mark and its distance from the trim


def wraps(of: WrapSet) -> Iterator[bytes]:
    """The PDF piece by piece: one strip drawn once, five of them a page; the same set gives the same bytes."""
    case, (width, height) = TypeCase(), A4
    about = About(of.title, TAGS.get(of.language, of.language), of.author, of.motto)
    document = Document(about, width * POINTS_PER_MM, height * POINTS_PER_MM)
    pen = Pen(case, _HIGH)
    _Strip(pen, of).draw()
    strip = pen.taken()
    tops = [_TOP + place * _STEP for place in range(STRIPS)]
    page = b"".join(b"q 1 0 0 1 %d %d cm /Strip Do Q\n" % (units(_LEFT), units(height - top - _HIGH)) for top in tops)
    yield document.begin()
    for _ in range(of.pages):
        yield document.page(b".1 0 0 .1 0 0 cm /Page Do\n")
    yield document.form("Page", page)
    yield document.form("Strip", strip)
    yield document.form(EMBLEM.decode(), emblem(PETROL))
    yield from document.end(case, ())


class _Strip:
    """What stands on one strip."""

    def __init__(self, pen: Pen, of: WrapSet) -> None:
        self.pen, self.of = pen, of

    def draw(self) -> None:
        self._borders()
        self._ticks()
        self._side(12.5)
        self._front(50)
        for place, high in enumerate((7, 11, 7)):
            self._drop(80.5 + place * 7, 22 - high / 2, high)
        self._where(87.5, 33, 1)
        self._back(100)
        self._flap()

    def _borders(self) -> None:
        for y, points in ((2.2, 1.6), (3.4, 0.4), (_HIGH - 2.2, 1.6), (_HIGH - 3.4, 0.4)):
            self.pen.rule(0, y, _WIDE, y, points, _STROKE)

    def _ticks(self) -> None:
        """Where to fold, and where to cut; all of it outside the trim."""
        for x in accumulate(_PANELS):
            self.pen.rule(x, -2.5, x, -0.5, 0.3)
            self.pen.rule(x, _HIGH + 0.5, x, _HIGH + 2.5, 0.3)
        for x, way_x in ((0.0, -1), (_WIDE, 1)):
            for y, way_y in ((0.0, -1), (_HIGH, 1)):
                self.pen.rule(x + way_x * _OFF, y, x + way_x * (_OFF + _MARK), y, 0.3)
                self.pen.rule(x, y + way_y * 0.5, x, y + way_y * 2.8, 0.3)

    def _side(self, middle: float) -> None:
        """The narrow side: the hotline, or the mark where there is none."""
        if not self.of.hotline:
            self._mark(middle, 20, 10)
            return
        for place, words in enumerate(self.of.caption):
            self.pen.line(middle, 15 + place * 3.6, words, _SMALL, 23, align="centre", colour=PALE)
        self.pen.line(middle, 30, self.of.hotline, 21, 22, "bold", "centre", PETROL_TEXT)

    def _front(self, middle: float) -> None:
        self._mark(middle, 7, 13)
        for place, words in enumerate(self.of.front[:2]):
            size, face, base = (14.5, "medium", 38.4) if place else (19.0, "bold", 30.4)
            self.pen.line(middle, base, words, size, 46, face, "centre", PETROL_TEXT)  # type: ignore[arg-type]
        self.pen.line(middle, 43.6, self.of.motto, _SMALL, 46, align="centre", colour=PALE)

    def _back(self, left: float) -> None:
        """A thought in each language at the left, the QR and where it all is at the right."""
        room = 28.0 if self.of.address else 42.0
        high = (_HIGH - 12) / max(1, len(self.of.back))
        for place, (strong, rest) in enumerate(self.of.back):
            top = 6 + place * (high + 0.6)
            end = self.pen.block(left + 3.5, top, strong, _SMALL, room, high / 2, "semibold", colour=PETROL_TEXT)
            self.pen.block(left + 3.5, end + 0.9, rest, _SMALL, room, top + high - end - 0.9, colour=PETROL_TEXT)
        if not self.of.address:
            return
        self.pen.raw(PETROL_TEXT + b" " + qr(self.of.address, units(left + 33.2), self.pen.y(24.6), units(14.5)))
        self._where(left + 40.4, 27.4, 0)

    def _where(self, middle: float, top: float, which: int) -> None:
        """Region and year, each language on a side of its own."""
        for words in self.of.where[which : which + 1]:
            self.pen.block(middle, top, words, 6.5, 18.4, 12, align="centre", colour=PALE)

    def _flap(self) -> None:
        """Unprinted but for where to glue."""
        self.pen.raw(b"q 0 1 -1 0 %d %d cm " % (units(158.5), units(25)))
        self.pen.text(0, _HIGH + 0.8, self.of.glue, _SMALL, align="centre", colour=PALE)
        self.pen.raw(b"Q\n")

    def _mark(self, middle: float, top: float, size: float) -> None:
        self.pen.form(EMBLEM, middle, top + size / 2, size / 2)

    def _drop(self, x: float, top: float, h: float) -> None:
        """A drop of water, outline only."""
        ends = [n for across, down in _DROP for n in (units(x + h * across), self.pen.y(top + h * down))]
        path = b"%d %d m %d %d %d %d %d %d c %d %d %d %d %d %d c %d %d %d %d %d %d c h S\n" % tuple(ends)
        self.pen.raw(b"%b 10 w %b" % (_STROKE, path))
