"""From text to bytes of a page: which byte draws which sign, in which face, and how wide it is."""

from __future__ import annotations

import codecs
import hashlib
import unicodedata
import zlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias, TypeVar

from campaign.pdf.fonts import FIGURES, Face, FaceName, face

NUL = "\0"
"""Encodes to the byte 0 and draws nothing: the separator of texts that are encoded together."""

_RUSSIAN = "".join(map(chr, range(0x410, 0x450))) + "Ёё"
_KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
_SIGNS = "\u00a0«»„“”’‘–—…№·•₸°§×±≈−≤≥½²³€₽©"
ALPHABET = "".join(map(chr, range(33, 127))) + _RUSSIAN + _KAZAKH + _SIGNS

_SPACE = 32
_ESCAPED = frozenset({0, 10, 13, 40, 41, 92})  # would need a backslash in a PDF string, or are our separator
_CODES = tuple(code for code in (*range(127, 256), *range(1, 32), *range(33, 127)) if code not in _ESCAPED)
QUANTUM = 8
"""Thousandths of an em, to which the `ceilings` of a page are rounded up so that they fit a byte."""
_UNMAPPED = "\ufffe"
_FIGURE_SIGNS = "".join(chr(FIGURES + n) for n in range(10))
_ONLY_FIGURES = str.maketrans("0123456789", _FIGURE_SIGNS)


_REMEMBERED = 8192  # texts of a document
Made = TypeVar("Made")
Charmap: TypeAlias = Any  # what codecs.charmap_build gives: CPython keeps its type to itself


class CodePage:
    """An eight-bit page of one face, of which no byte ever needs escaping in a PDF string."""

    def __init__(self, of: Face) -> None:
        self.face = of
        self.codes: dict[str, int] = {" ": _SPACE}
        self.slots = [0] * 256
        self.slots[_SPACE] = _SPACE

    def add(self, sign: str) -> int | None:
        """The code now drawing the sign, or None when the page is full. ASCII keeps its own codes."""
        own = ord(sign)
        if own < 127 and own in _CODES and not self.slots[own]:
            code = own
        else:
            free = (c for c in _CODES if not self.slots[c])
            found = next(free, None)
            if found is None:
                return None
            code = found
        self.slots[code] = own
        self.codes[sign] = code
        return code

    def widths(self) -> list[float]:
        """Width of every code in thousandths of the size; unused codes have none."""
        return [self.face.width(sign) if sign else 0.0 for sign in self.slots]


class BasePage(CodePage):
    """The page of the alphabets in daily use; the same in every document, so it is encoded by one C call."""

    def __init__(self, of: Face) -> None:
        super().__init__(of)
        for sign in ALPHABET:
            if of.has(sign):
                self.add(sign)
        self.plain = self._charmap({code: sign for sign, code in self.codes.items()})
        for sign in _FIGURE_SIGNS:
            self.add(sign)
        figures = {code: sign for sign, code in self.codes.items() if not sign.isdecimal()}
        figures |= {self.codes[sign]: str(n) for n, sign in enumerate(_FIGURE_SIGNS)}
        self.figures = self._charmap(figures)
        zeros = bytes(self.codes[sign] for sign in _FIGURE_SIGNS)
        self.shapes = bytes.maketrans(zeros, zeros[:1] * 10)
        self.table = self.widths()
        self.ceilings = bytes(min(255, -int(-width // QUANTUM)) for width in self.table)

    @staticmethod
    def _charmap(signs: dict[int, str]) -> Charmap:
        return codecs.charmap_build(NUL + "".join(signs.get(code, _UNMAPPED) for code in range(1, 256)))

    def encode(self, text: str, figures: bool = False) -> bytes | None:
        """The bytes of a text, or None when some sign of it is not on this page."""
        return None if NUL in text else self._encode(text, figures)

    def encode_joined(self, texts: Sequence[str], figures: bool = False) -> bytes | None:
        """The bytes of all texts with a zero byte between them, at the price of one; None as for `encode`."""
        joined = self._encode(NUL.join(texts), figures)
        return joined if joined is not None and joined.count(0) == len(texts) - 1 else None

    def _encode(self, text: str, figures: bool) -> bytes | None:
        try:
            return codecs.charmap_encode(text, "strict", self.figures if figures else self.plain)[0]
        except UnicodeEncodeError:
            return None


@cache
def base_page(name: FaceName) -> BasePage:
    """The base page of a face, built once a process."""
    return BasePage(face(name))


class Sign(NamedTuple):
    """One sign of a text: its page in the document, its code there and its width in thousandths."""

    page: int
    code: int
    width: float


class TypeCase:
    """The code pages of one document, in the order in which its texts asked for them.

    Signs outside the alphabets go to further pages of the same face, then of DejaVu Sans; what neither can
    draw is spelt out as its code point. Equal texts in equal order give equal pages.
    """

    def __init__(self) -> None:
        self.pages: list[CodePage] = []
        self._base: dict[FaceName, int] = {}
        self._further: dict[tuple[FaceName, str], Sign] = {}
        self._open: dict[FaceName, int] = {}
        self.blocks: dict[Hashable, Any] = {}  # texts that were set in lines, by what was asked

    def remember(self, asked: Hashable, made: Made) -> Made:
        """Keep a text that was set, for the next row that says the same; so many that roles and organisations stay."""
        if len(self.blocks) >= _REMEMBERED:
            self.blocks.clear()
        self.blocks[asked] = made
        return made

    def base(self, name: FaceName) -> int:
        """Number of the base page of a face in this document."""
        if name not in self._base:
            self._base[name] = self._append(base_page(name))
        return self._base[name]

    def font(self, page: int, size: int) -> bytes:
        """The operator that selects a page at a size in tenths of a point."""
        return b"/F%d %d Tf" % (page, size)

    def signs(self, text: str, name: FaceName, figures: bool = False) -> list[Sign]:
        """The signs that draw a text already made `visible` for the face."""
        number = self.base(name)
        base = base_page(name)
        if figures:
            text = text.translate(_ONLY_FIGURES)
        out = []
        for sign in text:
            code = base.codes.get(sign)
            out.append(self._other(name, sign) if code is None else Sign(number, code, base.table[code]))
        return out

    def _other(self, name: FaceName, sign: str) -> Sign:
        key = (name, sign)
        if key not in self._further:
            spare: FaceName = "spare-bold" if name in ("semibold", "bold") else "spare"
            self._further[key] = self._store(name if face(name).has(sign) else spare, sign)
        return self._further[key]

    def _store(self, name: FaceName, sign: str) -> Sign:
        page = self._open.get(name)
        code = None if page is None else self.pages[page].add(sign)
        if page is None or code is None:
            page = self._open[name] = self._append(CodePage(face(name)))
            code = self.pages[page].add(sign)
            assert code is not None  # noqa: S101 - an empty page has room
        return Sign(page, code, face(name).width(ord(sign)))

    def _append(self, page: CodePage) -> int:
        self.pages.append(page)
        return len(self.pages) - 1


_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # invisible and harmless
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def visible(text: str, name: FaceName) -> str:
    """The text with every sign drawable: spaces made plain, the rest spelt out as [U+1F600].

    Right-to-left letters are spelt out too: without shaping they would stand in the wrong order.
    """
    return "".join(_visible(sign, name) for sign in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4096)
def _visible(sign: str, name: FaceName) -> str:
    if sign in ALPHABET or sign == " ":
        return sign
    kind = unicodedata.category(sign)
    if kind in ("Zs", "Zl", "Zp") or sign in "\t\n\r\v\f\x85":
        return " "
    if sign in _DROPPED or 0xFE00 <= ord(sign) <= 0xFE0F:
        return ""
    if _drawable(sign, kind, name):
        return sign
    return f"[U+{ord(sign):04X}]"


def _drawable(sign: str, kind: str, name: FaceName) -> bool:
    if ord(sign) > 0xFFFF or kind[0] == "C" or unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT:
        return False
    spare: FaceName = "spare-bold" if name in ("semibold", "bold") else "spare"
    return face(name).has(sign) or face(spare).has(sign)


@dataclass(frozen=True, slots=True)
class FontProgram:
    """What a PDF needs to embed one code page: compressed font file, ToUnicode map and two dictionaries."""

    file: bytes
    file_length: int
    to_unicode: bytes
    descriptor: bytes
    font: bytes


def font_program(page: CodePage) -> FontProgram:
    """The embedded form of a page; base pages are made once a process (3 ms)."""
    if isinstance(page, BasePage):
        return _base_program(page)
    return _program(page)


@cache
def _base_program(page: BasePage) -> FontProgram:
    return _program(page)


def _program(page: CodePage) -> FontProgram:
    file = page.face.program(page.slots)
    digest = hashlib.sha256(page.face.postscript.encode() + repr(page.slots).encode()).digest()
    tag = "".join(chr(65 + byte % 26) for byte in digest[:6])
    name = f"{tag}+{page.face.postscript}"
    source = page.face.file
    box = " ".join(f"{value:.0f}" for value in source.bbox)
    descriptor = (
        f"/Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
        f"/Ascent {source.ascent:.0f}/Descent {source.descent:.0f}/CapHeight {source.capHeight:.0f}"
        f"/StemV {source.stemV:.0f}/MissingWidth 0"
    )
    widths = " ".join(f"{width:.0f}" for width in page.widths())
    font = f"/Type/Font/Subtype/TrueType/BaseFont/{name}/FirstChar 0/LastChar 255/Widths[{widths}]"
    return FontProgram(zlib.compress(file, 9), len(file), _to_unicode(page), descriptor.encode("ascii"), font.encode("ascii"))


def _to_unicode(page: CodePage) -> bytes:
    """The map by which a reader copies and searches text; a digit of equal width is that digit."""
    pairs = []
    for code, sign in enumerate(page.slots):
        if sign:
            pairs.append((code, sign - FIGURES + 48 if FIGURES <= sign < FIGURES + 10 else sign))
    lines = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
        "1 begincodespacerange<00><FF>endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):  # the format allows a hundred in a block
        block = pairs[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:02X}><{sign:04X}>" for code, sign in block]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return zlib.compress("\n".join(lines).encode("ascii"), 9)
