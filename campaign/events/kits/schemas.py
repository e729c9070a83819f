"""The plain data of kits: what they are made of, as typed and as shown."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from campaign.core.i18n import Translated, Words
from campaign.events.checklists.schemas import TaskAnchor
from campaign.events.schemas import Anchor
from campaign.relay.schemas import RelayRow

FARTHEST_DAYS = 366
MOST = 1_000_000  # people, teams, offices
MOST_EVENTS, MOST_TASKS, MOST_ROLES = 100, 200, 40
LONGEST = {"code": 40, "name": 200, "title": 200, "description": 4000, "role": 80}
DAY_MINUTES = 24 * 60


class Basis(StrEnum):
    """What the head-count of a role is counted from. A closed set: a formula is data, never a text that is worked out."""

    FIXED = "fixed"
    PARTICIPANTS = "participants"
    TEAMS = "teams"
    OFFICES = "offices"


@dataclass(frozen=True)
class Formula:
    """`amount` people for every `each` of the basis, begun ones counting whole; fixed: `amount` people, None for no limit."""

    basis: Basis = Basis.FIXED
    amount: int | None = None
    each: int | None = None


@dataclass(frozen=True)
class Measures:
    """What an event of a kit is reckoned with: places for people, teams, offices. None: nobody has said."""

    participants: int | None = None
    teams: int | None = None
    offices: int | None = None

    def of(self, basis: Basis) -> int | None:
        counted = {Basis.PARTICIPANTS: self.participants, Basis.TEAMS: self.teams, Basis.OFFICES: self.offices}
        return counted.get(basis)


@dataclass(frozen=True)
class NewKit:
    """A kit as typed; by its code it is named where a season is planned."""

    code: str
    name: Translated


@dataclass(frozen=True)
class RoleOfKit:
    """A role of an event of a kit, with the formula of its head-count."""

    name: Translated
    formula: Formula


@dataclass(frozen=True)
class EventOfKit:
    """An event of a kit as typed: `kind` is a code, `day_offset` days after the anchor's day (before it when negative)."""

    kind: str
    title: Translated
    description: Translated
    anchor: Anchor
    day_offset: int
    starts: time
    minutes: int
    measures: Measures
    roles: tuple[RoleOfKit, ...] = ()


@dataclass(frozen=True)
class TaskOfKit:
    """A task of a kit as typed; `event_id` is the kit's event it belongs to, None for the stop as a whole."""

    title: Translated
    event_id: int | None
    anchor: TaskAnchor
    day_offset: int
    at: time | None = None


@dataclass(frozen=True)
class KitRoleRow:
    """A role with its formula; `capacity` is how many people that makes, None for no limit."""

    name: Translated
    formula: Formula
    capacity: int | None


@dataclass(frozen=True)
class KitEventRow:
    """One event of a kit: `day_offset` days after its anchor's day, wall clock, minutes it lasts.

    `revision` is the version of the kit in which it was last changed; `retired`: it was taken out, and stops have it still.
    """

    id: int
    kit_id: int
    kind_id: int
    kind: str
    kind_name: Translated
    title: Translated
    description: Translated
    anchor: Anchor
    day_offset: int
    starts: time
    minutes: int
    measures: Measures
    revision: int = 1
    retired: bool = False
    roles: tuple[KitRoleRow, ...] = ()

    @property
    def capacity(self) -> int | None:
        """How many people it is planned for."""
        return self.measures.participants


@dataclass(frozen=True)
class KitTaskRow:
    id: int
    kit_id: int
    event_id: int | None
    title: Translated
    anchor: TaskAnchor
    day_offset: int
    at: time | None
    revision: int = 1
    retired: bool = False


@dataclass(frozen=True)
class KitRow:
    """A kit with what it makes now. `own`: organizers have changed it, and updates of the program leave it alone."""

    id: int
    code: str
    name: Translated
    version: int
    own: bool
    retired: bool
    events: tuple[KitEventRow, ...] = ()
    tasks: tuple[KitTaskRow, ...] = ()


@dataclass(frozen=True)
class KitUse:
    """A relay whose stops have something of a kit."""

    relay: RelayRow
    stops: int


class Change(StrEnum):
    """What has become of a piece of the kit since a stop got it.

    `kept`: a hand has changed it at the stop, so it stays. `blocked`: more people are registered than the kit has places for.
    """

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    KEPT = "kept"
    BLOCKED = "blocked"


OFFERED = (Change.CHANGED, Change.ADDED, Change.REMOVED)


@dataclass(frozen=True)
class FieldChange:
    """One field of an event or a task as it is at the stop, and as the kit has it now."""

    field: Words
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    """One event or task in which a stop differs from its kit. `thing_id` is the event or task at the stop, None for a new one.

    `people` are told when it is taken over: those who come to an announced event that goes to another time or is called off.
    """

    kit_id: int
    is_event: bool
    piece_id: int
    revision: int
    thing_id: int | None
    thing_version: int
    title: Translated
    change: Change
    fields: tuple[FieldChange, ...] = ()
    people: int = 0
    note: str = ""

    @property
    def key(self) -> str:
        """By it the piece is chosen on a page."""
        return f"{'event' if self.is_event else 'task'}-{self.piece_id}"

    @property
    def is_offered(self) -> bool:
        return self.change in OFFERED


@dataclass(frozen=True)
class StopDifferences:
    """Everything in which a stop differs from its kits."""

    stop_id: int
    region_id: int
    name: Translated
    differences: tuple[Difference, ...]

    @property
    def offered(self) -> tuple[Difference, ...]:
        return tuple(row for row in self.differences if row.is_offered)

    @property
    def kept(self) -> tuple[Difference, ...]:
        return tuple(row for row in self.differences if not row.is_offered)


@dataclass(frozen=True)
class Taken:
    """What was taken over: events and tasks changed, added and taken out, at how many stops."""

    changed: int = 0
    added: int = 0
    removed: int = 0
    stops: int = 0
