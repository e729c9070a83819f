"""Room numbers: how they compare and sort, and what a list of them typed by hand or found in a table means."""

import re
from typing import Final

from campaign.core.text import clean_line, fold

LONGEST_KEY: Final = 40
_PARTS: Final = re.compile(r"\d+|[^\d]+")
_KEPT: Final = frozenset("/.-")


def room_key(room: str) -> str:
    """By which two rooms are the same: case, spaces and Cyrillic letters that look Latin make no difference.

    >>> room_key("305 А") == room_key("305a"), room_key("3/15") == room_key("315")
    (True, False)
    """
    return "".join(char if char in _KEPT else fold(char) for char in clean_line(room) if not char.isspace())[:LONGEST_KEY]


def in_order(room: str) -> tuple[tuple[int, int, str], ...]:
    """The key by which rooms sort as people count them: 9 before 10, 305 before 305а.

    >>> sorted(["310", "9", "305а", "305"], key=in_order)
    ['9', '305', '305а', '310']
    """
    found = _PARTS.findall(room_key(room))
    return tuple((0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part) for part in found)
