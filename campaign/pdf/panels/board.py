"""Where a panel is put together: texts measured, broken into lines and placed; what is placed is kept as shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from campaign.pdf.badges.pen import Pen
from campaign.pdf.fonts import FaceName
from campaign.pdf.glyphs import TypeCase, visible
from campaign.pdf.lines import breaks
from campaign.pdf.measures import UNITS_PER_MM, Align
from campaign.pdf.panels.shapes import Shape, Tint, Words

TEXT_STEP: Final = 0.48  # mm between lines that are read, for a point of type
HEAD_STEP: Final = 0.41  # mm between lines of a heading
_RISE: Final = 0.29  # mm from the upper edge of a line to its base line, for a point of type
_SINK: Final = 0.09  # mm from the last base line to the lower edge
_BESIDE: Final = 12.0  # mm between two languages that stand beside each other
_WIDE: Final = 190.0  # mm; what is narrower has its languages below each other


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: size in points, face, colour, the step between lines for a point."""

    size: float
    face: FaceName = "regular"
    tint: Tint = Tint.INK
    step: float = TEXT_STEP
    align: Align = "left"

    def sized(self, share: float) -> Type:
        return replace(self, size=self.size * share)

    def tinted(self, tint: Tint, face: FaceName | None = None) -> Type:
        return replace(self, tint=tint, face=face or self.face)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a panel begins and how wide it is; `share`: how large its type is; `tall`: room that is left over."""

    x: float
    top: float
    width: float
    share: float
    tall: float = 0

    @property
    def right(self) -> float:
        return self.x + self.width

    def below(self, top: float) -> Place:
        return replace(self, top=top)

    def within(self, left: float, right: float = 0) -> Place:
        """The same, narrower by so much at either side."""
        return replace(self, x=self.x + left, width=self.width - left - right)


class Board:
    """Collects shapes; every method that sets a text gives where it ends, and nothing is ever cut.

    `strain` is 1, or less where great type had to become smaller than it must be to be read from afar.
    """

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.strain = 1.0
        self.pen = Pen(TypeCase(), 0)

    def put(self, *shapes: Shape) -> None:
        self.shapes += shapes

    def strained(self, size: float, least: float) -> None:
        """Note that a text which should have this size at least has that one."""
        self.strain = min(self.strain, size / least)

    def wide(self, text: str, of: Type) -> float:
        """Length of a line in mm."""
        return self.pen.measured(text, of.face)[1] * of.size

    def fitted(self, text: str, of: Type, width: float) -> Type:
        """Small enough that the text takes one line."""
        return replace(of, size=max(1.0, self.pen.fitted(text, of.face, of.size, width)))

    def whole(self, text: str, of: Type, width: float) -> Type:
        """Small enough that no word is wider than the width."""
        return self.fitted(max(text.split() or [""], key=lambda word: self.wide(word, of)), of, width)

    def broken(self, text: str, of: Type, width: float) -> list[str]:
        """The lines of a text, which may have line ends of its own."""
        limit = width * UNITS_PER_MM * 100 / of.size
        found: list[str] = []
        for piece in text.split("\n"):
            plain = visible(piece, of.face)
            widths = [sign.width for sign in self.pen.case.signs(plain, of.face)]
            found += [plain[start:stop] for start, stop in breaks(plain, widths, limit)]
        return found

    def line(self, x: float, base: float, text: str, of: Type) -> None:
        """One line on its base line, of signs that can be drawn."""
        if text:
            self.put(Words(x, base, visible(text, of.face), of.size, of.face, of.align, of.tint))

    def text(self, place: Place, text: str, of: Type) -> float:
        """A text in lines from the upper edge of the place on; where it ends. Of no text: where it begins."""
        if not text:
            return place.top
        of = self.whole(text, of, place.width)
        lines, step = self.broken(text, of, place.width), of.size * of.step
        x = place.x + place.width * {"left": 0.0, "centre": 0.5, "right": 1.0}[of.align]
        first = place.top + of.size * _RISE
        for number, line in enumerate(lines):
            self.line(x, first + number * step, line, of)
        return first + (len(lines) - 1) * step + of.size * _SINK

    def single(self, place: Place, text: str, of: Type) -> float:
        """A text in one line from the upper edge of the place on, smaller where it is wider than that; where it ends."""
        of = self.fitted(text, of, place.width)
        self.line(place.x, place.top + of.size * _RISE, text, of)
        return place.top + of.size * (_RISE + _SINK)

    def stacked(self, place: Place, texts: Sequence[str], *types: Type, gap: float = 0.14) -> float:
        """Languages below each other, each in its own type (the last serves the others); `gap` in mm for a point."""
        end = place.top
        for number, text in enumerate(texts):
            of = types[min(number, len(types) - 1)]
            end = self.text(place.below(end + (of.size * gap if number else 0)), text, of)
        return end

    def pair(self, place: Place, texts: Sequence[str], of: Type) -> float:
        """Languages beside each other where there is room for it, beginning level; else below each other."""
        if len(texts) != 2 or place.width < _WIDE:
            return self.stacked(place, texts, of, gap=0.3)
        half = (place.width - _BESIDE) / 2
        sides = (place.within(0, half + _BESIDE), place.within(half + _BESIDE))
        return max(self.text(side, text, of) for side, text in zip(sides, texts, strict=True))

    def boxed(self, place: Place, text: str, of: Type, height: float) -> float:
        """A text in a box: smaller until its lines fit without a broken word; where the last line ends."""
        size, lines = self.pen.wrapped(text, of.size, place.width, height, of.face)
        of, step = replace(of, size=size), size * of.step
        first = place.top + size * _RISE
        x = place.x + place.width * {"left": 0.0, "centre": 0.5, "right": 1.0}[of.align]
        for number, line in enumerate(lines):
            self.line(x, first + number * step, line, of)
        return first + (len(lines) - 1) * step + size * _SINK
