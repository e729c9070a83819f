"""What is said of packages: which side this machine is, how one stands, what was made, opened and brought back."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from campaign.core.i18n import Translated

FORMAT: Final = 1
MOST_WHO: Final = 120
MOST_BYTES: Final = 64 << 20  # of a file that is sent to a page
TYPE: Final = "application/octet-stream"

Values = dict[str, Any]
"""A row as a package has it: column → plain value (text, number, truth, list, object)."""
Tables = dict[str, list[Values]]


class Side(StrEnum):
    """Which end of the road this machine is, for one package."""

    HOME = "home"
    ROAD = "road"


class PackageState(StrEnum):
    """Moves one way; a package that is back may be brought again, and then only what was added since comes in."""

    OUT = "out"
    BACK = "back"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class PackageRow:
    """One package, as pages and the console show it. `rows`: how many went along."""

    id: int
    uid: str
    side: Side
    state: PackageState
    region_id: int
    stop_id: int
    place: Translated
    traveller: str
    made_by: str
    made_at: datetime
    returned_at: datetime | None
    rows: int
    file_uid: str | None
    seal: str
    version: int


@dataclass(frozen=True)
class StopChoice:
    """A stop that may be taken along: its place, its stay, and the package that is out already."""

    id: int
    place: Translated
    year: int
    out: PackageRow | None


@dataclass(frozen=True)
class Traveller:
    """Somebody with an account who may take the stop along."""

    id: int
    name: str


@dataclass(frozen=True)
class Made:
    """A package that was just made; `passphrase` is told once, and None when the same form came again."""

    id: int
    passphrase: str | None


@dataclass(frozen=True)
class Opened:
    """What `packages open` has done: whose work it is now, how much came, and the link by which they come in."""

    package_id: int
    place: Translated
    rows: int
    email: str
    link: str
    seal: str


@dataclass(frozen=True)
class Sealed:
    """A package out of its envelope. `head` was in the open, `tables` was not; `facts` is what it says of itself."""

    head: Values
    facts: Values
    tables: Tables = field(default_factory=dict)
