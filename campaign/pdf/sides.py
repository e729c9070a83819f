"""A paper in two languages side by side: paragraphs that start level, one table for both, signatures of several parties.

Words come in pairs, left and right. `render` lays the parts out from top to bottom; a part that does not fit goes to the next
page as a whole, a table between its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.pdf.document import About, Document
from campaign.pdf.flow import FOOT_FORM
from campaign.pdf.frame import PORTRAIT, Frame, PageLabel
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.ink import Ink
from campaign.pdf.marks import emblem, placed
from campaign.pdf.measures import BOLD_RULE, GREY, LEADING, LINE, PAD_BOTH, PAD_LEFT, SIGN_RULE, THIN_RULE, Align, units
from campaign.pdf.schemas import Column, Head, ListingPaper, SheetStamp, Words

Pair = tuple[str, str]
_GUTTER = 8.0  # mm between the sides
_MARK = 14.0
_TEXT, _LABEL, _HEAD, _CELL = 9.5, 7.5, 7.5, 9.0  # pt
_ROW = 8.5  # mm; a hand ticks and writes in it
_BOX = 4.2
_SIGN = 34.0  # mm, the height of a block of signatures without long names
_POINTS_PER_MM = 72 / 25.4
_SCALE = b".1 0 0 .1 0 0 cm /%b Do\n" % FOOT_FORM.encode()


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
class Grid:
    """One table for both languages; the texts of `box` and `blank` columns are not printed. `empty` stands for no rows."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    empty: str = ""


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
    case = TypeCase()
    frame = Frame(case, PORTRAIT, _as_list(paper))
    pages = _Pages(frame).laid_out(paper.parts)
    label = PageLabel(case, paper.words)
    label.expect(len(pages))
    about = About(
        f"{paper.title} – {paper.words.sheet} № {paper.stamp.number}", paper.language, paper.author, paper.short_title
    )
    document = Document(about, frame.format.width * _POINTS_PER_MM, frame.format.height * _POINTS_PER_MM)
    out = [document.begin()]
    out += [document.page(_SCALE + ink.operators() + frame.page_foot(number, label)) for number, ink in enumerate(pages, 1)]
    foot = frame.ink()
    frame.foot(foot)
    out += [document.form(FOOT_FORM, foot.operators()), document.form(PageLabel.FORM, label.total(document.pages))]
    return b"".join([*out, *document.end(case, [])])


def _as_list(paper: SidesPaper) -> ListingPaper:
    """The same head and foot as every other paper."""
    return ListingPaper(
        paper.language, Head(paper.title), (), (), 0, paper.stamp, paper.words, paper.short_title, paper.legal, landscape=False
    )


class _Pages:
    """Pages that are being filled from top to bottom; `y` is where the next part starts, in mm from the upper edge."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.left, self.right = frame.left, frame.right
        self.side = (frame.width - _GUTTER) / 2
        self.second = self.left + self.side + _GUTTER
        self.pages: list[Ink] = [frame.ink()]
        self.y = frame.format.top

    @property
    def ink(self) -> Ink:
        return self.pages[-1]

    def laid_out(self, parts: Sequence[Part]) -> list[Ink]:
        """Every part in its order."""
        for part in parts:
            match part:
                case Title():
                    self._title(part)
                case Dated():
                    self._dated(part)
                case Labelled():
                    self._labelled(part)
                case Paragraph():
                    self._paragraph(part)
                case Grid():
                    self._grid(part)
                case Signatures():
                    self._signatures(part)
        return self.pages

    def _need(self, height: float) -> bool:
        """Go to a new page unless so much fits on this one; whether it did."""
        if self.y + height <= self.frame.format.end:
            return False
        self.pages.append(self.frame.ink())
        self.y = self.frame.running_head(self.ink) + 3
        return True

    def _height(self, text: str, width: float, size: float) -> float:
        """How far below the first base line the last one is."""
        return self.frame.ink().lines(0, 0, text, width, size)

    def _pair(self, text: Pair, size: float = _TEXT) -> None:
        """A paragraph on both sides, with its first base lines level; the longer one sets the height."""
        step = size * LEADING
        ends = [
            self.ink.lines(x, self.y + step, words, self.side, size)
            for x, words in zip((self.left, self.second), text, strict=True)
        ]
        self.y = max(ends) + 1.2

    def _pair_height(self, text: Pair, size: float = _TEXT) -> float:
        return size * LEADING + max(self._height(words, self.side, size) for words in text) + 1.2

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
        self._need(6 + self._pair_height(part.text))
        self.ink.rule(self.left, self.y, self.right, self.y, THIN_RULE, LINE)
        for x, words in zip((self.left, self.second), part.label, strict=True):
            self.ink.text(x, self.y + 3.8, words, _LABEL, "semibold", grey=GREY)
        self.y += 4.4
        self._pair(part.text)
        self.y += 1
        self.ink.rule(self.left, self.y, self.right, self.y, THIN_RULE, LINE)

    def _paragraph(self, part: Paragraph) -> None:
        strong = 4.4 if part.strong != ("", "") else 0
        self._need(2.5 + strong + self._pair_height(part.text))
        self.y += 1.6
        if strong:
            for x, words in zip((self.left, self.second), part.strong, strict=True):
                self.ink.text(x, self.y + 3.4, words, 9, "semibold")
            self.y += strong
        self._pair(part.text)
        self.y += 0.8

    def _widths(self, columns: Sequence[Column]) -> list[float]:
        share = self.frame.width / sum(column.width for column in columns)
        return [column.width * share for column in columns]

    def _grid(self, part: Grid) -> None:
        widths = self._widths(part.columns)
        self._need(30)
        self.y += 2
        self._grid_head(part.columns, widths)
        for row in part.rows:
            height = self._row_height(part.columns, widths, row)
            if self._need(height):
                self._grid_head(part.columns, widths)
            self._row(part.columns, widths, row, height)
        if not part.rows:
            self.ink.text((self.left + self.right) / 2, self.y + 5.4, part.empty, 9, align="centre")
            self.y += _ROW
        self.ink.rule(self.left, self.y, self.right, self.y, BOLD_RULE)
        self.y += 2

    def _grid_head(self, columns: Sequence[Column], widths: Sequence[float]) -> None:
        step = _HEAD * 0.41
        tall = [
            self._height(column.title, width - PAD_BOTH, _HEAD) + step for column, width in zip(columns, widths, strict=True)
        ]
        height, x = max(tall) + 2.4, self.left
        self.ink.rule(self.left, self.y, self.right, self.y, BOLD_RULE)
        for column, width in zip(columns, widths, strict=True):
            at = x + PAD_LEFT if column.align == "left" else x + width / 2
            align: Align = "left" if column.align == "left" else "centre"
            self.ink.lines(at, self.y + step + 0.6, column.title, width - PAD_BOTH, _HEAD, "semibold", align, leading=step)
            if x > self.left:
                self.ink.rule(x, self.y, x, self.y + height, THIN_RULE, LINE)
            x += width
        self.y += height
        self.ink.rule(self.left, self.y, self.right, self.y, BOLD_RULE)

    def _row_height(self, columns: Sequence[Column], widths: Sequence[float], row: Sequence[str]) -> float:
        tall = [
            self._height(text, width - PAD_BOTH, column.size)
            for column, width, text in zip(columns, widths, row, strict=True)
            if column.kind not in ("box", "blank")
        ]
        return max(_ROW, max(tall, default=0) + _CELL * LEADING + 2.4)

    def _row(self, columns: Sequence[Column], widths: Sequence[float], row: Sequence[str], height: float) -> None:
        x = self.left
        for column, width, text in zip(columns, widths, row, strict=True):
            if x > self.left:
                self.ink.rule(x, self.y, x, self.y + height, THIN_RULE, LINE)
            if column.kind == "box":
                self._box(x + width / 2, self.y + height / 2)
            elif column.kind != "blank":
                self._cell(column, x, width, text, height)
            x += width
        self.y += height
        self.ink.rule(self.left, self.y, self.right, self.y, THIN_RULE, LINE)

    def _cell(self, column: Column, x: float, width: float, text: str, height: float) -> None:
        lower = self._height(text, width - PAD_BOTH, column.size)
        at = {"left": x + PAD_LEFT, "centre": x + width / 2, "right": x + width - PAD_LEFT}[column.align]
        base = self.y + (height - lower) / 2 + column.size * 0.12
        self.ink.lines(at, base, text, width - PAD_BOTH, column.size, column.face, column.align)

    def _box(self, x: float, y: float) -> None:
        side = units(_BOX)
        self.ink.raw(b"0 G 7 w %d %d %d %d re S\n" % (units(x - _BOX / 2), self.ink.y(y + _BOX / 2), side, side))

    def _signatures(self, part: Signatures) -> None:
        count = len(part.parties)
        width = (self.frame.width - 6 * (count - 1)) / count
        names = max((self._height(party.name, width, 9) for party in part.parties), default=0)
        self._need(_SIGN + names)
        top = self.y + 4
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
