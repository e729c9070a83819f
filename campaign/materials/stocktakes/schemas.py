"""The plain data of a stocktake."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from campaign.materials.schemas import PlaceRow, VariantRow

MOST_REASON: Final = 300
PAGE: Final = 30


class StocktakeState(StrEnum):
    """open → posted, or dropped; a store has one open at most."""

    OPEN = "open"
    POSTED = "posted"
    DROPPED = "dropped"


class Extent(StrEnum):
    """What the sheet lists: what is or was in the store, or everything that is in use."""

    STORE = "store"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class StocktakeLine:
    """A line of the sheet: what the books said when it was frozen (`expected`), and what was counted, None: not yet.

    `moved`: something of it came or went since it was frozen, so that it must be counted again. `counted_before` is what was
    counted until then.
    """

    id: int
    variant: VariantRow
    expected: int
    counted: int | None
    counted_before: int | None
    reason: str
    moved: bool = False

    @property
    def difference(self) -> int:
        """Counted less expected; 0 while it is not counted."""
        return 0 if self.counted is None else self.counted - self.expected


@dataclass(frozen=True)
class StocktakeBrief:
    """A stocktake in a list."""

    id: int
    store: PlaceRow
    state: StocktakeState
    time_zone: str
    begun_at: datetime
    begun_by: str
    ended_at: datetime | None
    document_id: int | None
    lines: int
    counted: int
    differences: int


@dataclass(frozen=True)
class Stocktake:
    """A stocktake with its sheet."""

    id: int
    store: PlaceRow
    state: StocktakeState
    time_zone: str
    begun_at: datetime
    begun_by: str
    ended_at: datetime | None
    ended_by: str
    document_id: int | None
    version: int
    lines: tuple[StocktakeLine, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        return self.state is StocktakeState.OPEN

    @property
    def uncounted(self) -> tuple[StocktakeLine, ...]:
        return tuple(line for line in self.lines if line.counted is None)

    @property
    def moved(self) -> tuple[StocktakeLine, ...]:
        return tuple(line for line in self.lines if line.moved)

    @property
    def differing(self) -> tuple[StocktakeLine, ...]:
        return tuple(line for line in self.lines if line.difference)

    @property
    def agreeing(self) -> int:
        """How many lines were counted and agree with the books."""
        return sum(line.counted == line.expected for line in self.lines)


@dataclass(frozen=True)
class Count:
    """What was typed of a line. `was` is what stood there when the page was shown."""

    line_id: int
    was: int | None
    counted: int | None
