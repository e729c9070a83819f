"""The plain data of what teams carry: how a line of the ledger counts for a team, and its places."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from campaign.materials.schemas import DocumentKind, Origin, PlaceKind
from campaign.walks.closing.schemas import Material


class Measure(StrEnum):
    """For what a line counts. What closing itself consumed or wrote off is `SETTLED`: it changes no figure."""

    ISSUED = "issued"
    FOUND = "found"
    RETURNED = "returned"
    LOST = "lost"
    USED = "used"
    SETTLED = "settled"


Key = tuple[Material, Measure]


def measure_of(kind: DocumentKind, origin: Origin, target: PlaceKind) -> Measure:
    """How a line counts that such a document moves to such a place."""
    if target is PlaceKind.TEAM:
        return Measure.ISSUED if kind is DocumentKind.ISSUE else Measure.FOUND
    if origin is Origin.WALK and kind in {DocumentKind.CONSUMPTION, DocumentKind.LOSS}:
        return Measure.SETTLED
    if target is PlaceKind.CONSUMED:
        return Measure.USED
    return Measure.LOST if target is PlaceKind.LOST else Measure.RETURNED


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a team, of a document that stands. `typed`: figures at the closing made it, nobody else's page."""

    team_id: int
    document_id: int
    number: str
    kind: DocumentKind
    typed: bool
    material: Material
    measure: Measure
    quantity: int

    @property
    def key(self) -> Key:
        return self.material, self.measure


def tally(entries: Iterable[Entry]) -> Counter[Key]:
    """How many in all by the material and the measure."""
    found: Counter[Key] = Counter()
    for entry in entries:
        found[entry.key] += entry.quantity
    return found


@dataclass(frozen=True, slots=True)
class Book:
    """The places of a team's documents, and the sizes of what it carries, first those to begin with."""

    event_id: int
    store: int
    team: int
    found: int
    consumed: int
    lost: int
    sizes: Mapping[Material, tuple[int, ...]]


def spread(wished: int, there: Mapping[int, int], sizes: Iterable[int]) -> tuple[dict[int, int], int]:
    """So many out of what is there, size after size; and how many are missing."""
    parts: dict[int, int] = {}
    for size in sizes:
        if part := min(wished, there.get(size, 0)):
            parts[size] = part
            wished -= part
    return parts, wished
