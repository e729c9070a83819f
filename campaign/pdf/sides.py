"""A paper in two languages side by side: paragraphs that start level, one table for both, signatures of several parties.

Words come in pairs, left and right. `render` lays the parts out from top to bottom; a part that does not fit goes to the next
page as a whole, a table between its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.pdf.frame import PORTRAIT, Frame
from campaign.pdf.grid import Grid, GridDrawer
from campaign.pdf.imprint import Imprint
from campaign.pdf.marks import emblem, placed
from campaign.pdf.measures import GREY, LEADING, LINE, SIGN_RULE, THIN_RULE, units
from campaign.pdf.pages import Pages, framed, written
from campaign.pdf.schemas import Column, Head, SheetStamp, Words

__all__ = ["Column", "Dated", "Grid", "Labelled", "Paragraph", "Part", "Party", "SidesPaper", "Signatures", "Title", "render"]

Pair = tuple[str, str]
_GUTTER = 8.0  # mm between the sides
_MARK = 14.0
_TEXT, _LABEL = 9.5, 7.5  # pt
_ABOVE_SIGNS = 3.0  # mm of white
_SIGN = 34.0  # mm, the height of a block of signatures without long names


@dataclass(frozen=True, slots=True)
class Title:
    """The mark, and below it on each side a title and the lines that explain it."""

    words: Pair
    lines: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class Dated:
    """One line: a date on both sides and the number in the middle; below it the place."""

    number: str
    date: Pair
    place: Pair


@dataclass(frozen=True, slots=True)
class Labelled:
    """A small label over a text, on both sides, between thin rules."""

    label: Pair
    text: Pair


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text on both sides; `strong` is set in front of it as a line of its own."""

    text: Pair
    strong: Pair = ("", "")


@dataclass(frozen=True, slots=True)
class Party:
    """Who signs: the part played (left and right one below the other), the name if it is known, and the line for a date."""

    part: Pair
    name: str
    dated: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """The blocks of all parties in a row; `caption` stands below the line to sign on, `seal` at its right end."""

    parties: Sequence[Party]
    caption: str
    seal: str


Part = Title | Dated | Labelled | Paragraph | Grid | Signatures


@dataclass(frozen=True, slots=True)
class SidesPaper:
    """A paper in two languages. `language` is the tag of the left one; `words` are the kit's own words, for both."""

    language: str
    title: str
    short_title: str
    parts: Sequence[Part]
    stamp: SheetStamp
    words: Words
    legal: str = ""
    author: str = ""


def render(paper: SidesPaper) -> bytes:
    """The whole PDF; equal papers give equal bytes."""
    head = Head(paper.title)
    imprint = Imprint(paper.title, paper.language, paper.stamp, paper.words, paper.author)
    frame = framed(PORTRAIT, head, imprint, short_title=paper.short_title, legal=paper.legal)
    return written(_Pages(frame).laid_out(paper.parts), imprint)


class _Pages(Pages):
    """Pages with two sides."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.side = (frame.width - _GUTTER) / 2
        self.second = self.left + self.side + _GUTTER

    def laid_out(self, parts: Sequence[Part]) -> _Pages:
        """Every part in its order."""
        for place, part in enumerate(parts):
            match part:
                case Title():
                    self._title(part)
                case Dated():
                    self._dated(part)
                case Labelled():
                    self._labelled(part)
                case Paragraph():
                    self._paragraph(part, self._signed(parts[place + 1 :]))
                case Grid():
                    GridDrawer(self, part).draw()
                case Signatures():
                    self._signatures(part)
        return self

    def _pair(self, text: Pair, size: float = _TEXT) -> None:
        """A paragraph on both sides, with its first base lines level; the longer one sets the height."""
        step = size * LEADING
        ends = [
            self.ink.lines(x, self.y + step, words, self.side, size)
            for x, words in zip((self.left, self.second), text, strict=True)
        ]
        self.y = max(ends) + 1.2

    def _pair_height(self, text: Pair, size: float = _TEXT) -> float:
        return size * LEADING + max(self.height(words, self.side, size) for words in text) + 1.2

    def _title(self, part: Title) -> None:
        middle, half = units((self.left + self.right) / 2), units(_MARK / 2)
        self.ink.raw(placed(emblem(), middle, self.ink.y(self.y) - half, half))
        self.y += _MARK + 6
        centres = (self.left + self.side / 2, self.second + self.side / 2)
        base = self.y
        for side, x in enumerate(centres):
            end = self.ink.lines(x, base, part.words[side], self.side, 13, "bold", "centre")
            for line in part.lines:
                end = self.ink.lines(x, end + 4.6, line[side], self.side, _TEXT, align="centre")
            self.y = max(self.y, end)
        self.y += 7

    def _dated(self, part: Dated) -> None:
        ink, base = self.ink, self.y
        ink.text((self.left + self.right) / 2, base, part.number, 11, "bold", "centre")
        ink.text(self.left, base, part.date[0], _TEXT)
        ink.text(self.right, base, part.date[1], _TEXT, align="right")
        ends = (
            ink.lines(self.left, base + 4.8, part.place[0], self.side, 8.5, grey=GREY),
            ink.lines(self.right, base + 4.8, part.place[1], self.side, 8.5, align="right", grey=GREY),
        )
        self.y = max(ends) + 4

    def _labelled(self, part: Labelled) -> None:
        self.need(6 + self._pair_height(part.text))
        self.ink.rule(self.left, self.y, self.right, self.y, THIN_RULE, LINE)
        for x, words in zip((self.left, self.second), part.label, strict=True):
            self.ink.text(x, self.y + 3.8, words, _LABEL, "semibold", grey=GREY)
        self.y += 4.4
        self._pair(part.text)
        self.y += 1
        self.ink.rule(self.left, self.y, self.right, self.y, THIN_RULE, LINE)

    def _paragraph(self, part: Paragraph, follows: float) -> None:
        strong = 4.4 if part.strong != ("", "") else 0
        self.need(2.5 + strong + self._pair_height(part.text) + follows)
        self.y += 1.6
        if strong:
            for x, words in zip((self.left, self.second), part.strong, strict=True):
                self.ink.text(x, self.y + 3.4, words, 9, "semibold")
            self.y += strong
        self._pair(part.text)
        self.y += 0.8

    def _signed(self, parts: Sequence[Part]) -> float:
        """The height of the signatures if they come next: they never stand alone on a page."""
        if not parts or not isinstance(part := parts[0], Signatures):
            return 0
        return _SIGN + self._names(part)[1]

    def _names(self, part: Signatures) -> tuple[float, float]:
        """How wide a party's block is, and what its longest name adds to the height."""
        count = len(part.parties)
        width = (self.frame.width - 6 * (count - 1)) / count
        return width, max((self.height(party.name, width, 9) for party in part.parties), default=0)

    def _signatures(self, part: Signatures) -> None:
        width, names = self._names(part)
        self.need(_SIGN + _ABOVE_SIGNS + names)
        top = self.y + 4 + _ABOVE_SIGNS
        for place, party in enumerate(part.parties):
            self._block(part, party, self.left + place * (width + 6), top, width, names)
        self.y = top + _SIGN + names

    def _block(self, part: Signatures, party: Party, x: float, y: float, width: float, names: float) -> None:
        ink = self.ink
        ink.lines(x, y, party.part[0], width, 8, "bold")
        ink.lines(x, y + 3.8, party.part[1], width, 8, "bold")
        line = y + 17.5
        ink.rule(x, line, x + width, line, SIGN_RULE)
        ink.text(x, line + 3, part.caption, 6.5, grey=GREY)
        ink.text(x + width, line + 3, part.seal, 6.5, align="right", grey=GREY)
        if party.name:
            ink.lines(x, line + 7.8, party.name, width, 9, "semibold")
        else:
            ink.rule(x, line + 8.4, x + width, line + 8.4, SIGN_RULE)
        ink.text(x, line + 13.2 + names, party.dated, 8)
