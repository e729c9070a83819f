"""The plain data of documents as pages show them and as somebody makes one by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from campaign.core.i18n import Translated
from campaign.materials.schemas import DocumentKind, DocumentRow, LineRow, PlaceRow, VariantRow

PAGE_SIZE: Final = 30
MOST_EXPORTED: Final = 20_000  # lines of one file
LONGEST_SEARCH: Final = 100
MADE_BY_HAND: Final = (DocumentKind.RECEIPT, DocumentKind.TRANSFER, DocumentKind.LOSS, DocumentKind.CONSUMPTION)


@dataclass(frozen=True)
class Book:
    """The store of a region or of a stop, whether it has come to be yet or not. `key` names it in addresses: `stop-12`."""

    key: str
    name: Translated
    region_id: int
    stop_id: int | None
    place_id: int | None
    year: int | None = None


@dataclass(frozen=True)
class DocumentFilter:
    """Which documents: words (of the supplier, the reason, the note, or a number), kind, store, material, days.

    `awaited`: only transfers of which something is still under way.
    """

    words: str = ""
    kind: DocumentKind | None = None
    store_id: int | None = None
    material_id: int | None = None
    since: date | None = None
    until: date | None = None
    awaited: bool = False

    @property
    def is_set(self) -> bool:
        return self != DocumentFilter()


@dataclass(frozen=True)
class Listed:
    """A document in the list: the line that names its places, how many more it touches, what it moves by variant."""

    row: DocumentRow
    first: LineRow
    more_places: int
    moved: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Whole:
    """A document with all that it names. `others`: the documents that it answers, takes back, or that answer it, by number."""

    row: DocumentRow
    lines: tuple[LineRow, ...]
    places: Mapping[int, PlaceRow]
    variants: Mapping[int, VariantRow]
    outstanding: Mapping[int, int]
    others: Mapping[int, DocumentRow]
    answers: tuple[DocumentRow, ...]
    event_title: Translated | None

    @property
    def store(self) -> PlaceRow:
        return self.places[self.row.store_id]

    @property
    def awaited_at(self) -> PlaceRow | None:
        """The place of the transfer on the road, while something is on it."""
        on_the_road = (self.places[line.target_id] for line in self.lines if self.places[line.target_id].destination_id)
        return next(on_the_road, None) if self.outstanding else None


@dataclass(frozen=True)
class NewDocument:
    """A document as somebody makes it by hand in the book of a store.

    `target`: the book of the store that a transfer goes to; it is there `at_once`, or on the road and awaited on `due_on`.
    """

    kind: DocumentKind
    book: str
    quantities: Mapping[int, int]
    dated_on: date
    target: str = ""
    at_once: bool = False
    due_on: date | None = None
    counterparty: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Arrival:
    """What came of a transfer, by variant. `rest_is_lost`: what is missing will not come any more."""

    came: Mapping[int, int]
    dated_on: date
    rest_is_lost: bool = False
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class BackLine:
    """What taking a line back moves: from where it would be taken now, and how many are there (None: without end)."""

    line: LineRow
    there: int | None

    @property
    def is_short(self) -> bool:
        return self.there is not None and self.there < self.line.quantity


@dataclass(frozen=True)
class Period:
    """Up to which day the books of the stores of a region are closed; None: they are open."""

    region_id: int
    region: Translated
    closed_through: date | None
    version: int
