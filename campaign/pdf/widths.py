"""How the columns of a table share the width of its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from campaign.pdf.schemas import Column

_RIGID: Final = frozenset({"order", "figures"})  # a number that does not fit would be broken
# What part of their width columns of boxes and those left for a pen keep (on an enlarged page a hand writes as large as ever):
# the first that leaves enough for words is taken.
_TRIED: Final = ((1.0, 0.8), (1.0, 0.0), (0.7, 0.0))
_LEAST: Final = 0.5  # of its width, that a column of words keeps


def shared(columns: Sequence[Column], asked: Sequence[float], width: float, *, large: bool) -> list[float]:
    """The widths in mm, all in proportion; in large type what is short of room is taken from words and not from figures.

    What is centred is as rigid as figures: a plate, a seat.
    """
    share = width / sum(asked)
    if large and share < 1:
        for boxes, pens in _TRIED:
            kept = [_kept(column, boxes, pens) * wide for column, wide in zip(columns, asked, strict=True)]
            words = sum(wide for wide, own in zip(asked, kept, strict=True) if not own)
            soft = (width - sum(kept)) / words if words else 0.0
            if soft >= _LEAST:
                return [own or wide * soft for wide, own in zip(asked, kept, strict=True)]
    return [wide * share for wide in asked]


def _kept(column: Column, boxes: float, pens: float) -> float:
    """Which part of its width a column keeps whatever happens to the others."""
    if column.kind in ("box", "blank"):
        return boxes if column.kind == "box" else pens
    return 1.0 if column.kind in _RIGID or column.align == "centre" else 0.0
