"""How the columns of a table share the width of its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from campaign.pdf.schemas import Column

_RIGID: Final = frozenset(
    {"order", "figures", "box"}
)  # a number that does not fit would be broken; so would what is centred: a plate, a seat
_LEAST: Final = 0.5  # of its width, that a column of words keeps


def shared(columns: Sequence[Column], asked: Sequence[float], width: float, *, large: bool) -> list[float]:
    """The widths in mm, all in proportion; in large type what is short of room is taken from words and not from figures."""
    share = width / sum(asked)
    rigid = [column.kind in _RIGID or column.align == "centre" for column in columns]
    kept = sum(wide for wide, is_rigid in zip(asked, rigid, strict=True) if is_rigid)
    soft = (width - kept) / (sum(asked) - kept) if kept < sum(asked) else 0.0
    if not large or share >= 1 or soft < _LEAST:
        return [wide * share for wide in asked]
    return [wide if is_rigid else wide * soft for wide, is_rigid in zip(asked, rigid, strict=True)]
