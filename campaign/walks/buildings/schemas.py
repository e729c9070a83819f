"""What is typed of buildings, floors and rooms, and how lists show them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from campaign.core.i18n import Translated
from campaign.walks.schemas import Office

MOST_AT_ONCE: Final = 500  # rooms added by one form
ROWS: Final = 40  # rooms on one page of a floor that is edited as a table
NO_WORDS: Final = Translated()
BY_NUMBER: Final = 0  # instead of a floor: the one that each room number speaks of


@dataclass(frozen=True)
class NewBuilding:
    """A building as typed. `unit_id` is the city or district, which does not change later."""

    unit_id: int
    name: Translated
    address: str
    body: Translated


@dataclass(frozen=True)
class BuildingRow:
    """A building in a list, with what is in it: floors, doors in use, walks that go through it."""

    id: int
    region_id: int
    unit_id: int
    unit_name: Translated
    name: Translated
    address: str
    floors: int
    doors: int
    walks: int


@dataclass(frozen=True)
class RoomLine:
    """A room of a building as a row of a table; without floor, room and state where the building has none yet."""

    city: Translated
    building: Translated
    address: str
    floor: str = ""
    room: str = ""
    unit_name: Translated = field(default_factory=Translated)
    position_title: Translated = field(default_factory=Translated)
    active: bool | None = None


@dataclass(frozen=True)
class FloorWish:
    """A floor as it is to be; without an `id` it is new. `gone`: taken away, which only an empty one can be."""

    id: int | None
    label: str
    position: int
    gone: bool = False


@dataclass(frozen=True)
class RoomWish:
    """A room to be added, and on which line it was typed (from 1)."""

    line: int
    room: str
    unit_name: Translated = NO_WORDS
    position_title: Translated = NO_WORDS
    person: str = ""


@dataclass(frozen=True)
class Added:
    """What became of rooms that were typed: how many are new, in use again, and which floors were made for them."""

    rooms: int
    again: int
    floors: tuple[str, ...]


@dataclass(frozen=True)
class OfficeEdit:
    """A room of the table as it is to be. `was`: the stamp of what its page showed. `gone`: taken away."""

    id: int
    was: str
    room: str
    unit_name: Translated
    position_title: Translated
    person: str
    floor_id: int
    active: bool
    gone: bool = False


@dataclass(frozen=True)
class Edited:
    """What a table of rooms has changed. `kept`: rooms to be taken away that a walk knows, and that are only out of use."""

    changed: int
    removed: int
    kept: tuple[str, ...]


def stamp(office: Office) -> str:
    """What a page has shown of a room, in 16 digits: by it a change made meanwhile is seen. Needs the name, if there is one."""
    facts: Sequence[object] = (
        office.room, office.unit_name.as_dict(), office.position_title.as_dict(), office.person, office.floor_id, office.active,
    )  # fmt: skip
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]
