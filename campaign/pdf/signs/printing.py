"""A run of door signs on pages: what all share is a form drawn once, cut marks too; a page holds only what is a door's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from campaign.pdf.badges.pen import PETROL, Pen
from campaign.pdf.document import TAGS, About, Bookmark, Document
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.marks import emblem
from campaign.pdf.measures import A4, POINTS_PER_MM, units
from campaign.pdf.signs.door import EMBLEM, SHEETS, Door, Sheet
from campaign.pdf.signs.schemas import Sign, SignSet

_PAGE: Final = b".1 0 0 .1 0 0 cm /Cuts Do\n"
_MARK: Final = 7.0  # mm of a cut mark, from the edge of the sheet or from the middle of its cross


def stream(of: SignSet) -> Iterator[bytes]:
    """The PDF piece by piece; the same set gives the same bytes. A run of no doors is one empty page."""
    sheet, case = SHEETS[of.format], TypeCase()
    width, height = A4[::-1] if sheet.landscape else A4
    about = About(of.title, TAGS.get(of.language, of.language), of.author, " / ".join(of.slogan))
    document = Document(about, width * POINTS_PER_MM, height * POINTS_PER_MM)
    pen = Pen(case, sheet.height)
    door = Door(pen, sheet)
    door.same(of)
    same = pen.taken()
    yield document.begin()
    for first in range(0, max(1, len(of.signs)), sheet.each):
        yield document.page(_page(pen, door, sheet, of.signs[first : first + sheet.each], height))
    yield document.form("Same", same)
    yield document.form("Cuts", _cuts(sheet, width, height))
    yield document.form(EMBLEM.decode(), emblem(PETROL))
    yield from document.end(case, _bookmarks(of.signs, sheet.each))


def _page(pen: Pen, door: Door, sheet: Sheet, signs: Sequence[Sign], height: float) -> bytes:
    out = [_PAGE]
    for place, sign in enumerate(signs):
        x = place % sheet.across * sheet.width
        y = height - (place // sheet.across + 1) * sheet.height
        door.own(sign)
        out += [b"q 1 0 0 1 %d %d cm /Same Do\n" % (units(x), units(y)), pen.taken(), b"Q\n"]
    return b"".join(out)


def _cuts(sheet: Sheet, width: float, height: float) -> bytes:
    """Where to cut: marks at the edges, dots between; nothing where a sign is the whole sheet."""
    lines, dots = [], []
    for place in range(1, sheet.down):
        y = place * sheet.height
        lines += [(0, y, _MARK, y), (width - _MARK, y, width, y)]
        dots.append((_MARK + 3, y, width - _MARK - 3, y))
    for place in range(1, sheet.across):
        x = place * sheet.width
        lines += [(x, 0, x, _MARK), (x, height - _MARK, x, height)]
        dots.append((x, _MARK + 3, x, height - _MARK - 3))
    if not lines:
        return b""
    return b"0 G 4 w %bS q .75 G 2.5 w [10 40] 0 d %bS Q\n" % (_strokes(lines, height), _strokes(dots, height))


def _strokes(lines: Sequence[tuple[float, float, float, float]], height: float) -> bytes:
    ends = [(units(x0), units(height - y0), units(x1), units(height - y1)) for x0, y0, x1, y1 in lines]
    return b"".join(b"%d %d m %d %d l " % end for end in ends)


def _bookmarks(signs: Sequence[Sign], each: int) -> list[Bookmark]:
    """The first room of every tenth page, for runs of several."""
    if len(signs) <= each:
        return []
    step = each * 10
    return [Bookmark(signs[first].room or "–", first // each) for first in range(0, len(signs), step)]
