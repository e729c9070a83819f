"""The plain data of materials: what they are, where they can be, which document may move them from where to where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated

MOST_PIECES: Final = 1_000_000  # on one line
MOST_LINES: Final = 2_000  # of one document
LONGEST = {"code": 40, "label": 40, "counterparty": 200, "reason": 300, "note": 500, "responsible": 120, "whereabouts": 200}


class Unit(StrEnum):
    """What a material is counted in. Always whole ones."""

    PIECE = "piece"
    PAIR = "pair"
    SET = "set"
    SHEET = "sheet"
    ROLL = "roll"
    BOX = "box"


class Use(StrEnum):
    """Whether it is gone afterwards, or comes back and serves again."""

    CONSUMABLE = "consumable"
    REUSABLE = "reusable"


class PlaceKind(StrEnum):
    """Where something can be. Nobody's balance is kept of what lies outside: it may be taken from there without end."""

    SUPPLIER = "supplier"
    FOUND = "found"  # came to light at a stocktake or on closing
    REGION = "region"  # the store of a region
    STOP = "stop"  # the store of a stop
    TRANSIT = "transit"  # one transfer under way
    TEAM = "team"
    PERSON = "person"
    VEHICLE = "vehicle"
    CONSUMED = "consumed"
    LOST = "lost"


STORES: Final = frozenset({PlaceKind.REGION, PlaceKind.STOP})
HOLDERS: Final = frozenset({PlaceKind.TEAM, PlaceKind.PERSON, PlaceKind.VEHICLE})
OUTSIDE: Final = frozenset({PlaceKind.SUPPLIER, PlaceKind.FOUND, PlaceKind.CONSUMED, PlaceKind.LOST})
GUARDED: Final = STORES | HOLDERS | {PlaceKind.TRANSIT}


class DocumentKind(StrEnum):
    """What a document of the ledger does; a REVERSAL moves everything of another one back."""

    RECEIPT = "receipt"
    TRANSFER = "transfer"
    ISSUE = "issue"
    RETURN = "return"
    CONSUMPTION = "consumption"
    LOSS = "loss"
    STOCKTAKE = "stocktake"
    REVERSAL = "reversal"


_IN, _OUT = frozenset({PlaceKind.SUPPLIER, PlaceKind.FOUND}), frozenset({PlaceKind.LOST})
FLOWS: Final[Mapping[DocumentKind, tuple[tuple[frozenset[PlaceKind], frozenset[PlaceKind]], ...]]] = {
    DocumentKind.RECEIPT: (
        (_IN | {PlaceKind.TRANSIT}, STORES), (_IN, HOLDERS), (frozenset({PlaceKind.TRANSIT}), _OUT),
    ),
    DocumentKind.TRANSFER: ((STORES, STORES | {PlaceKind.TRANSIT}), (STORES, _OUT), (_IN, STORES)),
    DocumentKind.ISSUE: ((STORES, HOLDERS),),
    DocumentKind.RETURN: ((HOLDERS, STORES | {PlaceKind.CONSUMED, PlaceKind.LOST}),),
    DocumentKind.CONSUMPTION: ((STORES | HOLDERS, frozenset({PlaceKind.CONSUMED})),),
    DocumentKind.LOSS: ((STORES | HOLDERS | {PlaceKind.TRANSIT}, _OUT),),
    DocumentKind.STOCKTAKE: ((STORES, _OUT), (_IN, STORES)),
}  # fmt: skip
"""From which kinds of places to which each document may move. A reversal moves what it reverses the other way."""


class Origin(StrEnum):
    """What made a document: somebody at a page, the closing of a walk, a handover, a table that was brought in."""

    DESK = "desk"
    WALK = "walk"
    HANDOVER = "handover"
    IMPORT = "import"


@dataclass(frozen=True)
class Move:
    """So many whole units of a variant from one place to another, both by their numbers."""

    variant_id: int
    quantity: int
    source_id: int
    target_id: int


@dataclass(frozen=True)
class Posting:
    """A document as it is to be posted in the book of a store. `dated_on` None: today of the campaign.

    `of_id` is the document that it answers: the transfer that has come, the issue that is brought back. `reverses_id` is set by
    `reverse` alone.
    """

    kind: DocumentKind
    store_id: int
    moves: tuple[Move, ...]
    dated_on: date | None = None
    event_id: int | None = None
    of_id: int | None = None
    reverses_id: int | None = None
    origin: Origin = Origin.DESK
    counterparty: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True)
class Posted:
    """What came of it. Numbers count from 1 without a gap in each store and year."""

    document_id: int
    number: int
    year: int
    dated_on: date

    @property
    def shown_number(self) -> str:
        return shown_number(self.number, self.year)


def shown_number(number: int, year: int) -> str:
    """As it stands on papers and pages: 14/2018."""
    return f"{number}/{year}"


@dataclass(frozen=True)
class PlaceRow:
    """A place as pages and papers name it. `label` is the plate or the number of a team; a person's name is never kept here."""

    id: int
    kind: PlaceKind
    region_id: int
    stop_id: int | None
    name: Translated
    label: str = ""
    responsible: str = ""
    whereabouts: str = ""
    team_id: int | None = None
    registration_id: int | None = None
    car_id: int | None = None
    event_id: int | None = None
    destination_id: int | None = None
    due_on: date | None = None
    version: int = 1

    @property
    def is_store(self) -> bool:
        return self.kind in STORES


@dataclass(frozen=True)
class VariantRow:
    """A material in one of its sizes, or the only one there is (`label` empty). `price`: of a unit in tiyn; None: not known."""

    id: int
    material_id: int
    code: str
    name: Translated
    label: str
    unit: Unit
    pack: int
    use: Use
    travel_days: int
    washing_days: int
    price: int | None = None
    retired: bool = False

    @property
    def is_reusable(self) -> bool:
        return self.use is Use.REUSABLE


@dataclass(frozen=True)
class DocumentRow:
    """A document without its lines. `reversed_by` is the number of the document that takes it back, None while none does."""

    id: int
    store_id: int
    region_id: int
    stop_id: int | None
    number: int
    year: int
    kind: DocumentKind
    dated_on: date
    made_at: datetime
    made_by: str
    event_id: int | None
    of_id: int | None
    reverses_id: int | None
    reversed_by: int | None
    origin: Origin
    counterparty: str
    reason: str
    note: str

    @property
    def shown_number(self) -> str:
        return shown_number(self.number, self.year)


@dataclass(frozen=True)
class LineRow:
    """One line of a document: what, how many, from where to where; `*_left` are the balances right after it."""

    id: int
    document_id: int
    position: int
    variant_id: int
    quantity: int
    source_id: int
    target_id: int
    source_left: int | None
    target_left: int | None
