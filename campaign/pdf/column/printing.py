"""Driver's sheets and windscreen numbers on pages: what all share is a form drawn once; equal sets give equal bytes."""

from __future__ import annotations

from typing import Final

from campaign.pdf.badges.pen import Pen
from campaign.pdf.column import numbers
from campaign.pdf.column.cards import HEIGHT, WIDTH, Cards
from campaign.pdf.column.numbers import EMBLEM, Numbers
from campaign.pdf.column.schemas import DriverCards, ScreenNumbers
from campaign.pdf.document import Bookmark, Document
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.imprint import Imprint
from campaign.pdf.marks import emblem
from campaign.pdf.measures import A4, POINTS_PER_MM, units
from campaign.pdf.schemas import SheetStamp, Words

_SCALE: Final = b".1 0 0 .1 0 0 cm\n"
_EACH: Final = 2  # driver's sheets on a page


def drawn(of: DriverCards | ScreenNumbers, imprint: Imprint) -> bytes:
    """The whole PDF: sheets for drivers two a page, numbers one a page. A set of nobody is one empty page."""
    case = TypeCase()
    width, height = A4 if isinstance(of, DriverCards) else A4[::-1]
    points = (width * POINTS_PER_MM, height * POINTS_PER_MM)
    document = Document(imprint.about(of.event), *points, saving=imprint.saving)
    if isinstance(of, DriverCards):
        pages, same = _cards(of, case, imprint.stamp, imprint.words)
    else:
        pages, same = _numbers(of, case, imprint.stamp, imprint.words)
    out = [document.begin(), *(document.page(page) for page in pages)]
    out += [document.form("Same", same), document.form(EMBLEM.decode(), emblem())]
    return b"".join([*out, *document.end(case, _bookmarks(of))])


def _cards(of: DriverCards, case: TypeCase, stamp: SheetStamp, words: Words) -> tuple[list[bytes], bytes]:
    pen = Pen(case, HEIGHT)
    cards = Cards(pen, of, stamp, words)
    cards.same()
    same = pen.taken()
    pages: list[bytes] = []
    for first in range(0, max(1, len(of.cards)), _EACH):
        out = [_SCALE, _cut() if of.cards else b""]
        for place, card in enumerate(of.cards[first : first + _EACH]):
            cards.own(card, len(pages) + 1)
            low = units(A4[1] - (place + 1) * HEIGHT)
            out += [b"q 1 0 0 1 0 %d cm /Same Do\n" % low, pen.taken(), b"Q\n"]
        pages.append(b"".join(out))
    return pages, same


def _numbers(of: ScreenNumbers, case: TypeCase, stamp: SheetStamp, words: Words) -> tuple[list[bytes], bytes]:
    pen = Pen(case, numbers.HEIGHT)
    drawer = Numbers(pen, of, stamp, words)
    drawer.same()
    same = pen.taken()
    pages: list[bytes] = []
    for place, card in enumerate(of.cards, 1):
        drawer.own(card, place)
        pages.append(b"".join([_SCALE, b"/Same Do\n", pen.taken()]))
    return pages or [_SCALE], same


def _cut() -> bytes:
    """The dashes along which the page is cut in two."""
    y = units(HEIGHT)
    return b"q .5 G 4 w [20 20] 0 d 0 %d m %d %d l S Q\n" % (y, units(WIDTH), y)


def _bookmarks(of: DriverCards | ScreenNumbers) -> list[Bookmark]:
    """The number of every car, for sets of several pages."""
    each, signs = _EACH if isinstance(of, DriverCards) else 1, [card.number for card in of.cards]
    return [Bookmark(f"№ {sign}", place // each) for place, sign in enumerate(signs)] if len(signs) > each else []
