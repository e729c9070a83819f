"""The plain data of a plan for bad weather."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from campaign.core import clock
from campaign.core.i18n import Translated

MOST_NAME: Final = 120
MOST_TEXT: Final = 500
FARTHEST_RESERVE: Final = 60  # days from the event


class Target(StrEnum):
    """What an event can be switched to."""

    RESERVE = "reserve"
    INDOOR = "indoor"


@dataclass(frozen=True)
class Threshold:
    """From which weather on: wind in m/s, degrees Celsius, rain; and in words. None: it does not matter."""

    wind_ms: int | None = None
    colder_than: int | None = None
    hotter_than: int | None = None
    rain: bool = False
    words: Translated = field(default_factory=Translated)

    def __bool__(self) -> bool:
        return bool(self.rain or self.words) or any(
            each is not None for each in (self.wind_ms, self.colder_than, self.hotter_than)
        )


@dataclass(frozen=True)
class ContingencyWish:
    """The plan as typed. `reserve_day` and `reserve_starts` go together; `decide_hours` before the start it is decided."""

    reserve_day: date | None
    reserve_starts: time | None
    indoor_place_id: int | None
    threshold: Threshold
    decides: str
    decides_phone: str
    decide_hours: int | None
    announced: bool


@dataclass(frozen=True)
class ContingencyRow:
    """The plan of one event. Until it is switched, `starts_at` is the usual start; then it is the one of the reserve date.

    `reserve_after`: days from the usual day to the reserve day. `home_starts` and `home_ends` are the usual hours, set while
    the reserve date is in force; `home_place` is the usual place while the indoor one is.
    """

    event_id: int
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    reserve_after: int | None
    reserve_starts: time | None
    indoor_place_id: int | None
    indoor_place: Translated
    indoor_capacity: int | None
    threshold: Threshold
    decides: str
    decides_phone: str
    decide_hours: int | None
    announced: bool
    home_starts: time | None
    home_ends: time | None
    is_indoors: bool
    home_place_id: int | None
    home_place: Translated
    home_capacity: int | None
    version: int

    @property
    def is_on_reserve(self) -> bool:
        return self.home_starts is not None

    @property
    def usual_day(self) -> date:
        day = clock.on_the_wall(self.starts_at, self.time_zone).date()
        return date.fromordinal(day.toordinal() - (self.reserve_after or 0)) if self.is_on_reserve else day

    @property
    def reserve_day(self) -> date | None:
        return None if self.reserve_after is None else date.fromordinal(self.usual_day.toordinal() + self.reserve_after)

    @property
    def decide_by(self) -> datetime | None:
        """On the wall of the place: so many hours before the usual start, or before the one that counts now."""
        if self.decide_hours is None:
            return None
        moment = datetime.fromtimestamp(self.starts_at.timestamp() - self.decide_hours * 3600, tz=self.starts_at.tzinfo)
        return moment.astimezone(ZoneInfo(self.time_zone))


@dataclass(frozen=True)
class Switch:
    """What switching would do: from where and when to where and when. `told`: how many people get a message.

    `capacity` is the new number of places where it changes; `too_small` says that the place holds fewer than are registered.
    """

    target: Target
    back: bool
    starts_at: datetime
    ends_at: datetime
    place_id: int | None
    place: Translated
    capacity: int | None
    told: int
    too_small: bool
