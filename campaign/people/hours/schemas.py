"""The plain data of volunteers' hours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated

MOST_MINUTES: Final = 6000  # a hundred hours at one event
LONGEST_REASON: Final = 300
_HOURS: Final = re.compile(r"(\d{1,3})(?::([0-5]?\d)|[.,](\d{1,2}))?")


class HoursSource(StrEnum):
    """Where a number of hours comes from: the plan confirmed as it was, check-in, or a coordinator who typed it."""

    PLAN = "plan"
    CHECK_IN = "check_in"
    TYPED = "typed"


@dataclass(frozen=True)
class HoursLine:
    """One person's hours at an event. `planned` and all others in minutes; `minutes` is None until somebody confirms them.

    `before` is what was written before the last correction, None when nothing was. `number` counts what was written.
    """

    registration_id: int
    full_name: str
    organisation: str
    role: Translated | None
    planned: int
    is_in: bool
    minutes: int | None
    source: HoursSource | None
    before: int | None
    reason: str
    number: int


@dataclass(frozen=True)
class PersonHours:
    """One person's confirmed hours over several events."""

    person_id: int
    full_name: str
    organisation: str
    events: int
    planned: int
    minutes: int


@dataclass(frozen=True)
class EventHours:
    """One event of a person, with their hours there."""

    registration_id: int
    event_id: int
    event: Translated
    starts_at: datetime
    time_zone: str
    minutes: int


@dataclass(frozen=True)
class HoursWish:
    """What was typed for one person; `seen` is the number of the value that stood beside it."""

    registration_id: int
    minutes: int
    seen: int


@dataclass(frozen=True)
class Typed:
    """What was typed on the page: as words, and, where they are hours, as wishes; `wrong` names the others."""

    words: Mapping[int, str]
    wishes: tuple[HoursWish, ...]
    wrong: tuple[int, ...]
    reason: str = ""


def minutes_in(words: str) -> int | None:
    """Minutes of `3`, `3:30`, `3,5`; None for what is no number of hours.

    >>> [minutes_in(words) for words in ("3", "3:30", "3,5", "0.25", "х")]
    [180, 210, 210, 15, None]
    """
    found = _HOURS.fullmatch(words.strip())
    if found is None:
        return None
    whole, minutes, part = found.groups()
    more = int(minutes) if minutes else round(int(part) / 10 ** len(part) * 60) if part else 0
    total = int(whole) * 60 + more
    return total if total <= MOST_MINUTES else None


def as_hours(minutes: int) -> str:
    """`3:30`."""
    return f"{minutes // 60}:{minutes % 60:02}"
