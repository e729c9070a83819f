"""Which doors somebody means who types rooms, and which signs by their places on a sheet: `301-315, 320`."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from campaign.core.errors import Problem
from campaign.core.i18n import _
from campaign.walks.rooms import in_order, room_key
from campaign.walks.signs.schemas import SignDoor

_BETWEEN: Final = re.compile(r"\s*[,;\n]\s*")
_SPAN: Final = re.compile(r"\s*[-–—]\s*|\.\.+")
_PLACES: Final = re.compile(r"(\d{1,5})(?:[-–—](\d{1,5}))?")
_SHOWN: Final = 40  # letters of what was typed that a complaint repeats


def typed_rooms(doors: Sequence[SignDoor], typed: str) -> tuple[list[SignDoor], list[Problem]]:
    """The doors of these rooms in their order, all of them where nothing is typed; and a complaint for what names none."""
    parts = [part for part in _BETWEEN.split(typed.strip()) if part]
    if not parts:
        return list(doors), []
    chosen: set[int] = set()
    problems = []
    for part in parts:
        found = set(_meant(doors, part))
        chosen |= found
        if not found:
            said = part[:_SHOWN]
            words = _("There is no such room here: %(room)s. Type rooms as they are in the register: 301-315, 320.", room=said)
            problems.append(Problem("rooms", "unknown", words))
    return [door for door in doors if door.office_id in chosen], problems


def _meant(doors: Sequence[SignDoor], part: str) -> Iterator[int]:
    """One room by its own name, which may have a hyphen in it, else all from the first to the last."""
    key = room_key(part)
    exact = [door.office_id for door in doors if room_key(door.room) == key]
    ends = _SPAN.split(part)
    if exact or len(ends) != 2 or not all(ends):
        yield from exact
        return
    first, last = sorted(map(in_order, ends))
    yield from (door.office_id for door in doors if first <= in_order(door.room) <= last)


def typed_places(typed: str, count: int) -> tuple[set[int], list[Problem]]:
    """The places on a sheet of `count` signs, typed as `7 9-14`; and a complaint for what names none."""
    chosen: set[int] = set()
    problems = []
    for part in typed.replace(",", " ").replace(";", " ").split():
        found = _PLACES.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if 1 <= first <= last <= count:
            chosen |= set(range(first, last + 1))
        else:
            said = part[:_SHOWN]
            words = _("This run has the signs 1 to %(most)s, not %(typed)s. For example: 7 9-14.", most=count, typed=said)
            problems.append(Problem("numbers", "unknown", words))
    return chosen, problems
