"""The plain data of shifts: as typed, as they stand, who is in them and what stands against it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from campaign.core import clock
from campaign.core.i18n import Translated

LONGEST_TITLE: Final = 200
LONGEST_PLACE: Final = 200
LONGEST_NAME: Final = 120
MOST_PEOPLE: Final = 500  # in one shift
MOST_SHIFTS: Final = 100  # of one event
FARTHEST: Final = timedelta(days=7)  # from the event: set-up before it, clearing away after it
MOST_CANDIDATES: Final = 25  # offered at once


@dataclass(frozen=True)
class NewShift:
    """A shift as typed: day and wall clock of the place. One that ends no later than it begins runs over midnight."""

    title: Translated
    day: date
    starts: time
    ends: time
    need: int
    role_id: int | None = None
    place_note: str = ""
    leader: str = ""
    leader_phone: str = ""


@dataclass(frozen=True)
class ShiftRow:
    """A shift as it stands. `role` is the name of its role, None where it has none."""

    id: int
    event_id: int
    region_id: int
    stop_id: int
    role_id: int | None
    role: Translated | None
    title: Translated
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place_note: str
    need: int
    taken: int
    leader: str
    leader_phone: str
    version: int

    @property
    def missing(self) -> int:
        return max(0, self.need - self.taken)

    @property
    def starts_on_wall(self) -> datetime:
        return clock.on_the_wall(self.starts_at, self.time_zone)

    @property
    def ends_on_wall(self) -> datetime:
        return clock.on_the_wall(self.ends_at, self.time_zone)

    @property
    def day(self) -> date:
        """The date on the place's wall when it begins."""
        return self.starts_on_wall.date()

    @property
    def times(self) -> str:
        """`09:00–12:30`."""
        return f"{self.starts_on_wall:%H:%M}–{self.ends_on_wall:%H:%M}"

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)


@dataclass(frozen=True)
class Member:
    """Somebody in a shift. `briefed_on`: the day on which they were briefed, None when nobody has noted it."""

    registration_id: int
    full_name: str
    organisation: str
    phone: str
    role: Translated | None
    briefed_on: date | None
    accepted: bool


@dataclass(frozen=True)
class Candidate:
    """Somebody with a place at the event who is not in the shift; `shifts` is in how many others of the event they are."""

    registration_id: int
    full_name: str
    organisation: str
    role: Translated | None
    shifts: int


@dataclass(frozen=True)
class Against:
    """What stands against somebody's being in a shift: a sentence, and whether it cannot be at all."""

    registration_id: int
    shift_id: int
    full_name: str
    words: str
    is_hard: bool


@dataclass(frozen=True)
class Assigned:
    """What came of putting several people into a shift: how many are in it now, and what stands against the others."""

    count: int
    against: tuple[Against, ...] = ()

    @property
    def refused(self) -> tuple[Against, ...]:
        return tuple(one for one in self.against if one.is_hard)

    @property
    def to_accept(self) -> tuple[Against, ...]:
        """Those against whom there is only too little time for the way."""
        hard = {one.registration_id for one in self.refused}
        return tuple(one for one in self.against if one.registration_id not in hard)


@dataclass(frozen=True)
class OwnShifts:
    """What the holder of a ticket sees: their shifts, those with room, and how many are full."""

    mine: tuple[ShiftRow, ...] = ()
    free: tuple[ShiftRow, ...] = ()
    full: int = 0

    def __bool__(self) -> bool:
        return bool(self.mine or self.free or self.full)


@dataclass(frozen=True)
class BriefingLine:
    """One person on the list of those to be briefed; `shifts` are the titles of theirs."""

    registration_id: int
    full_name: str
    organisation: str
    phone: str
    role: Translated | None
    shifts: tuple[ShiftRow, ...]
    briefed_on: date | None


@dataclass(frozen=True)
class BriefingGroup:
    """Those of one shift, or of one role without a shift, or (both None) the others."""

    shift: ShiftRow | None
    role: Translated | None
    lines: tuple[BriefingLine, ...] = field(default_factory=tuple)

    @property
    def briefed(self) -> int:
        return sum(line.briefed_on is not None for line in self.lines)
