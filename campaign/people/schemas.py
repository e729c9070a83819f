"""The plain data of people, registrations and rosters."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from campaign.core import crypto
from campaign.core.i18n import Translated
from campaign.events.schemas import EventRow

PAGE_SIZE = 50
NAME_LENGTH = 120
ORGANISATION_LENGTH = 200
NOTE_LENGTH = 300
LONGEST_SEARCH = 120
MOST_AT_ONCE = 2000  # people on a list or in a table that is made while somebody waits for it


class RegistrationState(StrEnum):
    """`PENDING` waits for the consent of a parent: it has a number in the line, but takes no place and is printed nowhere."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    PENDING = "pending"
    CANCELLED = "cancelled"


COMING = (RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.PENDING)  # want to hear of the event


class Source(StrEnum):
    """Which way in somebody came."""

    FORM = "form"
    STAFF = "staff"
    IMPORT = "import"
    WALK_IN = "walk_in"


class Marking(StrEnum):
    """What the last column of a printed roster is for; chosen at printing."""

    BOX = "box"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Register:
    """One person's wish to come, as it came off a form: cleaned, not yet judged. `phone` is E.164 or empty (staff only).

    `consent_version` is the version of the consent text that was agreed to, in `language`; None when nobody agreed yet.
    """

    full_name: str
    phone: str
    birth_year: int | None
    organisation: str
    role_id: int | None
    language: str
    consent_version: int | None
    note: str = ""


@dataclass(frozen=True)
class PersonEdit:
    """What a coordinator may correct about somebody registered."""

    full_name: str
    phone: str
    birth_year: int | None
    organisation: str
    role_id: int | None
    note: str


@dataclass(frozen=True)
class Contact:
    """Where and in which language somebody wants messages about one registration."""

    email: str
    language: str


@dataclass(frozen=True)
class Receipt:
    """The answer to a registration. `ticket` is empty when the person was registered before: the link goes to them."""

    state: RegistrationState
    ticket: str
    code: str
    ahead: int | None = None

    @property
    def is_repeat(self) -> bool:
        return not self.ticket


@dataclass(frozen=True)
class ConsentWords:
    """A consent text as people read it: one version in one language."""

    id: int
    version: int
    language: str
    text: str


@dataclass(frozen=True)
class Ticket:
    """What somebody sees of their own registration. `waiting_place` counts from 1; None for whoever has a place."""

    registration_id: int
    full_name: str
    role_id: int | None
    role: Translated | None
    state: RegistrationState
    waiting_place: int | None
    code: str
    language: str
    has_email: bool
    has_phone: bool
    consent: ConsentWords | None
    event: EventRow


@dataclass(frozen=True)
class PersonFilter:
    """What of an event's people to show; None and "" mean: whatever. Without a state, all but the cancelled.

    `unreached`: only those whom no letter reaches, who have to be called.
    """

    text: str = ""
    role_id: int | None = None
    state: RegistrationState | None = None
    organisation_id: int | None = None
    unreached: bool = False

    @property
    def is_empty(self) -> bool:
        return self == PersonFilter()


@dataclass(frozen=True)
class PeopleFigures:
    """How many registrations an event has in each state; `needed` is its capacity, or what its roles add up to, or None."""

    confirmed: int
    waiting: int
    pending: int
    cancelled: int
    needed: int | None


@dataclass(frozen=True)
class PersonLine:
    """One registration as the staff list shows it. `phone` is E.164, or empty."""

    registration_id: int
    person_id: int
    full_name: str
    phone: str
    birth_year: int | None
    organisation: str
    role: Translated | None
    state: RegistrationState
    waiting_place: int | None
    consented: bool
    group: str
    note: str
    made_at: datetime
    sort_key: str


@dataclass(frozen=True)
class PersonCard:
    """Everything a coordinator sees of one registration."""

    registration_id: int
    person_id: int
    event_id: int
    region_id: int
    stop_id: int
    full_name: str
    phone: str
    email: str
    birth_year: int | None
    organisation: str
    role_id: int | None
    role: Translated | None
    state: RegistrationState
    waiting_place: int | None
    group_id: int | None
    group: str
    confirm_by: datetime | None
    source: Source
    code: str
    generation: int
    language: str
    note: str
    consent: ConsentWords | None
    consented_at: datetime | None
    made_at: datetime
    cancelled_at: datetime | None

    @property
    def version(self) -> int:
        """By which somebody who corrects the facts shows which ones they have read: nine digits, others for other facts."""
        facts = [self.full_name, self.phone, self.birth_year, self.organisation, self.role_id, self.note, self.state.value]
        return int(crypto.blind_index(json.dumps(facts), "registration.facts")[:12], 16) % 1_000_000_000


@dataclass(frozen=True)
class FoundPerson:
    """One registration that a search across events found."""

    registration_id: int
    full_name: str
    phone: str
    organisation: str
    state: RegistrationState
    event_id: int
    event: Translated
    starts_at: datetime
    time_zone: str
    sort_key: str
    waiting_place: int | None = None


@dataclass(frozen=True)
class OrganisationRow:
    """A school, firm or body, and how many people (not participations) come from it."""

    id: int
    region_id: int
    name: str
    people: int
    sort_key: str


@dataclass(frozen=True)
class RosterLine:
    """One person on a roster. `group` is the name of the group that brings them; `seat` the car they go in, empty for none.

    `registration_id` is 0 on sheets that were printed before rows knew what they are about.
    """

    full_name: str
    organisation: str
    role: str
    phone: str
    group: str
    seat: str
    note: str
    registration_id: int = 0

    @property
    def key(self) -> str:
        """What the row is about, for whoever types the sheet back."""
        return f"registration:{self.registration_id}" if self.registration_id else ""


@dataclass(frozen=True)
class Roster:
    """Everything a roster shows, on screen, on paper, in a sheet or to a machine; in one language and its alphabet."""

    event_id: int
    language: str
    campaign: str
    event: str
    place: str
    day: date
    starts: str
    lines: tuple[RosterLine, ...]
    responsible: str
