"""The floor of printing: what zlib alone takes for the bytes of the same pages."""

from __future__ import annotations

import re
import statistics
import zlib
from collections.abc import Callable

from campaign.pdf.document import COMPRESSION
from tests.bench.measure import Figures, cpu

REPEATS = 5  # of ours in one child, with its floor in turn
_STREAM = re.compile(rb"<</Filter/FlateDecode/Length (\d+)>>stream\n")
_PAGE_START = b".1 0 0 .1 0 0 cm"


def beside_floor(printed: Callable[[], bytes], timed: Callable[[], Figures] | None = None, repeats: int = REPEATS) -> Figures:
    """CPU of printing ("cpu", unless `timed` says more) and of its floor ("floor"), each the median; and how many pages."""
    pages = pages_of(printed())
    turns = [(timed or (lambda: _spent(printed)))() | {"floor": _compressed(pages)} for _turn in range(repeats)]
    return {name: statistics.median(turn[name] for turn in turns) for name in turns[0]} | {"pages": len(pages)}


def pages_of(pdf: bytes) -> list[bytes]:
    """The bytes of the pages before compression."""
    found = (zlib.decompress(pdf[match.end() : match.end() + int(match[1])]) for match in _STREAM.finditer(pdf))
    return [content for content in found if content.startswith(_PAGE_START)]


def _spent(printed: Callable[[], bytes]) -> Figures:
    began = cpu()
    printed()
    return {"cpu": cpu() - began}


def _compressed(pages: list[bytes]) -> float:
    began = cpu()
    for page in pages:
        zlib.compress(page, COMPRESSION)
    return cpu() - began
