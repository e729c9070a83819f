"""The plain data of calendar feeds: what goes into a calendar, whatever its format."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Standing(StrEnum):
    """Whether it takes place."""

    PLANNED = "planned"
    CERTAIN = "certain"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar.

    `begins` and `ends` are moments shown on the wall of `zone`, or, in an entry of whole days, its first and last day with
    "" for a zone. `sequence` grows with every change, `written_at` is when it was last changed, in real time.
    """

    uid: str
    title: str
    begins: datetime | date
    ends: datetime | date
    zone: str
    place: str
    description: str
    url: str
    kind: str
    standing: Standing
    sequence: int
    written_at: datetime
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Feed:
    """A calendar with its name and language, its entries in the order of time."""

    name: str
    language: str
    url: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class OwnCalendar:
    """The secret address of somebody's calendar, and since when it works."""

    token: str
    made_at: datetime
