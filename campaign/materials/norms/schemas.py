"""The plain data of norms: so much of a material for each of something, and how many of that something an event has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

from campaign.core.i18n import LANGUAGES, Translated
from campaign.core.text import fold
from campaign.events.schemas import EventState
from campaign.materials.schemas import PlaceKind, Unit, Use

MOST_AMOUNT: Final = 100_000  # of a material for `each`
MOST_EACH: Final = 100_000
MOST_RESERVE: Final = 100  # percent
MOST_COUNT: Final = 1_000_000  # people, offices, cars of an event
MOST_LINES_OF_SET: Final = 40
LONGEST: Final = {"role": 80, "note": 200, "set": 120}


class Basis(StrEnum):
    """What a norm is counted by. `ROLE` names the role, `EVENT` is one for each event, `STOP` one for each stop."""

    OFFICE = "office"
    OFFICIAL = "official"
    PARTICIPANT = "participant"
    ROLE = "role"
    TEAM = "team"
    VEHICLE = "vehicle"
    EVENT = "event"
    STOP = "stop"


TYPED: Final = (Basis.PARTICIPANT, Basis.OFFICE, Basis.OFFICIAL, Basis.TEAM, Basis.VEHICLE)
"""What a number can be typed for, beside the roles of the event."""


class Source(StrEnum):
    """Where a number comes from.

    `LIVE`: counted in the walk or in the column; `CONFIRMED`: places that are given; `ANNOUNCED`: those, who wait with their
    group, and what organisations have announced without names; `CHECKED_IN`: who came; `TYPED`: by a coordinator, for
    materials; `PERMIT`: by a coordinator, on the page of permits; `CAPACITY`: places of the event or of the role; `KIT`: the
    kit that made the event; `FIXED`: an event or a stop is one; `CANCELLED`: the event needs nothing; `UNKNOWN`: nobody said.
    """

    LIVE = "live"
    CONFIRMED = "confirmed"
    ANNOUNCED = "announced"
    CHECKED_IN = "checked_in"
    TYPED = "typed"
    PERMIT = "permit"
    CAPACITY = "capacity"
    KIT = "kit"
    FIXED = "fixed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Count:
    """How many there are, by whom; 0 where nobody knows. `said`: every other number that there was, so that it can be told."""

    number: int
    source: Source
    said: tuple[tuple[Source, int], ...] = ()

    @property
    def is_known(self) -> bool:
        return self.source is not Source.UNKNOWN


NOBODY_SAID: Final = Count(0, Source.UNKNOWN)
ONE: Final = Count(1, Source.FIXED)
NOTHING: Final = Count(0, Source.CANCELLED)


@lru_cache(maxsize=1024)
def role_keys(name: Translated) -> frozenset[str]:
    """A role folded, in each language that it is written in: two are the same when they share one."""
    return frozenset(key for code in LANGUAGES if (key := fold(getattr(name, code))))


@dataclass(frozen=True)
class RoleCount:
    """A role of an event, and how many people do it."""

    role_id: int
    name: Translated
    count: Count


@dataclass(frozen=True)
class Counts:
    """What an event is counted with. Its days are those on the wall of the place; `kind` is the code of its kind."""

    event_id: int
    stop_id: int
    region_id: int
    kind: str
    title: Translated
    state: EventState
    first_day: date
    last_day: date
    numbers: Mapping[Basis, Count] = field(default_factory=dict)
    roles: tuple[RoleCount, ...] = ()

    @property
    def is_cancelled(self) -> bool:
        return self.state is EventState.CANCELLED

    def has_role(self, role: Translated) -> bool:
        """Whether the event has it, by its words in any language."""
        return any(role_keys(each.name) & role_keys(role) for each in self.roles)

    def of(self, basis: Basis, role: Translated | None = None) -> Count:
        """How many of what a norm is counted by. A role that the event does not have is nobody, and that is known."""
        if self.is_cancelled:
            return NOTHING
        if basis is Basis.ROLE:
            return _together(each.count for each in self.roles if role and role_keys(each.name) & role_keys(role))
        return self.numbers.get(basis, NOBODY_SAID)


def _together(counts: Iterable[Count]) -> Count:
    """Roles that are the same by their words; of unequal sources the first is told, and each number with its own."""
    found = tuple(counts)
    if len(found) < 2:
        return found[0] if found else Count(0, Source.FIXED)
    known = [count for count in found if count.is_known]
    said = tuple((count.source, count.number) for count in found)
    return Count(sum(count.number for count in found), known[0].source if known else Source.UNKNOWN, said)


@dataclass(frozen=True)
class NormRow:
    """`amount` units of a material for every `each` of the basis, begun ones counting whole, and `reserve` percent on top.

    `region_id` None: for all regions; `kind` None: for events of every kind; `role`: the role that `Basis.ROLE` means.
    """

    id: int
    region_id: int | None
    material_id: int
    material_code: str
    material: Translated
    unit: Unit
    use: Use
    kind: str | None
    kind_name: Translated | None
    basis: Basis
    role: Translated
    amount: int
    each: int
    reserve: int
    note: str = ""
    shipped: bool = False
    retired: bool = False
    version: int = 1

    @property
    def key(self) -> str:
        """What a norm of a region must share with one for all regions to stand in its place."""
        return norm_key(self.material_id, self.kind, self.basis, self.role)

    def needed(self, count: int) -> int:
        """Units for so many, without the reserve."""
        return -(-count * self.amount // self.each)


def norm_key(material_id: int, kind: str | None, basis: Basis, role: Translated) -> str:
    """By which two norms say the same; a role by its Russian, else its Kazakh, else its English word."""
    named = fold(role.text("ru")) if basis is Basis.ROLE else ""
    return f"{material_id}/{kind or '*'}/{basis}/{named}"


def norms_of_kind(norms: Iterable[NormRow], kind: str) -> tuple[NormRow, ...]:
    """Those that hold for events of a kind, norms for each stop left out.

    What is said for that kind stands in the place of what is said for every kind, for the same material, basis and role.
    """
    asked = [norm for norm in norms if norm.basis is not Basis.STOP and norm.kind in {None, kind}]
    own = {norm_key(norm.material_id, None, norm.basis, norm.role) for norm in asked if norm.kind is not None}
    return tuple(norm for norm in asked if norm.kind is not None or norm.key not in own)


@dataclass(frozen=True)
class MaterialChoice:
    """A material to choose from, whatever its sizes."""

    id: int
    code: str
    name: Translated
    unit: Unit
    retired: bool


@dataclass(frozen=True)
class Kind:
    """A kind of event to choose from."""

    code: str
    name: Translated


@dataclass(frozen=True)
class NewNorm:
    """A norm as typed; `kind` is a code, None for every kind of event."""

    region_id: int | None
    material_id: int
    kind: str | None
    basis: Basis
    role: Translated
    amount: int
    each: int = 1
    reserve: int = 0
    note: str = ""


@dataclass(frozen=True)
class Brought:
    """What came of a table: norms added, changed, and such as were the same already."""

    added: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True)
class TypedCounts:
    """What a coordinator has typed for an event; what is not in it was not said. Roles by their numbers.

    `version` grows with every change; 0 while nothing was ever typed.
    """

    numbers: Mapping[Basis, int] = field(default_factory=dict)
    roles: Mapping[int, int] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True)
class SetLine:
    """So many units of a material in a set; which size is chosen when it is issued."""

    material_id: int
    quantity: int
    material_code: str
    material: Translated
    unit: Unit


@dataclass(frozen=True)
class SetRow:
    """Several materials that one person, team or vehicle (`holder`) is issued together. `region_id` None: everywhere."""

    id: int
    region_id: int | None
    name: Translated
    holder: PlaceKind
    lines: tuple[SetLine, ...]
    shipped: bool = False
    retired: bool = False
    version: int = 1


@dataclass(frozen=True)
class NewSet:
    """A set as typed; `quantities`: of which material how many, in their order."""

    region_id: int | None
    name: Translated
    holder: PlaceKind
    quantities: tuple[tuple[int, int], ...]
