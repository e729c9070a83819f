"""The plain data of baton items, of who holds them, and of handovers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.core import clock
from campaign.core.i18n import Translated
from campaign.core.prints import Numbered

MOST_NAME: Final = 120
MOST_LINE: Final = 200
MOST_NOTE: Final = 500
MOST_REASON: Final = 1000
MOST_THINGS: Final = 40  # typed as lines of words; a store may have more
MOST_COUNT: Final = 1_000_000
COPIES: Final = (2, 3)
ALONG: Final = "along_"  # before the code of a thing: the field for how many go along


class ItemKind(StrEnum):
    """What a baton can be made of; a region chooses its own (DOMAIN 1.2)."""

    FLAG = "flag"
    BOOK = "book"
    CUP = "cup"
    DIARY = "diary"
    OTHER = "other"


class Condition(StrEnum):
    NEW = "new"
    GOOD = "good"
    WORN = "worn"
    DAMAGED = "damaged"


class Holder(StrEnum):
    """Who has an item: a stop of the chain, a body (the department), or nobody but the road."""

    STOP = "stop"
    BODY = "body"
    TRANSIT = "transit"


class HandoverState(StrEnum):
    """proposed → (left →) confirmed, or cancelled; in `left` the items are in transit."""

    PROPOSED = "proposed"
    LEFT = "left"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


OPEN_STATES: Final = (HandoverState.PROPOSED, HandoverState.LEFT)


@dataclass(frozen=True, order=True)
class Party:
    """A side of a handover: a stop or a body, by its number."""

    holder: Holder
    id: int

    @property
    def key(self) -> str:
        """As forms send it: stop-12."""
        return f"{self.holder}-{self.id}"

    @classmethod
    def of(cls, key: str) -> "Party | None":
        """The party of a form's value; None for anything else."""
        holder, _dash, number = key.partition("-")
        if holder not in {Holder.STOP, Holder.BODY} or not number.isdecimal() or len(number) > 9:
            return None
        return cls(Holder(holder), int(number))

    @property
    def stop_id(self) -> int | None:
        return self.id if self.holder is Holder.STOP else None

    @property
    def body_id(self) -> int | None:
        return self.id if self.holder is Holder.BODY else None


@dataclass(frozen=True)
class NamedParty:
    """A party with the name it had in the relay's days; `region_id` is the relay's."""

    party: Party
    name: Translated
    region_id: int
    position: int | None = None

    @property
    def stop_id(self) -> int | None:
        return self.party.stop_id


@dataclass(frozen=True)
class NewItem:
    """An item that enters the relay; the body with this number holds it, since that day, until its first handover."""

    kind: ItemKind
    name: Translated
    inventory: str
    condition: Condition
    note: str
    holder_body_id: int
    since: date


@dataclass(frozen=True)
class ItemWords:
    """What may be corrected of an item at any time."""

    kind: ItemKind
    name: Translated
    inventory: str
    note: str


@dataclass(frozen=True)
class Whereabouts:
    """Where an item is: with `party` since then, or, in transit, on the way to it."""

    holder: Holder
    party: NamedParty
    since: datetime
    time_zone: str
    handover_id: int | None

    @property
    def is_on_the_way(self) -> bool:
        return self.holder is Holder.TRANSIT


@dataclass(frozen=True)
class ItemRow:
    """An item of the baton and where it is now. `handover_id` is the open handover that it is part of."""

    id: int
    relay_id: int
    region_id: int
    kind: ItemKind
    name: Translated
    inventory: str
    quantity: int
    condition: Condition
    note: str
    handover_id: int | None
    where: Whereabouts
    version: int = 1


@dataclass(frozen=True)
class HistoryStep:
    """One line of an item's way. `until` None: still there; `handover` is the act that brought it, "" at the start."""

    number: int
    where: Whereabouts
    until: datetime | None
    handover: str

    @property
    def handover_id(self) -> int | None:
        return self.where.handover_id


@dataclass(frozen=True)
class ItemWay:
    """An item and its way. `received` says by handover in which condition it came; none where it was found missing."""

    item: ItemRow
    steps: tuple[HistoryStep, ...]
    received: Mapping[int, Condition]


@dataclass(frozen=True)
class BatonWay:
    """The custody of a whole baton, for paper."""

    campaign: Translated
    relay: Translated
    starts_on: date
    ends_on: date
    items: tuple[ItemWay, ...]


@dataclass(frozen=True)
class Signer:
    """Who signs for a party; both may still be empty when a handover is agreed."""

    name: str = ""
    post: Translated = field(default_factory=Translated)


@dataclass(frozen=True)
class Thing:
    """Something passed on with the baton that is no item of it: soap, gloves, signs. `received` None: not yet counted.

    `code` names what a later feature keeps of it, the same for as long as it is kept; "": it is a line of words only.
    """

    name: str
    quantity: int
    note: str = ""
    received: int | None = None
    code: str = ""


@dataclass(frozen=True)
class BookCount:
    """How far the book of the relay is filled, for the annexes of the act; None: not counted."""

    entries: int | None = None
    pages: int | None = None
    photos: int | None = None

    def __bool__(self) -> bool:
        return any(count is not None for count in (self.entries, self.pages, self.photos))


@dataclass(frozen=True)
class Proposal:
    """What a giver proposes. `agreed_at` is when it is to happen; an override says why the order is broken."""

    relay_id: int
    giver: Party
    receiver: Party
    item_ids: tuple[int, ...]
    agreed_at: datetime
    place: Translated
    witness_body_id: int | None = None
    signers: tuple[Signer, Signer, Signer] = (Signer(), Signer(), Signer())
    things: tuple[Thing, ...] = ()
    book: BookCount = BookCount()
    copies: int = 3
    override_reason: str = ""


@dataclass(frozen=True)
class LineAnswer:
    """What the receiver says of one item: its condition, or that it is missing; a note for a difference."""

    line_id: int
    condition: Condition | None
    missing: bool = False
    note: str = ""


@dataclass(frozen=True)
class Receipt:
    """How the receiver confirms. `received_at` None: now. `paper_first`: a signed paper exists and is typed afterwards.

    `things` are the quantities received, in the order of the act.
    """

    answers: tuple[LineAnswer, ...]
    things: tuple[int | None, ...] = ()
    received_at: datetime | None = None
    remarks: str = ""
    paper_first: bool = False


@dataclass(frozen=True)
class LineRow:
    """An item on a handover, as it was given and as it was received."""

    id: int
    item_id: int
    kind: ItemKind
    name: Translated
    inventory: str
    quantity: int
    given: Condition
    received: Condition | None
    missing: bool
    note: str

    @property
    def differs(self) -> bool:
        return self.missing or bool(self.note) or (self.received is not None and self.received is not self.given)


@dataclass(frozen=True)
class HandoverBrief:
    """A handover in a list."""

    id: int
    number: str
    state: HandoverState
    giver: NamedParty
    receiver: NamedParty
    agreed_at: datetime
    time_zone: str
    items: int


@dataclass(frozen=True)
class HandoverRow:
    """A handover with everything that its page and its act say."""

    id: int
    relay_id: int
    region_id: int
    number: str
    state: HandoverState
    version: int
    giver: NamedParty
    receiver: NamedParty
    witness: Translated
    agreed_at: datetime
    left_at: datetime | None
    received_at: datetime | None
    time_zone: str
    place: Translated
    signers: tuple[Signer, Signer, Signer]
    lines: tuple[LineRow, ...]
    things: tuple[Thing, ...]
    book: BookCount
    copies: int
    remarks: str
    override_reason: str
    cancel_reason: str
    paper_first: bool
    proposed_by: int | None
    stay: tuple[date, date] | None
    planned: date | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def differences(self) -> int:
        """On how many lines the receiver found something else than was given."""
        return sum(line.differs for line in self.lines) + sum(_differs(thing) for thing in self.things)

    @property
    def days_on_the_way(self) -> int:
        """Days between departure and arrival by the calendar of the place; 0 on the same day."""
        if self.left_at is None or self.received_at is None:
            return 0
        left, received = (clock.on_the_wall(at, self.time_zone).date() for at in (self.left_at, self.received_at))
        return (received - left).days

    @property
    def days_off_plan(self) -> int:
        """How many days later (or, negative, earlier) than the chain plans it; 0 where it plans nothing."""
        if self.planned is None:
            return 0
        happens = self.received_at or self.agreed_at
        return (clock.on_the_wall(happens, self.time_zone).date() - self.planned) // timedelta(days=1)


def _differs(thing: Thing) -> bool:
    return thing.received is not None and thing.received != thing.quantity


@dataclass(frozen=True)
class BatonPlace:
    """Where the first item of a relay's baton is, or is on the way to. `has_begun`: it was at a stop already."""

    relay_id: int
    party: NamedParty
    on_the_way: bool
    has_begun: bool


@dataclass(frozen=True)
class SheetLine(Numbered):
    """A printed act: the number of its sheet, its revision, when it was printed."""

    number: int
    revision: int
    printed_at: datetime
