"""Certificates and letters of thanks: A4 landscape, a border of fine lines, two languages side by side (PAPER 15).

The border and the marks are drawn once for a file; a page holds only what is somebody's own. No list, so no foot: the number
and the code by which it can be checked stand on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import pi, sin
from typing import Final

from campaign.pdf.document import TAGS, About, Document
from campaign.pdf.fonts import FaceName
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.ink import Ink
from campaign.pdf.marks import emblem, placed, qr
from campaign.pdf.measures import POINTS_PER_MM, units

_WIDTH, _HEIGHT, _MARGIN = 297.0, 210.0, 15.0  # mm
_SCALE: Final = b".1 0 0 .1 0 0 cm /Border Do\n"
_PETROL: Final = b".05 .27 .36"
_DARK, _SOFT = 0.25, 0.42
_MIDDLE = _WIDTH / 2
_SIDE = 104.0  # mm, the width of a column of text
_LEFT, _RIGHT = 36.0, _WIDTH - 36.0
_TEXT_TOP, _POST_END = 116.5, 171.0  # mm: first line of the text, last one of the position
_USUAL, _SMALLEST = 11.5, 6.5  # pt
_STEP = 0.48  # mm between lines for a point of type

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Diploma:
    """One sheet. Pairs are Kazakh and Russian; `check` is the address behind its code, in capitals as far as may be."""

    campaign: Pair
    title: Pair
    name: str
    organisation: str
    text: Pair
    post: Pair
    signer: str
    seal: str
    dated: str
    number: str
    check: str


def stream(diplomas: Iterable[Diploma], title: str, author: str = "") -> Iterator[bytes]:
    """The PDF piece by piece, a page each; the same diplomas give the same bytes. Some 0.3 ms a page."""
    case = TypeCase()
    document = Document(About(title, TAGS["kk"], author), _WIDTH * POINTS_PER_MM, _HEIGHT * POINTS_PER_MM)
    yield document.begin()
    for diploma in diplomas:
        ink = Ink(case, _HEIGHT)
        _draw(ink, diploma)
        yield document.page(_SCALE + ink.operators())
    yield document.form("Border", _border())
    yield from document.end(case, ())


def _draw(ink: Ink, of: Diploma) -> None:
    _coloured(ink, of.title[0], 67.5, 30, "bold")
    _coloured(ink, of.title[1], 77, 14, "medium")
    for place, words in enumerate(of.campaign):
        _centred(ink, words, 48.5 + place * 4.4, 9, "regular", _RIGHT - _LEFT, _DARK)
    _centred(ink, of.name, 93, 30, "semibold", _WIDTH - 80)
    ink.rule(70, 97.5, _WIDTH - 70, 97.5, 0.5)
    if of.organisation:
        _wrapped(ink, of.organisation, 104, 11, _WIDTH - 80, _DARK)
    top = _signature(ink, of)
    _texts(ink, of.text, top - 6 - _TEXT_TOP)
    ink.text(_LEFT, 184, of.dated, 9, grey=_SOFT)
    ink.text(_RIGHT - 21, 184, of.number, 9, align="right", grey=_SOFT)
    ink.raw(b"%b rg %b0 g\n" % (_PETROL, qr(of.check, units(_RIGHT - 18), ink.y(186), units(18))))


def _fitting(ink: Ink, words: str, size: float, face: FaceName, room: float) -> float:
    """The size at which the words take one line, however long they are."""
    wide = ink.width(words, size, face)
    return size if wide <= room else size * room / wide


def _centred(ink: Ink, words: str, y: float, size: float, face: FaceName, room: float, grey: float = 0.0) -> None:
    ink.text(_MIDDLE, y, words, _fitting(ink, words, size, face, room), face, "centre", grey)


def _coloured(ink: Ink, words: str, y: float, size: float, face: FaceName) -> None:
    """A line of the title: in colour, with air between its letters."""
    size = min(size, _fitting(ink, words, size, face, 190))
    ink.raw(b"%b rg 15 Tc\n" % _PETROL)
    ink.text(_MIDDLE - len(words) * 0.26, y, words, size, face, "centre")
    ink.raw(b"0 Tc 0 g\n")


def _wrapped(ink: Ink, words: str, y: float, size: float, room: float, grey: float) -> None:
    """At most two lines, smaller where they would be more."""
    while len(ink.block(words, room, size).lines) > 2 and size > 6.5:
        size -= 0.5
    ink.lines(_MIDDLE, y, words, room, size, align="centre", grey=grey)


def _texts(ink: Ink, text: Pair, room: float) -> None:
    """Both texts begin level; the longer one sets the size for both."""
    size = _size_of(text, round(room, 1))
    step = size * _STEP
    blocks = [ink.block(words, _SIDE, size) for words in text]
    for x, block in zip((_LEFT + _SIDE / 2, _RIGHT - _SIDE / 2), blocks, strict=True):
        ink.put(x, _TEXT_TOP, block, step, "centre")
    tall = max(len(block.lines) for block in blocks) * step
    ink.rule(_MIDDLE, _TEXT_TOP - 3.5, _MIDDLE, _TEXT_TOP + max(tall - step, 8), 0.4)


@lru_cache(maxsize=256)
def _size_of(text: Pair, room: float) -> float:
    """The greatest size at which both texts have room; most sheets of an event say the same."""
    ink, size = Ink(TypeCase(), _HEIGHT), _USUAL
    while max(len(ink.block(words, _SIDE, size).lines) for words in text) * size * _STEP > room and size > _SMALLEST:
        size -= 0.25
    return size


def _signature(ink: Ink, of: Diploma) -> float:
    """Position in both languages, the line to sign on, the name; where the position begins."""
    size = 10.0 if max(map(len, of.post)) < 110 else 8.0
    blocks = [ink.block(words, 80, size) for words in of.post]
    step = size * 0.46
    top = _POST_END - (sum(len(block.lines) for block in blocks) - 1) * step
    y = top
    for place, block in enumerate(blocks):
        ink.put(_LEFT, y, block, step, grey=_DARK if place else 0.0)
        y += len(block.lines) * step
    ink.rule(121, 171.5, 181, 171.5, 0.5)
    ink.text(151, 175.2, of.seal, 7, align="centre", grey=_SOFT)
    if of.signer:
        ink.text(186, 171, of.signer, _fitting(ink, of.signer, 12, "semibold", 50), "semibold")
    return top


def _border() -> bytes:
    """Four bands of interlaced waves, a mark in each corner, the frame inside, and the great mark."""
    a, right, bottom = _MARGIN, _WIDTH - _MARGIN, _HEIGHT - _MARGIN
    across = [(a + 5, y, right - 5, y) for y in (a, bottom)]
    bands = [*across, *((x, a + 5, x, bottom - 5) for x in (a, right))]
    out = [b"q %b RG %b rg 4 w\n" % (_PETROL, _PETROL)]
    out += [piece for band in bands for piece in _band(*band)]
    width, height = _WIDTH - 2 * a - 10, _HEIGHT - 2 * a - 10
    out.append(b"8 w %d %d %d %d re S Q\n" % (units(a + 5), units(a + 5), units(width), units(height)))
    corners = [(x, y) for x in (a, right) for y in (a, bottom)]
    out += [placed(emblem(_PETROL), units(x), units(y), units(5)) for x, y in corners]
    out.append(placed(emblem(_PETROL), units(_MIDDLE), units(_HEIGHT - 33), units(9.5)))
    return b"".join(out)


def _band(x0: float, y0: float, x1: float, y1: float) -> Iterator[bytes]:
    """Four sine lines with a whole number of waves, each a quarter of a wave behind the one before."""
    length = abs(x1 - x0) + abs(y1 - y0)
    waves = round(length / 8)
    for quarter in range(4):
        points = []
        for step in range(waves * 16 + 1):
            part = step / (waves * 16)
            off = 2.1 * sin(2 * pi * waves * part + quarter * pi / 2)
            x, y = x0 + (x1 - x0) * part, y0 + (y1 - y0) * part
            points.append((units(x + (off if x0 == x1 else 0)), units(y + (off if y0 == y1 else 0))))
        yield b"%d %d m " % points[0] + b" ".join(b"%d %d l" % point for point in points[1:]) + b" S\n"
