"""The plain data of stock: how much there is of what, and the movements that made it so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.materials.schemas import DocumentKind, PlaceKind, PlaceRow, Unit, VariantRow, shown_number

PAGE: Final = 50
MOST_IN_A_FILE: Final = 100_000


class View(StrEnum):
    """How the stock is laid out: a row for each store, or one for each material."""

    PLACES = "places"
    MATERIALS = "materials"


@dataclass(frozen=True)
class Amount:
    """How many there are in a store (None: there never were any), on the way to it, and with those who were given some."""

    store: int | None = None
    under_way: int = 0
    out: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        both = [part for part in (self.store, other.store) if part is not None]
        return Amount(sum(both) if both else None, self.under_way + other.under_way, self.out + other.out)

    @property
    def total(self) -> int:
        return (self.store or 0) + self.under_way + self.out

    @property
    def is_known(self) -> bool:
        """Whether there is anything to tell of it."""
        return self.store is not None or bool(self.under_way or self.out)


NOTHING: Final = Amount()


@dataclass(frozen=True)
class MaterialHead:
    """A material as the head of a column or of a row: all of its sizes together."""

    id: int
    name: Translated
    unit: Unit
    price: int | None
    variants: tuple[VariantRow, ...]


@dataclass(frozen=True)
class StoreStock:
    """What belongs to a store by variant. `store_id` None: a stop whose people hold something, but which keeps no store."""

    kind: PlaceKind
    name: Translated
    label: str
    store_id: int | None
    stop_id: int | None
    responsible: str = ""
    whereabouts: str = ""
    amounts: Mapping[int, Amount] = field(default_factory=dict)

    def of(self, material: MaterialHead) -> Amount:
        """All of its sizes together."""
        return sum((self.amounts.get(row.id, NOTHING) for row in material.variants), NOTHING)


@dataclass(frozen=True)
class Board:
    """The stock of a region: a row for each store, in the order of the route; materials of which there is or was any."""

    region_id: int
    stores: tuple[StoreStock, ...]
    materials: tuple[MaterialHead, ...]

    def total(self, material: MaterialHead) -> Amount:
        return sum((store.of(material) for store in self.stores), NOTHING)

    def total_of(self, variant_id: int) -> Amount:
        return sum((store.amounts.get(variant_id, NOTHING) for store in self.stores), NOTHING)

    @property
    def is_empty(self) -> bool:
        return not self.materials


@dataclass(frozen=True)
class Whereabout:
    """So much of a variant at a place."""

    place: PlaceRow
    variant_id: int
    on_hand: int


@dataclass(frozen=True)
class HolderFilter:
    """Which holders are asked for; None: whatever."""

    stop_id: int | None = None
    kind: PlaceKind | None = None
    material_id: int | None = None

    @property
    def is_empty(self) -> bool:
        return self == HolderFilter()


@dataclass(frozen=True)
class Held:
    """What one team, person or vehicle holds; `event` is where they hold it."""

    place: PlaceRow
    event: Translated
    stop: Translated
    things: tuple[tuple[int, int], ...]  # variant and how many


@dataclass(frozen=True)
class CardFilter:
    """Between which days movements are asked for, by the dates of their documents."""

    first_day: date | None = None
    last_day: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == CardFilter()


@dataclass(frozen=True)
class Movement:
    """A line of a card: what came to the place or left it, with the balance right after.

    `other_id` is the place on the far side.
    """

    line_id: int
    document_id: int
    number: int
    year: int
    kind: DocumentKind
    dated_on: date
    made_at: datetime
    variant_id: int
    came: int
    left: int
    balance: int
    other_id: int
    event_id: int | None
    reason: str
    counterparty: str

    @property
    def shown_number(self) -> str:
        return shown_number(self.number, self.year)


@dataclass(frozen=True)
class Turnover:
    """What came and left between the days asked for."""

    came: int
    left: int


@dataclass(frozen=True)
class StoreWords:
    """Who answers for a store and where it is."""

    responsible: str
    whereabouts: str
