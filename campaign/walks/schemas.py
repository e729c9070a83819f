"""The plain data of office walks: the register of doors, teams with their floors, and what was left at each door."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated

LONGEST_NAME: Final = 200  # of a building, of whose offices they are, of a department, of a position
LONGEST_ROOM: Final = 20
LONGEST_FLOOR: Final = 40
LONGEST_PERSON: Final = 120
LONGEST_LEADER: Final = 120
LONGEST_TEAM: Final = 80
LONGEST_NOTE: Final = 500
LONGEST_RULES: Final = 4000
MOST_DOORS: Final = 3000  # of one building, those no longer used too
MOST_FLOORS: Final = 60
MOST_TEAMS: Final = 40
MOST_NUMBER: Final = 999  # of a team


class Soap(StrEnum):
    """What became of the soap at a door. A refusal is neutral: it is never told with a name."""

    UNSET = "unset"
    GIVEN = "given"
    REFUSED = "refused"
    ABSENT = "absent"


class Sign(StrEnum):
    """What became of the sign at a door."""

    UNSET = "unset"
    UP = "up"
    REFUSED = "refused"
    IMPOSSIBLE = "impossible"
    THERE = "there"


class Direction(StrEnum):
    """In which order a team goes along its part of a floor: by room number, back from the last one, or as set by hand."""

    FORWARD = "forward"
    BACKWARD = "backward"
    HAND = "hand"


@dataclass(frozen=True)
class Office:
    """One door of the register. `person` is empty unless it was given, and asked for by somebody who may know it."""

    id: int
    building_id: int
    floor_id: int
    room: str
    unit_name: Translated
    position_title: Translated
    position: int
    active: bool
    version: int
    person: str = ""


@dataclass(frozen=True)
class Floor:
    """A floor with its doors in their order, those no longer used too. `label` is "3" or "цоколь"."""

    id: int
    building_id: int
    label: str
    position: int
    offices: tuple[Office, ...] = ()

    @property
    def doors(self) -> tuple[Office, ...]:
        """Those that are in use."""
        return tuple(office for office in self.offices if office.active)


@dataclass(frozen=True)
class Building:
    """A building of offices. `body`: whose offices they are. `floors` may have been left out where nobody asked."""

    id: int
    region_id: int
    unit_id: int
    unit_name: Translated
    name: Translated
    address: str
    body: Translated
    version: int
    floors: tuple[Floor, ...] = ()

    @property
    def offices(self) -> tuple[Office, ...]:
        """All doors, floor by floor, those no longer used too."""
        return tuple(office for floor in self.floors for office in floor.offices)

    @property
    def doors(self) -> tuple[Office, ...]:
        """Those that are in use, floor by floor."""
        return tuple(office for office in self.offices if office.active)


@dataclass(frozen=True)
class TeamFloor:
    """A floor, or a part of it, that a team walks: from `first_room` to `last_room`, empty for from or to its end."""

    id: int
    team_id: int
    floor_id: int
    label: str
    position: int
    direction: Direction
    first_room: str
    last_room: str


@dataclass(frozen=True)
class Team:
    """A team of a walk. `leader_phone` is E.164, or empty; `members` counts the people assigned to it."""

    id: int
    uid: str
    event_id: int
    region_id: int
    stop_id: int
    number: int
    name: str
    leader_name: str
    leader_phone: str
    closed_at: datetime | None
    version: int
    members: int = 0
    floors: tuple[TeamFloor, ...] = ()


@dataclass(frozen=True)
class Walk:
    """The walk of an event. Without a `building` nothing was planned yet: the row comes with the first choice."""

    event_id: int
    region_id: int
    stop_id: int
    building: Building | None
    rules: str = ""
    note: str = ""
    version: int = 0
    teams: tuple[Team, ...] = ()


@dataclass(frozen=True)
class Door:
    """A door of a walk with what stands of it: the office as the register has it now, the team, the result.

    `team_id` None: no team has it (any more), its result stays. `position` is the order within the team.
    """

    id: int
    event_id: int
    team_id: int | None
    position: int
    office_id: int
    floor_id: int
    floor: str
    room: str
    unit_name: Translated
    position_title: Translated
    soap: Soap
    pieces: int
    sign: Sign
    note: str
    recorded_at: datetime | None
    recorded_by_device_id: int | None
    recorded_by_user_id: int | None
    version: int

    @property
    def is_recorded(self) -> bool:
        return self.soap is not Soap.UNSET or self.sign is not Sign.UNSET


@dataclass(frozen=True)
class WalkWish:
    """What is said of a walk as a whole: how the teams behave, and a note for whoever prepares it."""

    rules: str
    note: str


@dataclass(frozen=True)
class TeamWish:
    """A team as typed; `leader_phone` is E.164, or empty."""

    number: int
    name: str
    leader_name: str
    leader_phone: str


@dataclass(frozen=True)
class MemberRow:
    """Somebody with a place at the event, and with which team they walk."""

    registration_id: int
    full_name: str
    role: Translated | None
    team_id: int | None
