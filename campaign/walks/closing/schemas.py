"""The plain data of closing: materials, what a team was issued, the sums, and the port behind which the ledger stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

MOST_PIECES: Final = 100_000
MOST_REASON: Final = 300


class Material(StrEnum):
    """What a team carries along."""

    SOAP = "soap"
    SIGN = "sign"
    GLOVES = "gloves"


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of what a team was issued, besides what it gave at doors; `reason` explains what is missing or too much."""

    issued: int = 0
    returned: int = 0
    lost: int = 0
    reason: str = ""


NOTHING: Final = Counts()
Issued = Mapping[Material, Counts]


@dataclass(frozen=True, slots=True)
class TeamDocument:
    """A document by which something came to a team or left it. `taken_back`: another one moved everything the other way."""

    id: int
    number: str
    kind: str
    dated_on: date
    taken_back: bool


class IssuesPort(Protocol):
    """Who keeps what teams were issued: the ledger of materials. Its acts stand inside the unit of work that holds the team."""

    def issued(self, session: Session, team_ids: Sequence[int]) -> dict[int, dict[Material, Counts]]:
        """By the team and the material; nothing for what was never written down. Three statements."""
        ...

    def set_counts(self, session: Session, team_id: int, counts: Issued, *, receive: bool = False) -> None:
        """Make these the figures of the team; other materials stay as they are. `receive`: what the store lacks comes to light.

        Raises Invalid (`<material>_issued` with the code `short` when the store lacks it, or below what other documents say;
        `<material>_reason` for more than the team had), Conflict, Closed.
        """
        ...

    def settle(self, session: Session, team_id: int, sums: "Mapping[Material, Sum]") -> list[int]:
        """What was given is gone, a difference is written off or came to light: the team has nothing left. The documents.

        Raises Conflict while it has something else that must come back.
        """
        ...

    def unsettle(self, session: Session, documents: Sequence[int], reason: str) -> None:
        """Take those documents back. Raises Conflict, Closed."""
        ...

    def held(self, session: Session, team_ids: Sequence[int]) -> dict[int, int]:
        """How many pieces of anything a team has now, zero left out. One statement."""
        ...

    def documents(self, session: Session, team_id: int) -> tuple[TeamDocument, ...]:
        """By which it came to them or left them, in the order of posting. Two statements."""
        ...


@dataclass(frozen=True, slots=True)
class Sum:
    """One material of one team, or of the whole walk: issued − given − returned − lost is the difference."""

    issued: int = 0
    given: int = 0
    returned: int = 0
    lost: int = 0
    reason: str = ""

    @property
    def difference(self) -> int:
        return self.issued - self.given - self.returned - self.lost

    @property
    def is_explained(self) -> bool:
        return not self.difference or bool(self.reason)

    def __add__(self, other: "Sum") -> "Sum":
        """The figures together; a reason belongs to one team alone."""
        return Sum(
            self.issued + other.issued, self.given + other.given, self.returned + other.returned, self.lost + other.lost
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        return {
            "issued": self.issued, "given": self.given, "returned": self.returned, "lost": self.lost, "reason": self.reason,
        }  # fmt: skip


@dataclass(frozen=True)
class TeamSums:
    """A team with its sums. `unseen` and `again` count doors without a final answer, `waiting` items nobody has decided.

    `is_out`: it is open and its walk is not over, so what is not accounted for is still with it.
    """

    team_id: int
    number: int
    name: str
    version: int
    closed_at: datetime | None
    is_out: bool
    doors: int
    unseen: int
    again: int
    waiting: int
    sums: dict[Material, Sum] = field(default_factory=dict)

    @property
    def is_explained(self) -> bool:
        return all(one.is_explained for one in self.sums.values())


@dataclass(frozen=True)
class WalkSums:
    """All teams of a walk by their numbers, and whether the walk is closed."""

    event_id: int
    teams: tuple[TeamSums, ...]
    closed_at: datetime | None
    reason: str

    @property
    def totals(self) -> dict[Material, Sum]:
        return {material: sum((team.sums[material] for team in self.teams), Sum()) for material in Material}

    @property
    def is_even(self) -> bool:
        """Whether nothing is missing or too much, over all teams."""
        return all(one.difference == 0 for one in self.totals.values())

    @property
    def is_out(self) -> bool:
        """Whether a team is still out: what is not accounted for may be with it."""
        return any(team.is_out for team in self.teams)

    @property
    def open_teams(self) -> tuple[TeamSums, ...]:
        return tuple(team for team in self.teams if team.closed_at is None)
