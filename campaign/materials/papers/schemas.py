"""What stands on papers of materials: plain data, read in the language of the paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from campaign.materials.schemas import DocumentRow, LineRow, PlaceKind, PlaceRow, VariantRow


@dataclass(frozen=True)
class DocumentSheet:
    """A document with all that its paper says. `of`: the document that it answers or takes back; `back`: what takes it back."""

    campaign: str
    document: DocumentRow
    store: PlaceRow
    lines: tuple[LineRow, ...]
    places: Mapping[int, PlaceRow]
    variants: Mapping[int, VariantRow]
    event: str = ""
    of: DocumentRow | None = None
    back: DocumentRow | None = None
    leaders: Mapping[int, str] = field(default_factory=dict)

    def destination(self, place_id: int) -> PlaceRow:
        """The place itself; of a transfer under way the store that it goes to."""
        place = self.places[place_id]
        return self.places.get(place.destination_id or 0, place)

    def origin(self, place_id: int) -> PlaceRow:
        """The place itself; of what arrives the store that sent it."""
        place = self.places[place_id]
        return self.places.get(self.of.store_id, place) if self.of and place.kind is PlaceKind.TRANSIT else place


@dataclass(frozen=True)
class SlipRow:
    """What a holder was given of a variant on a day, and what of it came back, was used or lost so far."""

    holder: PlaceRow
    called: str
    variant: VariantRow
    issued: int
    day: date | None
    returned: int = 0
    consumed: int = 0
    lost: int = 0

    @property
    def out(self) -> int:
        return self.issued - self.returned - self.consumed - self.lost

    @property
    def comes_back(self) -> bool:
        """What a person got for good does not; what a team or a vehicle has left of it does."""
        return self.variant.is_reusable or self.holder.kind is not PlaceKind.PERSON


@dataclass(frozen=True)
class Slip:
    """Rows for an issue or a return slip, and what stands above and below them. `number`: of the document, if it is of one."""

    campaign: str
    number: str
    event: str
    about: tuple[str, ...]
    rows: tuple[SlipRow, ...]
    responsible: str
    back: DocumentRow | None = None
    words: tuple[str, ...] = ()
