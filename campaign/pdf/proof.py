"""The test page of a printer: rulers at its edges, the frame that papers keep, greys, rules, small type, codes to scan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from campaign.pdf.document import TAGS, About, Document
from campaign.pdf.frame import PORTRAIT
from campaign.pdf.glyphs import TypeCase
from campaign.pdf.ink import Ink, number
from campaign.pdf.marks import qr
from campaign.pdf.measures import A4, BOLD_RULE, FIFTH_RULE, GREY, LINE, POINTS_PER_MM, SIGN_RULE, THIN_RULE, units

_WIDE, _TALL = A4
_FOOT: Final = 20.5  # mm
_RULER: Final = 25  # mm inwards from an edge
_LEFT, _RIGHT = 38.0, 178.0  # mm, between which the rulers leave room
_SIZES: Final = (5.5, 6.5, 7.0, 8.0, 9.0, 10.0)
_LETTERS: Final = "ӘәҒғҚқҢңӨөҰұҮүҺһІі ₸ № « » 0123456789"
_BOLD_LETTERS: Final = "ҚқҢңҮүҺһІі 0123456789"
_CODES: Final = (12, 15, 20)  # mm


@dataclass(frozen=True, slots=True)
class ProofWords:
    """The words of the page in its language; `frame`, `ruler` and so on say what to look at."""

    language: str
    title: str
    how: str
    edges: str
    frame: str
    ruler: str
    greys: str
    saving: str
    rules: str
    type: str
    codes: str


def render(words: ProofWords) -> bytes:
    """The page as a PDF; equal words give equal bytes."""
    case = TypeCase()
    about = About(words.title, TAGS.get(words.language, words.language))
    document = Document(about, _WIDE * POINTS_PER_MM, _TALL * POINTS_PER_MM)
    ink = Ink(case, _TALL)
    _edges(ink)
    _frame(ink)
    y = ink.lines(_LEFT, 40, words.title, _RIGHT - _LEFT, 14, "bold")
    for told in (words.how, words.edges, words.frame):
        y = ink.lines(_LEFT, y + 6.5, told, _RIGHT - _LEFT, 9)
    y = _ruler(ink, y + 8, words.ruler)
    y = _greys(ink, y, words.greys, words.saving)
    y = _rules(ink, y, words.rules)
    y = _type(ink, y, words.type)
    _codes(ink, y, words.codes)
    out = [document.begin(), document.page(b".1 0 0 .1 0 0 cm\n" + ink.operators())]
    return b"".join([*out, *document.end(case, ())])


def _edges(ink: Ink) -> None:
    """From the middle of each edge a ruler inwards: the first mark that is there is what the printer leaves white."""
    for mm in range(_RULER + 1):
        half = 4.0 if mm % 5 == 0 else 2.0
        for y in (float(mm), _TALL - mm):
            ink.rule(_WIDE / 2 - half, y, _WIDE / 2 + half, y, THIN_RULE)
        for x in (float(mm), _WIDE - mm):
            ink.rule(x, _TALL / 2 - half, x, _TALL / 2 + half, THIN_RULE)
        if mm % 5 == 0 and mm:
            ink.text(_WIDE / 2 + 5, mm + 0.9, str(mm), 7)
            ink.text(_WIDE / 2 + 5, _TALL - mm + 0.9, str(mm), 7)
            ink.text(mm, _TALL / 2 + 7, str(mm), 7, align="centre")
            ink.text(_WIDE - mm, _TALL / 2 + 7, str(mm), 7, align="centre")


def _frame(ink: Ink) -> None:
    """Within which all lists and office papers stand; the wide margin is where the holes are punched."""
    left, right, top, low = PORTRAIT.left, _WIDE - PORTRAIT.right, PORTRAIT.top, _TALL - _FOOT
    corners = ((left, top, right, top), (right, top, right, low), (right, low, left, low), (left, low, left, top))
    for x0, y0, x1, y1 in corners:
        ends = (units(x0), ink.y(y0), units(x1), ink.y(y1))
        ink.raw(b"q %b G 5 w [20 20] 0 d %d %d m %d %d l S Q\n" % (number(LINE), *ends))


def _heading(ink: Ink, y: float, words: str) -> float:
    return ink.lines(_LEFT, y, words, _RIGHT - _LEFT, 9, "semibold")


def _ruler(ink: Ink, y: float, words: str) -> float:
    """A hundred millimetres, to be measured."""
    y = _heading(ink, y, words) + 8
    ink.rule(_LEFT, y, _LEFT + 100, y, SIGN_RULE)
    for mm in range(0, 101, 5):
        ink.rule(_LEFT + mm, y - (3 if mm % 10 == 0 else 1.8), _LEFT + mm, y, SIGN_RULE)
        if mm % 10 == 0:
            ink.text(_LEFT + mm, y + 3.4, str(mm), 7, align="centre")
    return y + 11


def _greys(ink: Ink, y: float, words: str, saving: str) -> float:
    """Eleven steps from white to black, then the grey of secondary text and the dark grey of a saving print."""
    y = _heading(ink, y, words) + 2.5
    wide, high = 12.0, 9.0
    for step in range(11):
        x, grey = _LEFT + step * wide, 1 - step / 10
        box = (units(x), ink.y(y + high), units(wide), units(high))
        ink.raw(b"q %b g 0 G 3 w %d %d %d %d re B Q\n" % (number(grey), *box))
        ink.text(x + wide / 2, y + high + 3.4, f"{step * 10} %", 7, align="centre")
    y = ink.lines(_LEFT, y + high + 9, saving, _RIGHT - _LEFT, 9, grey=0.32)
    ink.text(_LEFT, y + 4.5, _LETTERS, 7, grey=GREY)
    return y + 12


def _rules(ink: Ink, y: float, words: str) -> float:
    y = _heading(ink, y, words) + 2
    for place, points in enumerate((THIN_RULE, SIGN_RULE, FIFTH_RULE, BOLD_RULE), 1):
        ink.rule(_LEFT, y + place * 3.6, _LEFT + 100, y + place * 3.6, points)
        ink.text(_LEFT + 103, y + place * 3.6 + 0.9, f"{points} pt", 7)
    return y + 23


def _type(ink: Ink, y: float, words: str) -> float:
    y = _heading(ink, y, words) + 3
    for size in _SIZES:
        y += size * 0.55
        ink.text(_LEFT, y, f"{size:g} pt", 7, grey=GREY)
        ink.text(_LEFT + 11, y, _LETTERS, size)
        ink.text(_LEFT + 94, y, _BOLD_LETTERS, size, "semibold")
    return y + 9


def _codes(ink: Ink, y: float, words: str) -> None:
    y = _heading(ink, y, words) + 3
    x = _LEFT
    for size in _CODES:
        ink.raw(qr(f"OK-{size}-MM", units(x), ink.y(y + size), units(size)))
        ink.text(x + size / 2, y + size + 5, f"{size} mm", 7, align="centre")
        x += size + 14
