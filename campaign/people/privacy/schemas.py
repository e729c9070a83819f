"""What is known of a person, whose traces are looked for, and what an erasure did."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from campaign.core.i18n import Translated, _l
from campaign.people.schemas import RegistrationState

ERASED: Final = "—"  # stands where a name or a word of theirs stood: the row stays, so that every figure stays
ERASED_MEANWHILE: Final = "this person was erased"  # how the triggers say it (migration 0081)
ERASED_JUST_NOW: Final = _l("The data of this person were erased just now. Please send the form again.")
MOST_CLOSED: Final = 500  # characters of an answer to a wish
SHORTEST: Final = 5  # fewer characters of a note would be found in everybody's words


class ErasureWay(StrEnum):
    """Why somebody was erased."""

    ASKED = "asked"
    STAFF = "staff"
    TERM = "term"
    AGAIN = "again"


class ClosedWhy(StrEnum):
    """Why a wish to be erased was answered without erasing anybody."""

    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    NOT_THEM = "not_them"
    OTHER = "other"


@dataclass(frozen=True)
class Closing:
    """The answer to a wish that is not fulfilled: why, and words to the person."""

    why: ClosedWhy
    words: str = ""


@dataclass(frozen=True)
class Answer:
    """What the holder of a ticket reads of the wish that was closed last. `on` is a day of the campaign."""

    why: ClosedWhy
    words: str
    on: date


@dataclass(frozen=True)
class Who:
    """One person as they are found: every row that is theirs and every word that means them.

    `words` mean only them (addresses, plates), so do `phones`; `names` perhaps somebody else too: `shared` says that another
    person or an account bears one. `codes` mark rows of frozen sheets as theirs, in which `beside` and `family_phones`, which
    others may have as well, mean them.
    """

    region_id: int
    person_ids: tuple[int, ...]
    registration_ids: tuple[int, ...]
    event_ids: frozenset[int]
    stop_ids: frozenset[int]
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    family_phones: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    shared: bool = False


@dataclass(frozen=True)
class Needles:
    """What to look for. `sure` mean this person alone, `names` too where nobody else bears them (`alone`).

    In a row that has one of `marks` in it, all of these and what stands `beside` mean them.
    """

    sure: tuple[str, ...]
    names: tuple[str, ...]
    beside: tuple[str, ...]
    marks: frozenset[str]
    alone: bool

    @property
    def in_their_rows(self) -> tuple[str, ...]:
        return (*self.sure, *self.names, *self.beside)

    @property
    def everywhere(self) -> tuple[str, ...]:
        return (*self.sure, *self.names) if self.alone else self.sure


@dataclass(frozen=True)
class Own:
    """The free words of a table that belong to one registration: each becomes ERASED where there was something.

    `telling` are columns that mean this person alone wherever they stand, such as a plate. `emptied` become NULL, `sealed` (of
    a NOT NULL column) become sealed ERASED under the label of the column.
    """

    table: str
    column: str = "registration_id"
    words: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    set_to: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PhotosOf:
    """In how many pictures somebody is named, and in how many of these others are as well."""

    photos: int = 0
    with_others: int = 0


@dataclass(frozen=True)
class Preview:
    """What an erasure would do. `upcoming` are places that become free, `photos` pictures whose bytes are deleted."""

    full_name: str
    registrations: int
    upcoming: int
    places: tuple[tuple[str, int], ...]
    shared: bool
    photos: PhotosOf

    @property
    def rows(self) -> int:
        return sum(count for _table, count in self.places)


@dataclass(frozen=True)
class DuePeople:
    """Whose term is over, in one region."""

    region_id: int
    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class ErasureLine:
    """One line of the list: whom, when, and the proof that this installation wrote it."""

    uid: str
    at: datetime
    signature: str


@dataclass(frozen=True)
class RequestRow:
    """A wish to be erased that waits: whose, since when, until when."""

    id: int
    person_id: int
    registration_id: int
    full_name: str
    event: str
    region_id: int
    asked_at: datetime
    due_on: date
    is_late: bool
    zone: str
    has_address: bool = False


@dataclass(frozen=True)
class KnownPlace:
    """One registration, as the page that people read tells it."""

    code: str
    event: Translated
    day: date
    role: Translated | None
    state: RegistrationState
    note: str
    made_at: datetime
    cancelled_at: datetime | None


@dataclass(frozen=True)
class KnownConsent:
    """A text somebody agreed to."""

    version: int
    language: str
    text: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class KnownRoom:
    """Rows of one table; `label` in words, or empty for what only machines ask about."""

    table: str
    label: str
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Known:
    """Everything known of one person. `whole` is False where only the holder of one ticket is told."""

    language: str
    made_at: datetime
    whole: bool
    person: list[dict[str, Any]]
    registrations: list[dict[str, Any]]
    places: tuple[KnownPlace, ...]
    consents: tuple[KnownConsent, ...]
    rooms: tuple[KnownRoom, ...]
    mentioned: dict[str, int]

    @property
    def name(self) -> str:
        return str(self.person[0]["full_name"])


@dataclass(frozen=True)
class ConsentFilter:
    """`state` is "stands", "withdrawn" or empty; the days are those of the events."""

    state: str = ""
    version: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def is_set(self) -> bool:
        return self != ConsentFilter()

    def as_address(self) -> dict[str, str]:
        """The filter as an address carries it."""
        given = {"state": self.state, "version": self.version, "first": self.first, "last": self.last}
        return {name: str(value) for name, value in given.items() if value}


@dataclass(frozen=True)
class ConsentLine:
    """One consent in the register."""

    id: int
    registration_id: int
    full_name: str
    event: Translated
    zone: str
    version: int
    language: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class ConsentCount:
    """How many consents to one version of the text stand, and how many were withdrawn."""

    version: int
    standing: int
    withdrawn: int


@dataclass(frozen=True)
class RunRow:
    """One run of retention in one region."""

    region: str
    as_of: date
    total: int
    events: int
    by: str
    is_over: bool
