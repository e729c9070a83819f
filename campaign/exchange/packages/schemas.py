"""What is said of packages: which side this machine is, how one stands, what was made, opened and brought back."""

from dataclasses import dataclass, field
from datetime import date, datetime
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
    days: tuple[date, date]
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


class Say(StrEnum):
    """Which side has the say about what both have changed."""

    HERE = "here"
    THERE = "there"


class Case(StrEnum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    BOTH = "both"
    GONE_HERE = "gone_here"
    GONE_THERE = "gone_there"


@dataclass
class Step:
    """One row that came otherwise than it went. `key` is the one on the road, `home` the one here (negative: not yet given).

    `row` is as it comes, with the numbers of home; `take` the columns that only the road has changed; `clashes` the groups that
    both have. A whole row that is gone on one side and was changed on the other has no groups.
    """

    table: str
    key: str
    home: str
    case: Case
    row: Values
    here: Values | None = None
    take: tuple[str, ...] = ()
    clashes: tuple[tuple[str, ...], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.table}|{self.key}"

    @property
    def asked(self) -> list[str]:
        """The names under which it is decided: one for each group that clashes, else its own."""
        return [f"{self.name}|{place}" for place, _group in enumerate(self.clashes)] or [self.name]

    @property
    def is_question(self) -> bool:
        return self.case in {Case.BOTH, Case.GONE_HERE, Case.GONE_THERE}


@dataclass
class Journey:
    """Everything that a package brings: the steps in the order of their tables, and every row that came, for the next time.

    `came`: table → key on the road → key here and the row. `seen` is the same for the same questions.
    """

    steps: list[Step]
    came: dict[str, dict[str, tuple[str, Values]]]
    seen: str = ""

    @property
    def questions(self) -> list[Step]:
        return [step for step in self.steps if step.is_question]


Choices = dict[str, Say]
"""Name of the step and place of the group (`events|7|0`; `events|7` for a whole row) → who has the say."""


@dataclass
class Brought:
    """What bringing back has done: rows by case; who got no place; what was left out, with the reason."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    waiting: list[int] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        return {
            "new": self.new, "changed": self.changed, "gone": self.gone, "waiting": len(self.waiting),
            "left_out": len(self.left_out),
        }  # fmt: skip

    @property
    def is_nothing(self) -> bool:
        return not any(self.counts().values())
