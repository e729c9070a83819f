"""What is known of the sample data, and what its removal would take."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Offer(StrEnum):
    """Whether the sample may be put in: it may, drafts of a plan stand in its way, or something else of somebody's does."""

    OPEN = "open"
    DRAFTS = "drafts"
    OTHER = "other"


class Part(StrEnum):
    """The kinds of things that a removal is told in, in this order."""

    RELAYS = "relays"
    EVENTS = "events"
    PEOPLE = "people"
    REGISTRATIONS = "registrations"
    VEHICLES = "vehicles"
    DOORS = "doors"
    STOCK = "stock"
    SHEETS = "sheets"
    FIGURES = "figures"
    PICTURES = "pictures"
    LINKS = "links"
    REST = "rest"


@dataclass(frozen=True)
class Mark:
    """Kept while the sample is in: since when (a real moment), the numbers given out before, each table's last row then."""

    loaded_at: datetime
    counters: dict[str, int]
    last: dict[str, int]


@dataclass(frozen=True)
class PartRow:
    """How many rows of a kind would go: those the sample brought, and those made since."""

    part: Part
    of_sample: int
    since: int


@dataclass(frozen=True)
class Preview:
    """All that a removal takes. `roles` are those that accounts hold at stops of the sample; the accounts stay."""

    loaded_at: datetime
    rows: tuple[PartRow, ...]
    roles: int

    @property
    def whole(self) -> int:
        return sum(row.of_sample + row.since for row in self.rows)

    @property
    def since(self) -> int:
        return sum(row.since for row in self.rows)
