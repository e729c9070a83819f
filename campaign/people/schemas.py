"""The plain data of people, registrations and rosters."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from campaign.core.i18n import Translated


class RegistrationState(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


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
    """One person's wish to come, as it came off a form: cleaned, not yet judged. `phone` is E.164 or empty (staff only)."""

    full_name: str
    phone: str
    birth_year: int | None
    organisation: str
    role_id: int | None
    language: str
    consent_version: int | None
    note: str = ""


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
class PersonLine:
    """One registration as the staff list shows it."""

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
    note: str
    made_at: datetime
    sort_key: str


@dataclass(frozen=True)
class RosterLine:
    """One person on a roster. `group` and `seat` stay empty until those exist."""

    full_name: str
    organisation: str
    role: str
    phone: str
    group: str
    seat: str
    note: str


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
