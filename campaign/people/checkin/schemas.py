"""The plain data of the door: what phones send, what they are told, and what staff see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.events.schemas import EventState
from campaign.people.schemas import RegistrationState

SALT: Final = "check-in"  # of the keys of its lists, as in `checkin/purpose.js`
LATE_AFTER: Final = timedelta(hours=6)
"""Decided 2026-07 for phones that find a network on the way home: what comes in later is looked at by a person."""
CLOCKS_DIFFER: Final = timedelta(minutes=5)  # from here on the phone's own time is shown beside the server's
MOST_REASON: Final = 300


class ItemKind(StrEnum):
    SCAN = "scan"
    WALK_IN = "walk_in"


class Outcome(StrEnum):
    IN = "in"
    ALREADY = "already"
    REVIEW = "review"
    REFUSED = "refused"


class Why(StrEnum):
    """Why somebody is not simply in; the sentences stand in `words`."""

    FINE = ""
    LATE = "late"
    EARLY = "early"
    OFF = "off"
    BEFORE_LINK = "before_link"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    PENDING = "pending"
    WRONG_EVENT = "wrong_event"
    BAD_CODE = "bad_code"
    BAD_NAME = "bad_name"
    BAD_PHONE = "bad_phone"
    BAD_YEAR = "bad_year"
    MALFORMED = "malformed"
    KEY_REUSED = "key_reused"


class Decision(StrEnum):
    """What a coordinator made of an item that waited to be looked at."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class CarsPort(Protocol):
    """Who keeps the cars of an event (a later feature) says which car somebody goes in."""

    def cars_of(self, session: Session, event_id: int, registration_ids: Sequence[int]) -> dict[int, str]:
        """The number or plate by the registration; one statement, nothing for those without a car."""
        ...


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a phone did, as it came: cleaned, not judged but for `problem`, which says that it cannot be what it claims.

    `claimed_at` is the phone's own clock. `body_hash` tells another body under the same key.
    """

    key: str
    kind: ItemKind
    body_hash: str
    claimed_at: datetime | None
    code_hash: str = ""
    code: str = ""
    full_name: str = ""
    phone: str = ""
    birth_year: int | None = None
    problem: Why = Why.FINE


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one item. `first_at` and `first_device` say when and where somebody was let in."""

    key: str
    outcome: Outcome
    why: Why = Why.FINE
    name: str = ""
    role: Translated | None = None
    group: str = ""
    car: str = ""
    first_at: datetime | None = None
    first_device: str = ""


@dataclass(frozen=True, slots=True)
class DoorEvent:
    """The event at whose door one stands."""

    id: int
    region_id: int
    stop_id: int
    state: EventState
    starts_at: datetime
    ends_at: datetime
    time_zone: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody whom a code means, and whether they are in."""

    registration_id: int
    event_id: int
    state: RegistrationState
    name: str
    role: Translated | None
    group: str = ""
    car: str = ""
    first_at: datetime | None = None
    first_device: str = ""


@dataclass(frozen=True)
class Portion:
    """Of whom so many have come and are expected."""

    name: str
    come: int
    expected: int


@dataclass(frozen=True)
class DoorFigures:
    """The state of the door. `devices`: whom each phone let in, by its number; None is the coordinator's desk."""

    expected: int
    come: int
    roles: tuple[Portion, ...]
    groups: tuple[Portion, ...]
    devices: dict[int | None, int]
    to_review: int

    @property
    def at_desk(self) -> int:
        return self.devices.get(None, 0)


@dataclass(frozen=True)
class Came:
    """Somebody who is in: when by the server, when by the phone's clock put right, and by which phone (none: at the desk)."""

    check_in_id: int
    registration_id: int
    full_name: str
    role: Translated | None
    at: datetime
    claimed_at: datetime | None
    device: str | None

    @property
    def clocks_differ(self) -> bool:
        """Whether the phone says so different a time that both are worth showing."""
        return self.claimed_at is not None and abs(self.at - self.claimed_at) > CLOCKS_DIFFER


@dataclass(frozen=True)
class Candidate:
    """Somebody whom words typed at the door may mean; `at` when they are in already."""

    registration_id: int
    code_hash: str
    full_name: str
    role: Translated | None
    group: str | None
    state: RegistrationState
    check_in_id: int | None
    at: datetime | None
    device: str | None

    @property
    def may_come_in(self) -> bool:
        return self.state is RegistrationState.CONFIRMED and self.at is None


@dataclass(frozen=True)
class ReviewItem:
    """An item that a person has to look at, or has looked at."""

    id: int
    kind: ItemKind
    why: Why
    code: str
    registration_id: int | None
    full_name: str | None
    state: RegistrationState | None
    device: str | None
    claimed_at: datetime | None
    happened_at: datetime
    received_at: datetime
    decision: Decision | None
    reason: str
