"""The plain data of what is told of materials on the page of a stop and on the start page."""

from dataclasses import dataclass
from datetime import date

from campaign.core.i18n import Translated
from campaign.materials.schemas import PlaceKind, VariantRow


@dataclass(frozen=True)
class Awaited:
    """A transfer that has not come as a whole. `stop_id` None: it goes to the store of the region."""

    document_id: int
    number: str
    due_on: date | None
    region_id: int
    stop_id: int | None
    name: Translated


@dataclass(frozen=True)
class StillOut:
    """An event that is over, and how many people, teams and vehicles still hold something that was issued for it."""

    event_id: int
    stop_id: int
    day: date
    title: Translated
    stop_name: Translated
    holders: int


@dataclass(frozen=True)
class OpenBooks:
    """The months of a region's books that are over and not closed: up to this last day."""

    region_id: int
    name: Translated
    through: date


@dataclass(frozen=True)
class InStore:
    """So many of a variant in the store of a stop, and so many under way there."""

    variant: VariantRow
    here: int
    coming: int


@dataclass(frozen=True)
class ShortOf:
    """A material that a stop lacks from a day on."""

    variant: VariantRow
    lacking: int
    day: date


@dataclass(frozen=True)
class StockOfStop:
    """Materials of a stop in few lines. `store_id` None: nothing was ever kept there; `held`: how many holders of each kind."""

    store_id: int | None
    stock: tuple[InStore, ...]
    awaited: tuple[Awaited, ...]
    held: tuple[tuple[PlaceKind, int], ...]
    shorts: tuple[ShortOf, ...]
    today: date
