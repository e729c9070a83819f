"""Room numbers: how they compare and sort, and what a list of them typed by hand or found in a table means."""

import re
from typing import Final

from campaign.core.text import clean_line, fold

LONGEST_KEY: Final = 40
_PARTS: Final = re.compile(r"\d+|[^\d]+")
_KEPT: Final = frozenset("/.-")
MOST_IN_A_RANGE: Final = 300
MOST_NAMED: Final = 3000  # rooms in one list: no building has more
_RANGE: Final = re.compile(r"([^\W\d]{0,3}[-/.]?)(\d{1,5})\s*[-–—]\s*([^\W\d]{0,3}[-/.]?)(\d{1,5})")
_DIVIDED: Final = re.compile(r"[a-z]*[-/.]?(?P<floor>\d{1,2})[-/.]\d{1,3}[a-z]*")
_NUMBERED: Final = re.compile(r"[a-z]*[-/.]?(?P<floor>\d{1,2})\d\d[a-z]*")


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


def floor_of(room: str) -> str:
    """The floor that a room number speaks of; empty when it speaks of none.

    >>> floor_of("312"), floor_of("1204а"), floor_of("3/15"), floor_of("А-412"), floor_of("7"), floor_of("Приёмная")
    ('3', '12', '3', '4', '', '')
    """
    key = room_key(room)
    if found := _DIVIDED.fullmatch(key):
        return str(int(found["floor"]))
    found = _NUMBERED.fullmatch(key)
    return str(int(found["floor"])) if found and int(found["floor"]) else ""


class BadRooms(ValueError):
    """A list of rooms that cannot be read; `code` says why: `backwards`, `too_many`, `empty`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def rooms_of(words: str) -> list[str]:
    """The rooms that a list names: `301-320`, `301, 303, 305-307`, `301а`.

    A range counts up, both ends included. Raises BadRooms.

    >>> rooms_of("301-303, 310а")
    ['301', '302', '303', '310а']
    """
    found: list[str] = []
    for part in filter(None, map(clean_line, words.split(","))):
        span = _RANGE.fullmatch(part)
        found += _counted(*span.groups()) if span else [part]
        if len(found) > MOST_NAMED:
            raise BadRooms("too_many")
    if not found:
        raise BadRooms("empty")
    return found


def _counted(before: str, first: str, again: str, last: str) -> list[str]:
    if again and room_key(again) != room_key(before):
        return [f"{before}{first}-{again}{last}"]
    if int(last) < int(first):
        raise BadRooms("backwards")
    if int(last) - int(first) >= MOST_IN_A_RANGE:
        raise BadRooms("too_many")
    return [f"{before}{number:0{len(first)}d}" for number in range(int(first), int(last) + 1)]
