"""The faces of all papers: Golos Text, and DejaVu Sans for the signs it lacks."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from struct import pack, unpack_from
from typing import Any, Literal

from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

FaceName = Literal["regular", "medium", "semibold", "bold", "spare", "spare-bold"]

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "fonts"
"""Filled by the build (campaign.assets); no font is committed."""

FILES: dict[FaceName, str] = {
    "regular": "GolosText-Regular.ttf",
    "medium": "GolosText-Medium.ttf",
    "semibold": "GolosText-SemiBold.ttf",
    "bold": "GolosText-Bold.ttf",
    "spare": "DejaVuSans.ttf",
    "spare-bold": "DejaVuSans-Bold.ttf",
}

STANDARD_NAMES: dict[str, FaceName] = {
    f"{family}{style}": "bold" if "Bold" in style else "regular"
    for family, styles in {
        "Helvetica": ("", "-Bold", "-Oblique", "-BoldOblique"),
        "Courier": ("", "-Bold", "-Oblique", "-BoldOblique"),
        "Times": ("-Roman", "-Bold", "-Italic", "-BoldItalic"),
    }.items()
    for style in styles
}
"""What ReportLab falls back to. Its own faces have no Cyrillic and would print boxes."""

FIGURES = 0xE100
"""Private code points of the ten digits of equal width, which Golos Text itself does not have."""

_WORDS_AND_OFFSETS = 0x0003  # glyf: the two arguments are 16-bit and are offsets


class Face:
    """One face: ReportLab's parsed font file, the widths of its signs, and digits of equal width.

    Widths are in thousandths of the type size. A face is read once a process (2 ms; DejaVu 15 ms).
    """

    def __init__(self, name: FaceName) -> None:
        self.name = name
        self.file: Any = TTFontFace(str(FOLDER / FILES[name]))
        if not name.startswith("spare"):
            _add_figures(self.file)
        self.postscript: str = self.file.name.decode("ascii")

    def has(self, sign: str) -> bool:
        """Whether the face can draw the sign (private code points count as not drawable)."""
        code = ord(sign)
        return code in self.file.charToGlyph and not 0xE000 <= code < 0xF900

    def width(self, code: int) -> float:
        """Advance width of a code point; FIGURES + n is the digit n of equal width."""
        return float(self.file.getCharWidth(code))

    def program(self, codes: list[int]) -> bytes:
        """A TrueType file with the glyphs of these code points only, in this order."""
        return bytes(self.file.makeSubset(codes))


@cache
def face(name: FaceName) -> Face:
    """The face of that name, read once."""
    return Face(name)


def _add_figures(file: Any) -> None:
    """Give a parsed face ten more glyphs: its digits, centred in cells as wide as the widest of them.

    Each is a composite of the old digit and an offset, so text set in it stays one piece of real text. Works
    on the parsed copy in memory: glyf grows at its end, one unused glyph covers the gap before it.
    """
    digits = [ord(str(n)) for n in range(10)]
    cell = max(int(file.charWidths[code]) for code in digits)
    start, _ = file.get_table_pos("glyf")
    if len(file._ttf_data) % 4:
        file._ttf_data += b"\0" * (4 - len(file._ttf_data) % 4)
    file.glyphPos.append(len(file._ttf_data) - start)
    file.hmetrics.append((0, 0))
    for n, code in enumerate(digits):
        glyph = file.charToGlyph[code]
        shift = (cell - int(file.charWidths[code])) // 2
        box = unpack_from(">4h", file._ttf_data, start + file.glyphPos[glyph] + 2)
        moved = (box[0] + shift, box[1], box[2] + shift, box[3])
        file._ttf_data += pack(">h4hHHhh2x", -1, *moved, _WORDS_AND_OFFSETS, glyph, shift, 0)
        file.charToGlyph[FIGURES + n] = len(file.glyphPos) - 1
        file.charWidths[FIGURES + n] = cell
        file.glyphPos.append(len(file._ttf_data) - start)
        file.hmetrics.append((cell, max(0, moved[0])))
    file.table["glyf"]["length"] = len(file._ttf_data) - start


def reportlab_name(name: FaceName) -> str:
    """The name under which ReportLab knows a face after `register`."""
    return FILES[name].removesuffix(".ttf")


@cache
def register() -> None:
    """Make every face known to ReportLab, also under the standard names, and its output repeatable.

    For papers made with ReportLab's canvas or platypus. Every registered face gets a PostScript name of its
    own: two fonts with one name in a document would share one subset and print the wrong letters.
    """
    rl_config.useA85 = 0
    rl_config.invariant = 1
    for name in FILES:
        pdfmetrics.registerFont(TTFont(reportlab_name(name), str(FOLDER / FILES[name]), shapable=False))
    for standard, name in STANDARD_NAMES.items():
        font = TTFont(standard, str(FOLDER / FILES[name]), shapable=False)
        font.face.name = f"{standard}-{FILES[name].removesuffix('.ttf')}".encode("ascii")
        pdfmetrics.registerFont(font)
    regular, bold = reportlab_name("regular"), reportlab_name("bold")
    for italic in (0, 1):
        addMapping(regular, 0, italic, regular)
        addMapping(regular, 1, italic, bold)


def length_of(words: str, name: FaceName) -> float:
    """How long these words are, set in type of the size 1."""
    one = face(name).width
    return sum(one(ord(sign)) for sign in words) / 1000
