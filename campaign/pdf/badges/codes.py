"""QR codes of short texts of one length, 6 µs each: the modules are a sum of what each letter adds.

For one version, level and mask every module is a sum modulo 2 of bits of the text (ISO/IEC 18004: the error correction is
linear, the mask a constant). What a letter adds at its place is found once by asking the encoder for texts that differ in one
bit; a code is then an exclusive or of one number a letter. Tests hold it equal to the encoder and read it with another decoder.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import getitem, xor
from typing import Any, Final

import zxingcpp

from campaign.pdf.marks import placed, qr

_OPTIONS: Final = "ecLevel=H,dataMask=3"  # as large as M for so short a text, and a third of it may be scratched
_LONGEST: Final = 7  # letters that the smallest code holds at this level
_BASE: Final = "a"  # small letters are stored byte by byte, and so are texts that differ from them in one bit
_BITS: Final = 7  # of a letter
_BLOCK: Final = 7  # modules that are looked up together; a row of the smallest code has three times as many


class Symbols:
    """The codes of texts of `length` ASCII letters."""

    def __init__(self, length: int) -> None:
        base = _BASE * length
        self.side, self._same = _modules(base)
        self._adds = [self._letters(base, place) for place in range(length)]
        self._blocks = -(-self.side // _BLOCK)
        self._runs = [
            [_rectangles(value, self.side - 1 - row, block * _BLOCK) for value in range(1 << _BLOCK)]
            for row in range(self.side)
            for block in range(self._blocks)
        ]

    def _letters(self, base: str, place: int) -> list[int]:
        """What every letter at this place changes in the code of the base text."""
        flipped = []
        for bit in range(_BITS):
            other = chr(ord(_BASE) ^ 1 << bit)
            side, modules = _modules(base[:place] + other + base[place + 1 :])
            if side != self.side:
                raise ValueError("texts of one length have codes of several sizes")
            flipped.append(modules ^ self._same)
        return [
            reduce(xor, (flipped[bit] for bit in range(_BITS) if (letter ^ ord(_BASE)) >> bit & 1), 0)
            for letter in range(1 << _BITS)
        ]

    def modules(self, value: str) -> int:
        """All modules as one number, a byte a block, dark ones set."""
        return reduce(xor, map(getitem, self._adds, value.encode("ascii")), self._same)

    def operators(self, value: str) -> bytes:
        """The dark modules as rectangles of one path, in units of a module."""
        blocks = self.modules(value).to_bytes(self.side * self._blocks, "big")
        return b"".join(map(getitem, self._runs, blocks))


@cache
def symbols(length: int) -> Symbols:
    """Those of one length, made once a process in some 20 ms."""
    return Symbols(length)


def code(value: str, x: int, y: int, size: int) -> bytes:
    """The QR of a text with its lower left corner here, in page units; a longer one, or no ASCII, takes ten times as long."""
    if not value or len(value) > _LONGEST or not value.isascii():
        return qr(value, x, y, size)
    known = symbols(len(value))
    return placed(b"%bf " % known.operators(value), x, y, size / known.side)


def _modules(value: str) -> tuple[int, int]:
    """The number of modules on a side, and all of them as one number, a byte for each block of a row."""
    made = zxingcpp.create_barcode(value, zxingcpp.BarcodeFormat.QRCode, options=_OPTIONS)
    picture: Any = made.to_image(scale=1, add_quiet_zones=False)
    view = memoryview(picture)
    side = len(view)
    number = 0
    for row in range(side):
        for first in range(0, side, _BLOCK):
            block = 0
            for column in range(first, first + _BLOCK):
                block = block << 1 | (column < side and not view[row, column])
            number = number << 8 | block
    return side, number


def _rectangles(block: int, row: int, column: int) -> bytes:
    """The dark runs of one block of a row."""
    out, place = [], 0
    while place < _BLOCK:
        run = 0
        while place + run < _BLOCK and block >> _BLOCK - 1 - place - run & 1:
            run += 1
        if run:
            out.append(b"%d %d %d 1 re\n" % (column + place, row, run))
        place += run + 1
    return b"".join(out)
