"""The pages of the book, laid out from top to bottom; what does not fit goes to the next page of the stop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from campaign.pdf.badges.pen import PETROL
from campaign.pdf.book.schemas import Book, Labelled, Pair, Photo, Quote, Sign, Spread
from campaign.pdf.frame import Format, Frame
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.marks import emblem, placed
from campaign.pdf.measures import GREY, LEADING, LINE, SIGN_RULE, THIN_RULE, units
from campaign.pdf.pages import Pages
from campaign.pdf.pictures import PictureDrawer
from campaign.pdf.schemas import Head, ListingPaper, SheetStamp, Words

_A4: Final = Format(210, 297, left=20, right=20, top=18)
_GUTTER: Final = 8.0
_LEAD: Final = 105.0  # mm: the tallest first photo
_SMALL: Final = 68.0  # mm: the tallest of the others
_ACROSS: Final = 4  # figures in a row
_FOOT: Final = 11.0  # mm above the lower edge
_NOWHERE: Final = SheetStamp("")
_SILENT: Final = Words("", "{0}", "{}", "", "", "", "")


class BookPages(Pages):
    """The pages; `names` are the photos in the order in which they are first shown, `marks` where each stop begins."""

    def __init__(self, title: str) -> None:
        paper = ListingPaper("kk", Head(title), (), (), 0, _NOWHERE, _SILENT)
        super().__init__(Frame(TypeCase(), _A4, paper))
        self.side = (self.frame.width - _GUTTER) / 2
        self.second = self.left + self.side + _GUTTER
        self.running: Pair = ("", "")
        self.names: dict[str, str] = {}
        self.marks: list[tuple[str, int]] = []

    @cached_property
    def most(self) -> float:
        """How much fits on a page, in mm."""
        return self.frame.format.end - self.frame.format.top - 8

    def turn(self) -> None:
        """Go to a new page; within a stop its name stands on top."""
        self.pages.append(self.frame.ink())
        self.y = self.frame.format.top
        if any(self.running):
            self.ink.text(self.left, self.y, self.running[0], 8.5, "semibold")
            self.ink.text(self.right, self.y, self.running[1], 8.5, align="right", grey=GREY)
            self.ink.rule(self.left, self.y + 2, self.right, self.y + 2, THIN_RULE, LINE)
            self.y += 8

    def laid_out(self, book: Book) -> BookPages:
        """Every page in its order, numbered but for the cover."""
        self._cover(book)
        if book.route is not None:
            self._fresh()
            self._heading(book.map_heading)
            PictureDrawer(self, book.route).draw()
            self.pair(book.route_note, 9, grey=GREY)
        places = [self._spread(spread, book.missing) for spread in book.spreads]
        self._index(book, places)
        self._imprint(book)
        for number, ink in enumerate(self.pages[1:], 2):
            ink.text((self.left + self.right) / 2, self.frame.format.height - _FOOT, str(number), 9, align="centre", grey=GREY)
        return self

    def alone(self, spread: Spread, missing: Pair) -> BookPages:
        """The pages of one stop."""
        self._spread(spread, missing)
        del self.pages[0]
        self.marks = [(words, page - 1) for words, page in self.marks]
        return self

    def _fresh(self) -> None:
        """A new page of nobody."""
        self.running = ("", "")
        self.turn()

    def pair(self, text: Pair, size: float = 10, grey: float = 0.0, strong: bool = False) -> None:
        """A paragraph in two columns, the first lines level; the longer one sets the height."""
        if not any(text):
            return
        step, face = size * LEADING, "semibold" if strong else "regular"
        self.need(step + max(self.height(words, self.side, size) for words in text))
        ends = [
            self.ink.lines(x, self.y + step, words, self.side, size, face, grey=grey)  # type: ignore[arg-type]
            for x, words in zip((self.left, self.second), text, strict=True)
        ]
        self.y = max(ends) + size * 0.2

    def _heading(self, words: Pair) -> None:
        """Large at the head of a page: Kazakh above, Russian below."""
        end = self.ink.lines(self.left, self.y + 8, words[0], self.frame.width, 22, "bold")
        end = self.ink.lines(self.left, end + 8, words[1], self.frame.width, 14, "medium", grey=GREY)
        self.y = end + 6

    def _cover(self, book: Book) -> None:
        half, middle = units(24), (self.left + self.right) / 2
        self.ink.raw(placed(emblem(PETROL), units(middle), self.ink.y(78), half))
        y = 128.0
        for words, size, face in ((book.title[0], 30, "bold"), (book.title[1], 20, "medium")):
            y = self.ink.lines(middle, y, words, self.frame.width, size, face, "centre") + size * LEADING + 2  # type: ignore[arg-type]
        y += 6
        self.ink.rule(middle - 25, y, middle + 25, y, SIGN_RULE)
        y += 12
        for words, size in ((book.region[0], 15), (book.region[1], 13), (book.span[0], 11), (book.span[1], 11)):
            y = self.ink.lines(middle, y, words, self.frame.width, size, "regular", "centre") + size * LEADING + 1.5
        y = 258.0
        for words in (*book.campaign, " · ".join(dict.fromkeys(book.number))):
            y = self.ink.lines(middle, y, words, self.frame.width, 9.5, align="centre", grey=GREY) + 4.5

    def _spread(self, spread: Spread, missing: Pair) -> int:
        """The pages of a stop; the number of its first, from 1 on."""
        self._fresh()
        page = len(self.pages)
        self.marks.append((spread.place[0] or spread.place[1], page - 1))
        self.ink.text(self.left, self.y, spread.order, 9, "semibold", grey=GREY)
        self.y += 3
        self._heading(spread.place)
        self.running = spread.place
        self.pair(spread.days, 10, strong=True)
        self.pair(spread.way, 9, grey=GREY)
        self.y += 3
        if any(spread.empty):
            self._nothing(spread, missing)
            return page
        self._content(spread)
        self._missing(spread, missing)
        return page

    def _content(self, spread: Spread) -> None:
        if spread.photos:
            self._photo(spread.photos[0], self.left, self.frame.width, _LEAD)
        self.pair(spread.lead, 10)
        self._figures(spread.figures)
        if spread.quote is not None:
            self._quote(spread.quote)
        for first in range(1, len(spread.photos), 2):
            self._row(spread.photos[first : first + 2])
        self._signs(spread.signs)

    def _nothing(self, spread: Spread, missing: Pair) -> None:
        """In the middle of the page: nothing was handed in, by whom, and what."""
        self.y += 40
        self.ink.rule(self.left, self.y, self.right, self.y, SIGN_RULE)
        self.y += 6
        self.pair(spread.empty, 15, strong=True)
        self.y += 4
        self.pair(spread.owes, 11)
        self.y += 4
        self._missing(spread, missing)
        self.ink.rule(self.left, self.y + 4, self.right, self.y + 4, SIGN_RULE)

    def _missing(self, spread: Spread, missing: Pair) -> None:
        if not spread.missing:
            return
        self.y += 3
        self.pair(missing, 8.5, grey=GREY, strong=True)
        for words in spread.missing:
            self.pair((f"– {words[0]}", f"– {words[1]}"), 8.5, grey=GREY)

    def _fit(self, photo: Photo, width: float, tall: float) -> tuple[float, float]:
        scale = min(width / photo.width, tall / photo.height)
        return photo.width * scale, photo.height * scale

    def _caption_height(self, photo: Photo, width: float) -> float:
        lines = [words for words in (*photo.caption, photo.credit) if words]
        return sum(self.height(words, width, 8.5) + 4 for words in lines) + 3

    def _photo(self, photo: Photo, x: float, width: float, tall: float) -> None:
        """A photo over its captions, in the width; the whole of it on one page."""
        wide, high = self._fit(photo, width, tall)
        self.need(high + self._caption_height(photo, width) + 2)
        self._draw(photo, x + (width - wide) / 2, self.y, wide, high)
        self.y = self._captions(photo, x, self.y + high, width) + 4

    def _row(self, photos: Sequence[Photo]) -> None:
        """Two photos side by side, their captions level below the taller one."""
        fitted = [self._fit(photo, self.side, _SMALL) for photo in photos]
        high = max(height for _wide, height in fitted)
        below = max(self._caption_height(photo, self.side) for photo in photos)
        self.need(high + below + 2)
        ends = []
        for photo, (wide, height), x in zip(photos, fitted, (self.left, self.second), strict=False):
            self._draw(photo, x, self.y + high - height, wide, height)
            ends.append(self._captions(photo, x, self.y + high, self.side))
        self.y = max(ends) + 4

    def _draw(self, photo: Photo, x: float, y: float, wide: float, high: float) -> None:
        name = self.names.setdefault(photo.key, f"Photo{len(self.names)}").encode("ascii")
        place = (units(wide), units(high), units(x), self.ink.y(y + high))
        self.ink.raw(b"q %d 0 0 %d %d %d cm /%b Do Q\n" % (*place, name))

    def _captions(self, photo: Photo, x: float, y: float, width: float) -> float:
        for words, grey in ((photo.caption[0], 0.0), (photo.caption[1], GREY), (photo.credit, GREY)):
            if words:
                y = self.ink.lines(x, y + 4, words, width, 8.5, grey=grey)
        return y

    def _figures(self, figures: Sequence[Labelled]) -> None:
        """Large numbers in a row, what they count below in both languages."""
        wide = self.frame.width / _ACROSS
        for first in range(0, len(figures), _ACROSS):
            row = figures[first : first + _ACROSS]
            below = max(self.height(words, wide - 4, 8) + 3.6 for one in row for words in one.label) * 2
            self.need(14 + below)
            self.ink.rule(self.left, self.y + 1, self.right, self.y + 1, THIN_RULE, LINE)
            ends = []
            for place, one in enumerate(row):
                x = self.left + place * wide
                end = self.ink.lines(x, self.y + 9, one.value[0], wide - 4, 17, "bold")
                if one.value[1] != one.value[0]:
                    end = self.ink.lines(x, end + 4.5, one.value[1], wide - 4, 9, "semibold")
                for words, grey in zip(one.label, (0.0, GREY), strict=True):
                    end = self.ink.lines(x, end + 4, words, wide - 4, 8, grey=grey)
                ends.append(end)
            self.y = max(ends) + 3

    def _quote(self, quote: Quote) -> None:
        said: Pair = (f"«{quote.text[0]}»" if quote.text[0] else "", f"«{quote.text[1]}»" if quote.text[1] else "")
        who = ", ".join(filter(None, (quote.speaker, quote.post[0]))), ", ".join(filter(None, (quote.speaker, quote.post[1])))
        self.need(14 + max(self.height(words, self.side, 11.5) for words in said))
        self.y += 2
        self.pair(said, 11.5)
        self.pair(who, 8.5, grey=GREY)
        self.y += 3

    def _signs(self, signs: Sequence[Sign]) -> None:
        if not signs:
            return
        self.need(38)
        self.y += 4
        line = max(self._part(sign, x) for sign, x in zip(signs, (self.left, self.second), strict=False)) + 13
        for sign, x in zip(signs, (self.left, self.second), strict=False):
            self.ink.rule(x, line, x + self.side, line, SIGN_RULE)
            self.y = max(self.y, self.ink.lines(x, line + 4.5, sign.name, self.side, 9, "medium") + 3)

    def _part(self, sign: Sign, x: float) -> float:
        """Who signs and as what, above the line; where it ends."""
        end = self.y
        for words, grey in zip(sign.part, (0.0, GREY), strict=True):
            end = self.ink.lines(x, end + 3.8, words, self.side, 8.5, "semibold", grey=grey)
        for words in filter(None, dict.fromkeys(sign.post)):
            end = self.ink.lines(x, end + 3.8, words, self.side, 8.5, grey=GREY)
        return end

    def _index(self, book: Book, places: Sequence[int]) -> None:
        self._fresh()
        self._heading(book.index_heading)
        for spread, page in zip(book.spreads, places, strict=True):
            wide = self.frame.width - 16
            names = " / ".join(dict.fromkeys(filter(None, spread.place)))
            said = spread.empty[1] and " · ".join(dict.fromkeys(filter(None, spread.empty)))
            self.need(11 + self.height(names, wide, 10.5))
            end = self.ink.lines(self.left, self.y + 4.5, f"{spread.order}  {names}", wide, 10.5, "medium")
            self.ink.text(self.right, self.y + 4.5, str(page), 10.5, "semibold", "right")
            end = self.ink.lines(self.left, end + 4, said or " / ".join(spread.days), wide, 8.5, grey=GREY)
            self.y = end + 2
            self.ink.rule(self.left, self.y, self.right, self.y, THIN_RULE, LINE)

    def _imprint(self, book: Book) -> None:
        self._fresh()
        self._heading(book.imprint_heading)
        for words in book.imprint:
            self.pair(words, 9.5)
            self.y += 2
