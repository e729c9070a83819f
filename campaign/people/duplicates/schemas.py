"""The plain data of duplicates: who may be one person and why, what becomes of two, and what was done."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from campaign.core.i18n import Translated
from campaign.people.schemas import RegistrationState

PAGE = 25
MOST_LOOKED_AT = 1_000  # pairs that one page judges before it says that there are more


class Alike(StrEnum):
    """How two folded names are near."""

    SAME = "same"
    ORDER = "order"
    LETTER = "letter"
    SHORTER = "shorter"
    INITIALS = "initials"


class Reason(StrEnum):
    """What besides the name speaks for one person."""

    PHONE = "phone"
    NO_PHONE = "no_phone"
    TAIL = "tail"
    ORGANISATION = "organisation"
    YEAR = "year"


class Fate(StrEnum):
    """What becomes of an event's registrations: of one that changes its person, or of two that become one."""

    STAYS = "stays"
    MOVES = "moves"
    JOINED = "joined"


@dataclass(frozen=True)
class Side:
    """One of two people, as the pages show them. `phone` is E.164, or empty; `version` tells whether it has changed since."""

    id: int
    full_name: str
    phone: str
    email: str
    birth_year: int | None
    birth_date: date | None
    organisation_id: int | None
    organisation: str
    made_at: datetime


@dataclass(frozen=True)
class Pair:
    """Two who may be one, with the reasons."""

    first: Side
    second: Side
    alike: Alike
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Standing:
    """A registration of one of the two: what it is, and how much hangs on it, by the word of its port.

    Which place in the line somebody has who waits is not said: a merge changes it.
    """

    registration_id: int
    person_id: int
    event_id: int
    stop_id: int
    event: Translated
    day: date
    state: RegistrationState
    queue_number: int
    code: str
    hangs: tuple[tuple[str, int], ...] = ()
    waiting_place: None = None


@dataclass(frozen=True)
class EventFate:
    """What a merge makes of one event: which registration stands afterwards, and which gives way to it, if there are two."""

    fate: Fate
    stands: Standing
    gives_way: Standing | None


@dataclass(frozen=True)
class Couple:
    """Two people side by side. `version` is a digest of all that was shown."""

    region_id: int
    first: Side
    second: Side
    fates: tuple[EventFate, ...]
    version: str


@dataclass(frozen=True)
class MergeWish:
    """Who is kept, who goes into them, and of whom each fact is taken: the number of one of the two."""

    kept_id: int
    gone_id: int
    name_of: int
    phone_of: int
    born_of: int
    organisation_of: int
    email_of: int
    version: str


@dataclass(frozen=True)
class MergeRow:
    """A merge as the list of merges shows it."""

    id: int
    region_id: int
    kept_id: int
    full_name: str
    made_at: datetime
    undone_at: datetime | None
    registration_id: int | None
