"""Badges on pages: what all share is a form drawn once, cut marks too; each page holds only what is somebody's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from campaign.core.numerals import number_sign
from campaign.pdf.badges.layouts import CAMERA, DRAWERS, EMBLEM, Drawer, Sheet
from campaign.pdf.badges.pen import PETROL, Pen, crossed_camera
from campaign.pdf.badges.schemas import Badge, BadgeSet
from campaign.pdf.document import TAGS, About, Bookmark, Document
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.marks import emblem
from campaign.pdf.measures import A4, POINTS_PER_MM, units

_PAGE = b".1 0 0 .1 0 0 cm /Cuts Do\n"
_MARK, _OFF = 3.0, 1.0  # mm: length of a cut mark and its distance from the trim


def stream(of: BadgeSet) -> Iterator[bytes]:
    """The PDF piece by piece; the same set gives the same bytes. Some 0.1 ms a badge. A set of nobody is one empty page."""
    drawer, case = DRAWERS[of.layout], TypeCase()
    sheet = drawer.sheet
    width, height = A4[::-1] if sheet.landscape else A4
    title = f"{of.title} – {of.words.sheet} {number_sign(of.language)} {of.number}" if of.number else of.title
    about = About(title, TAGS.get(of.language, of.language), of.author, of.event)
    document = Document(about, width * POINTS_PER_MM, height * POINTS_PER_MM)
    pen = Pen(case, sheet.height)
    drawer.same(pen, of)
    same = pen.taken()
    yield document.begin()
    for first in range(0, max(1, len(of.badges)), sheet.each):
        yield document.page(_page(pen, drawer, of, first, height))
    yield document.form("Same", same)
    yield document.form("Cuts", _cuts(sheet, width, height))
    yield document.form(EMBLEM.decode(), emblem(PETROL))
    yield document.form(CAMERA.decode(), crossed_camera())
    yield from document.end(case, _bookmarks(of.badges, sheet.each))


def _page(pen: Pen, drawer: Drawer, of: BadgeSet, first: int, height: float) -> bytes:
    sheet = drawer.sheet
    out = [_PAGE]
    for place, badge in enumerate(of.badges[first : first + sheet.each]):
        x = sheet.left + place % sheet.across * sheet.step_x
        y = height - sheet.top - place // sheet.across * sheet.step_y - sheet.height
        drawer.own(pen, of, badge, first + place + 1)
        out += [b"q 1 0 0 1 %d %d cm /Same Do\n" % (units(x), units(y)), pen.taken(), b"Q\n"]
    return b"".join(out)


def _cuts(sheet: Sheet, width: float, height: float) -> bytes:
    """Where to cut: dashed lines between badges that touch, marks at the corners of those that do not."""
    if sheet.landscape:
        return b""
    xs = [sheet.left + place * sheet.step_x for place in range(sheet.across)]
    ys = [sheet.top + place * sheet.step_y for place in range(sheet.down)]
    if sheet.step_x == sheet.width:
        return _lines(xs[1:], ys if sheet.top else ys[1:], sheet, width, height)
    corners = [(x, y) for x in xs for y in ys]
    marks = [piece for x, y in corners for piece in _corner_marks(x, y, sheet)]
    strokes = b"".join(b"%d %d m %d %d l " % _ends(piece, height) for piece in marks)
    return b"3 w %bS\n" % strokes


def _lines(xs: Sequence[float], ys: Sequence[float], sheet: Sheet, width: float, height: float) -> bytes:
    last = sheet.top + sheet.down * sheet.height
    across = [(0.0, y, width, y) for y in (*ys, *([last] if last < height else []))]
    down = [(x, sheet.top, x, last) for x in xs]
    return b".6 G 3 w [20 30] 0 d %bS\n" % b"".join(b"%d %d m %d %d l " % _ends(piece, height) for piece in (*across, *down))


def _corner_marks(x: float, y: float, sheet: Sheet) -> Iterator[tuple[float, float, float, float]]:
    """Two short lines at each corner of a badge, pointing at it from outside."""
    for edge_x, way_x in ((x, -1), (x + sheet.width, 1)):
        for edge_y, way_y in ((y, -1), (y + sheet.height, 1)):
            reach = min(_MARK, (sheet.step_y - sheet.height) / 2) if way_y else _MARK
            yield edge_x + way_x * _OFF, edge_y, edge_x + way_x * (_OFF + 1.8), edge_y
            yield edge_x, edge_y + way_y * 0.2, edge_x, edge_y + way_y * (0.2 + reach)


def _ends(piece: tuple[float, float, float, float], height: float) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = piece
    return units(x0), units(height - y0), units(x1), units(height - y1)


def _bookmarks(badges: Sequence[Badge], each: int) -> list[Bookmark]:
    """The first letters of the surnames, for sets of several pages."""
    if len(badges) <= each:
        return []
    first: dict[str, int] = {}
    for place, badge in enumerate(badges):
        letter = badge.surname[:1].upper()
        if letter.isalpha():
            first.setdefault(letter, place // each)
    return [Bookmark(letter, page) for letter, page in first.items()]
