"""The plain data of a slip: what is wished, what it would do, and what was done."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.relay.dates import SkipRule, Stay
from campaign.relay.schemas import RelayRow, Shift, ShiftKind, ShiftPlan, SlipClash, StopMove

MOST_DAYS: Final = 365
MOST_REASON: Final = 500


class SlipAct(StrEnum):
    """Days earlier or later, a longer or shorter stay, two places of the chain exchanged, one out of it, one into it."""

    MOVE = "move"
    LENGTH = "length"
    SWAP = "swap"
    SKIP = "skip"
    INSERT = "insert"


class Following(StrEnum):
    """What becomes of the stops that follow: all go along, or the next stay takes it up as far as it can."""

    SHIFT = "shift"
    ABSORB = "absorb"


@dataclass(frozen=True)
class SlipWish:
    """What an organizer wishes of a chain.

    `stop_id` is the stop that it is about; of INSERT the one after which a place is put in, None for the very beginning.
    `days` are later or longer, negative ones earlier or shorter; of INSERT the days of the stay, of which both ends count.
    """

    relay_id: int
    act: SlipAct
    stop_id: int | None
    days: int = 0
    other_stop_id: int | None = None
    unit_id: int | None = None
    kit: str = ""
    following: Following = Following.SHIFT
    skip: SkipRule = field(default_factory=SkipRule)
    only_unannounced: bool = False
    reason: str = ""

    def as_facts(self) -> dict[str, Any]:
        """Itself as JSON, to tell a repeated form from another one."""
        return {**vars(self), "skip": self.skip.as_facts()}


@dataclass(frozen=True)
class StopLine:
    """One place of the chain before and after. `stop_id` None: it is put in. `before` or `after` None: it comes or goes."""

    stop_id: int | None
    unit_id: int
    code: str
    name: Translated
    before: Stay | None
    after: Stay | None
    events: int = 0

    @property
    def changes(self) -> bool:
        return self.before is None or self.after is None or self.days_change or self.before.position != self.after.position

    @property
    def days_change(self) -> bool:
        if self.before is None or self.after is None:
            return True
        return (self.before.arrives, self.before.departs) != (self.after.arrives, self.after.departs)


@dataclass(frozen=True)
class SlipPreview:
    """Everything that a slip would do; nothing of it is stored. Clashes: the hard ones first."""

    relay: RelayRow
    wish: SlipWish
    lines: tuple[StopLine, ...]
    moves: tuple[StopMove, ...]
    plan: ShiftPlan
    clashes: tuple[SlipClash, ...]
    ways: tuple[float, ...]
    comes_back: bool = False

    @property
    def changed(self) -> tuple[StopLine, ...]:
        return tuple(line for line in self.lines if line.changes)

    @property
    def unchanged(self) -> tuple[StopLine, ...]:
        return tuple(line for line in self.lines if not line.changes)

    @property
    def handovers(self) -> int:
        """How many days of a handover become others."""
        return sum(
            line.before is not None and line.after is not None and line.before.departs != line.after.departs
            for line in self.lines
        )

    @property
    def ends(self) -> date:
        return self.chain[-1][1].departs

    @property
    def chain(self) -> tuple[tuple[StopLine, Stay, float], ...]:
        """The new chain in its order: each place with its stay and the kilometres to it."""
        stayed = [(line, line.after) for line in self.lines if line.after is not None]
        return tuple((line, stay, way) for (line, stay), way in zip(stayed, self.ways, strict=True))

    @property
    def before(self) -> tuple[StopLine, ...]:
        """The places of the chain as it is."""
        return tuple(sorted((line for line in self.lines if line.before is not None), key=_position))

    @property
    def other_way(self) -> bool:
        """Whether the baton would take another way, not only other days."""
        return [line.unit_id for line in self.before] != [line.unit_id for line, _stay, _way in self.chain]

    @property
    def kilometres(self) -> float:
        return round(sum(self.ways), 1) if self.other_way else self.relay.kilometres

    @property
    def hard(self) -> int:
        return sum(clash.hard for clash in self.clashes)

    @property
    def people(self) -> int:
        """How many registrations are told."""
        return sum(shift.people for shift in self.plan.shifts if shift.announced)

    @property
    def announced(self) -> bool:
        """Whether something that is known outside would move."""
        return any(shift.announced for shift in self.plan.shifts)

    @property
    def names(self) -> dict[int, Translated]:
        """What the stops are called."""
        return {line.stop_id: line.name for line in self.lines if line.stop_id is not None}

    def shifts_of(self, kind: ShiftKind) -> tuple[Shift, ...]:
        return tuple(shift for shift in self.plan.shifts if shift.kind is kind)

    @property
    def counts(self) -> tuple[tuple[ShiftKind, int], ...]:
        """How many of each kind shift, those that do not left out."""
        return tuple((kind, count) for kind in ShiftKind if (count := len(self.shifts_of(kind))))

    @property
    def fingerprint(self) -> str:
        """What would be done, in a few letters: another one when something has changed since the page was made."""
        facts: list[Any] = [(line.code, _days(line.before), _days(line.after)) for line in self.lines]
        for shifts in (self.plan.shifts, self.plan.kept):
            facts.append([(shift.kind, shift.thing_id, shift.before, shift.after, shift.announced) for shift in shifts])
        return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()[:24]


def _position(line: StopLine) -> int:
    return line.before.position if line.before is not None else 0


def _days(stay: Stay | None) -> list[Any] | None:
    return None if stay is None else [stay.position, stay.arrives, stay.departs]


@dataclass(frozen=True)
class SlipRow:
    """A slip that was done, as the history shows it, on the wall of its place. `who` is empty for the system."""

    id: int
    act: SlipAct
    place: Translated
    other: Translated
    days: int
    reason: str
    only_unannounced: bool
    stops: int
    things: int
    made_at: datetime
    time_zone: str
    who: str
    undone_at: datetime | None
    undone_by: str
    may_be_undone: bool


def joined(plans: Sequence[ShiftPlan]) -> ShiftPlan:
    """What all ports would do together."""
    return ShiftPlan(
        tuple(shift for plan in plans for shift in plan.shifts),
        tuple(clash for plan in plans for clash in plan.clashes),
        tuple(shift for plan in plans for shift in plan.kept),
        sum(plan.fixed for plan in plans),
    )
