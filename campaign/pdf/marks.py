"""Drawn signs: the campaign's mark, the QR code, the tick box."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import zxingcpp
from reportlab.pdfgen.pdfgeom import bezierArc

from campaign.pdf.ink import number

_QR_OPTIONS = "ecLevel=M,dataMask=3"  # a fixed mask reads as well and takes a seventh of the time
_BLOCK = 9  # modules of a row that are looked up together
_DARK = re.compile(rb"\x00+")


@cache
def emblem(colour: bytes = b"0 0 0") -> bytes:
    """The mark in a square from -1 to 1: an open ring (the route) and a baton that is a road, leaving by the gap.

    `colour`: red, green and blue of it, as operands.
    """
    arcs = bezierArc(-0.84, -0.84, 0.84, 0.84, 70, 310)
    ink = b"0 g 0 G" if colour == b"0 0 0" else b"%b rg %b RG" % (colour, colour)
    out = [b"q %b 0 J .19 w" % ink, _point(arcs[0][0], arcs[0][1], b"m")]
    out += [_curve(*arc[2:]) for arc in arcs]
    out.append(b"S .7071 .7071 -.7071 .7071 0 0 cm")
    near, far, back, front = 0.33, 0.17, -0.18, 1.28  # a road in perspective, rounded at its near end
    out += [_point(back, -near, b"m"), _point(front, -far, b"l"), _point(front, far, b"l")]
    out += [_point(back, near, b"l")]
    bend = back - near * 1.1
    out += [_curve(bend, near * 0.9, bend, -near * 0.9, back, -near), b"f 1 g"]
    for start, stop in ((-0.22, 0.06), (0.22, 0.46), (0.60, 0.81), (0.94, 1.12)):
        wide, narrow = (0.065 * (1 - (at + 0.22) * 0.36) for at in (start, stop))
        out += [_point(start, -wide, b"m"), _point(stop, -narrow, b"l"), _point(stop, narrow, b"l")]
        out += [_point(start, wide, b"l"), b"h"]
    return b" ".join([*out, b"f Q\n"])


def placed(operators: bytes, x: int, y: int, scale: float) -> bytes:
    """Operators of unit size, moved to a place in page units and enlarged."""
    size = number(scale)
    return b"q %b 0 0 %b %d %d cm %bQ\n" % (size, size, x, y, operators)


def qr(value: str, x: int, y: int, size: int) -> bytes:
    """A QR code with its lower left corner at x, y, in page units; 60 µs.

    Error correction M. Capitals, digits and : / . - keep it small; leave four modules of white around it.
    """
    side, pixels = modules(value)
    runs = [_runs(row, column, pixels[start:stop]) for row, column, start, stop in _blocks(side)]
    return placed(b"%bf " % b"".join(runs), x, y, size / side)


@cache
def _blocks(side: int) -> list[tuple[int, int, int, int]]:
    """Row (from below), first column, and where its pixels are, of every few modules of a code."""
    return [
        (side - 1 - row, column, row * side + column, row * side + min(column + _BLOCK, side))
        for row in range(side)
        for column in range(0, side, _BLOCK)
    ]


def modules(value: str) -> tuple[int, bytes]:
    """A QR code as the number of modules on a side, and row by row from above one byte a module, dark is 0."""
    code = zxingcpp.create_barcode(value, zxingcpp.BarcodeFormat.QRCode, options=_QR_OPTIONS)
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    view = memoryview(picture)
    return len(view), view.tobytes()


@lru_cache(maxsize=65536)
def _runs(row: int, column: int, modules: bytes) -> bytes:
    """The dark runs of a few modules of a row as rectangles."""
    runs = []
    for run in _DARK.finditer(modules):
        runs.append(b"%d %d %d 1 re\n" % (column + run.start(), row, run.end() - run.start()))
    return b"".join(runs)


def _point(x: float, y: float, operator: bytes) -> bytes:
    return b"%b %b %b" % (number(x), number(y), operator)


def _curve(x1: float, y1: float, x2: float, y2: float, x3: float, y3: float) -> bytes:
    return b"%b %b %b" % (_point(x1, y1, b""), _point(x2, y2, b""), _point(x3, y3, b"c"))
