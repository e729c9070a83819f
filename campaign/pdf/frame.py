"""The frame of an office paper: head, running head of later pages, foot with sheet, page and QR, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from campaign.pdf.glyphs import TypeCase, base_page, visible
from campaign.pdf.ink import Ink
from campaign.pdf.marks import emblem, placed, qr
from campaign.pdf.measures import GREY, POINTS_PER_MM, SIGN_RULE, units
from campaign.pdf.schemas import ListingPaper, Words

_FOOT, _END = 20.5, 23.0  # mm above the lower edge: rule of the foot, end of the table
_QR, _QR_WHITE = 12.0, 3.0
_MARK, _BESIDE_MARK = 13.0, 17.0
_LABEL_SIZE = 9.5
_RIBBON = 3  # lines of a fact in its column, at most
_LARGER = 1.25
_LEAST_SMALL, _MOST_SMALL = 5.0, 3  # pt of the small words of the foot; lines of them at their usual size
_NUMBER = b"\0"  # no sign of a page has this code


@dataclass(frozen=True, slots=True)
class Format:
    """A4 with its margins in mm; the wide one is where the holes are punched."""

    width: float
    height: float
    left: float
    right: float
    top: float

    scale: float = 1

    @property
    def end(self) -> float:
        """Where the table must end, mm from the upper edge."""
        return self.height - _END

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of the sheet itself in points."""
        return self.width * self.scale * POINTS_PER_MM, self.height * self.scale * POINTS_PER_MM

    def enlarged(self) -> Format:
        """The same sheet for large type: laid out on so much less, and enlarged to its size. Its margins stay as they are."""
        of = (self.width / _LARGER, self.height / _LARGER, self.left / _LARGER, self.right / _LARGER, self.top / _LARGER)
        return Format(*of, scale=_LARGER)


LANDSCAPE = Format(297, 210, left=12, right=10, top=20)
PORTRAIT = Format(210, 297, left=22, right=10, top=11)


class Frame:
    """Head and foot of one paper. Places in mm from the upper left corner."""

    def __init__(self, case: TypeCase, of: Format, paper: ListingPaper) -> None:
        of = of.enlarged() if paper.large else of
        self.case, self.format, self.paper = case, of, paper
        self.left, self.right = of.left, of.width - of.right
        self.width = self.right - self.left
        self.short_title = paper.short_title or paper.head.title

    def ink(self) -> Ink:
        """An empty page of this format to draw on."""
        return Ink(self.case, self.format.height)

    def head(self, ink: Ink) -> float:
        """Mark, campaign line, title, lines and facts; the place where the table may start."""
        head = self.paper.head
        x, y = self.left + _BESIDE_MARK, self.format.top
        middle = units(_MARK / 2)
        ink.raw(placed(emblem(), units(self.left) + middle, ink.y(y) - middle, middle))
        if head.campaign:
            y = ink.lines(x, y + 3, head.campaign, self.right - x, 8, "medium", grey=GREY) - 3
        end = ink.lines(x, y + 9.4, head.title, self.right - x, 14, "bold", leading=6)
        for line in head.lines:
            end = ink.lines(x, end + 4.5, line, self.right - x, 9.5, leading=4.5)
        below = max(end + 4.3, y + 15.5)
        return self.facts(ink, head.facts, head.fact_columns, below) if head.facts else below

    def facts(self, ink: Ink, facts: Sequence[tuple[str, str]], columns: int, y: float) -> float:
        """A strip of label over value, in equal columns, a long value across all of them; the place where it ends."""
        wide = self.width / columns
        for row in self._rows_of(ink, facts, columns):
            last, room = y, wide if len(row) > 1 else self.width
            for place, (label, value) in enumerate(row):
                x = self.left + place * wide
                ink.text(x, y + 2.6, label, 7, grey=GREY)
                last = max(last, ink.lines(x, y + 6.6, value, room - 3, 9, "semibold"))
            y = last + 2.7
        return y + 0.8

    def _rows_of(self, ink: Ink, facts: Sequence[tuple[str, str]], columns: int) -> Iterator[list[tuple[str, str]]]:
        """The facts that stand beside one another, in their order; alone the one whose column would be a ribbon."""
        row: list[tuple[str, str]] = []
        for fact in facts:
            is_long = len(ink.block(fact[1], self.width / columns - 3, 9, "semibold").lines) > _RIBBON
            if row and (is_long or len(row) == columns):
                yield row
                row = []
            row.append(fact)
            if is_long:
                yield row
                row = []
        if row:
            yield row

    def running_head(self, ink: Ink) -> float:
        """Short title and "continued", one line; the place where the table may start."""
        y = self.format.top + 3
        continued = self.paper.words.continued
        room = self.width - ink.width(continued, 8) - 6
        end = ink.lines(self.left, y, self.short_title, room, 8.5, "semibold")
        ink.text(self.right, y, continued, 8, align="right", grey=GREY)
        return end + 2.5

    def foot(self, ink: Ink) -> None:
        """The part of the foot that is the same on all pages."""
        stamp, words = self.paper.stamp, self.paper.words
        y = self.format.height - _FOOT
        ink.rule(self.left, y, self.right, y, SIGN_RULE)
        ink.text(self.left, y + 4.6, f"{words.sheet} {words.sign} {stamp.number}", _LABEL_SIZE, "bold")
        said = [words.revision.format(stamp.revision)]
        if stamp.printed:
            said.append(f"{words.printed} {stamp.printed}")
        said.append(self.short_title)
        room = self.right - _QR - _QR_WHITE - self.left
        size, leading = self._small(" · ".join(said), room)
        end = ink.lines(self.left, y + 8.6, " · ".join(said), room, size, grey=GREY, leading=leading)
        if self.paper.legal:
            ink.lines(self.left, end + leading + 0.2, self.paper.legal, room, size, grey=GREY, leading=leading)

    def _small(self, said: str, room: float) -> tuple[float, float]:
        """Type and leading of the small words of the foot: as much smaller as keeps them on what a printer can print."""
        size, trial = 7.0, self.ink()
        while size > _LEAST_SMALL:
            lines = sum(len(trial.block(words, room, size).lines) for words in (said, self.paper.legal) if words)
            if lines * size <= _MOST_SMALL * 7.0:
                break
            size -= 0.25
        return size, 3 * size / 7

    def page_foot(self, page: int, label: PageLabel) -> bytes:
        """The part of the foot that belongs to one page: its number, and the QR of sheet and page."""
        y = self.format.height - _FOOT
        out = label.operators(page, self._label_end(), units(self.format.height - y - 4.6))
        address = self.paper.stamp.address
        if address:
            place = (units(self.right - _QR), units(self.format.height - y - 2.2 - _QR))
            out += qr(address.replace("{page}", str(page)), *place, units(_QR))
        return out

    def _label_end(self) -> int:
        white = _QR + _QR_WHITE if self.paper.stamp.address else 0
        return units(self.right - white)


class PageLabel:
    """ "Page x of y" while y is not known yet: the number of pages is a form, written after the last page.

    The label leaves room for as many digits as are expected; figures are of equal width.
    """

    FORM = "Total"

    def __init__(self, case: TypeCase, words: Words) -> None:
        self.case, self.base = case, base_page("bold")
        self.size = round(_LABEL_SIZE * 10)
        self.font = case.font(case.base("bold"), self.size)
        self.parts = [(part, *self._set(part)) for part in _parts(words.page)]
        self.figure = self._set("0")[1]
        self.room = self.figure
        self._known: dict[tuple[int, int, int], bytes] = {}
        self.flush_right = bool(self.parts) and self.parts[-1][0] != "{1}"

    def _set(self, text: str) -> tuple[bytes, float]:
        """The codes of a text, with digits of equal width, and its length in page units."""
        plain = visible(text, "bold")
        code = self.base.encode(plain, figures=True) or b"?"
        return code, sum(map(self.base.table.__getitem__, code)) * self.size / 1000

    def expect(self, pages: int) -> None:
        """Leave room for so many pages; a number that comes out a digit longer is set narrower."""
        self.room = self.figure * len(str(pages))

    def operators(self, page: int, end: int, y: int) -> bytes:
        """The label of a page, ending at `end`, on base line y, in page units."""
        number = self.base.encode(str(page), figures=True) or b""
        key = (len(number), end, y)
        if key not in self._known:
            self._known[key] = self._template(*key)
        return self._known[key].replace(_NUMBER, number)

    def _template(self, digits: int, end: int, y: int) -> bytes:
        """The label with a place for a page number of so many digits."""
        wide = {"{0}": digits * self.figure, "{1}": self.room}
        x = start = end - sum(wide.get(part, length) for part, _, length in self.parts)
        out, run = [], b""
        for part, code, length in self.parts:
            if part == "{1}":
                out += [self._run(start, y, run), b"q 1 0 0 1 %d %d cm /Total Do Q\n" % (round(x), y)]
                run, start = b"", x + self.room
            else:
                run += _NUMBER if part == "{0}" else code
            x += wide.get(part, length)
        return b"".join([*out, self._run(start, y, run)])

    def _run(self, x: float, y: int, codes: bytes) -> bytes:
        return b"BT %b %d %d Td(%b)Tj ET\n" % (self.font, round(x), y, codes) if codes else b""

    def total(self, pages: int) -> bytes:
        """The form itself: the number of pages, standing at the side where text adjoins."""
        code, length = self._set(str(pages))
        share = min(1.0, self.room / length)
        x = self.room - length * share if self.flush_right else 0
        narrow = b"" if share == 1 else b"%d Tz" % int(share * 100)
        return b"BT %b %b %d 0 Td(%b)Tj ET\n" % (self.font, narrow, round(x), code)


def _parts(template: str) -> list[str]:
    """The template "page {} of {}" as ["page ", "{0}", " of ", "{1}"]."""
    parts: list[str] = []
    unnamed = iter("01")
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            parts.append(literal)
        if name is not None:
            parts.append(f"{{{name or next(unnamed)}}}")
    return parts
