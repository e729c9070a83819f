"""The plain data of groups and waiting lists: states, wishes that come off forms, what pages show."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.people.schemas import RegistrationState

MOST_BY_FORM: Final = 60  # places that a group may ask for by itself; more are given by a coordinator
MOST_PLACES: Final = 2000
MOST_LINES: Final = 200  # people who are entered at once
LONGEST_PASTE: Final = 40_000
LONGEST_REASON: Final = 300


class GroupState(StrEnum):
    """`waiting`: not one place yet. A confirmed group may still wait for more."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class NewGroup:
    """Places that an organisation asks for; `phone` is E.164. `consent_version`: what the leader agreed to; None by staff."""

    organisation: str
    leader_name: str
    leader_phone: str
    language: str
    planned: int
    may_split: bool
    role_id: int | None = None
    consent_version: int | None = None


@dataclass(frozen=True)
class Leader:
    """Who brings a group from now on."""

    full_name: str
    phone: str
    language: str


@dataclass(frozen=True)
class Member:
    """Somebody of a group as its leader sees them: no phone, no attendance."""

    uid: str
    registration_id: int
    full_name: str
    state: RegistrationState
    code: str
    is_own: bool
    """Whether only they or a coordinator may correct the name: they agreed themselves, or come to other events too."""


@dataclass(frozen=True)
class GroupRow:
    """One group in the list of an event's groups. `named` have a name; `pending` of them wait for a parent's consent."""

    id: int
    name: str
    leader_name: str
    leader_phone: str
    language: str
    state: GroupState
    held: int
    short: int
    confirmed: int
    waiting: int
    pending: int
    may_split: bool
    no_passing: bool
    passed_over: int
    confirm_by: datetime | None
    made_at: datetime
    place: int | None

    @property
    def planned(self) -> int:
        return self.held + self.short + self.confirmed + self.waiting

    @property
    def has(self) -> int:
        """How many places it has."""
        return self.held + self.confirmed

    @property
    def waits(self) -> int:
        """For how many places it stands in the line."""
        return self.short + self.waiting

    @property
    def named(self) -> int:
        return self.confirmed + self.waiting + self.pending

    @property
    def unnamed(self) -> int:
        """Places for which a name may still be entered."""
        return max(0, self.held + self.short - self.pending)


@dataclass(frozen=True)
class GroupCard:
    """Everything about one group."""

    row: GroupRow
    event_id: int
    region_id: int
    stop_id: int
    role: Translated | None
    role_id: int | None
    version: int
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Waiter:
    """One place in the waiting list: somebody alone (`registration_id`) or a group (`group_id`)."""

    place: int
    queue_number: int
    name: str
    size: int
    role: Translated | None
    phone: str
    since: datetime
    passed_over: int
    registration_id: int | None = None
    group_id: int | None = None
    may_split: bool = False
    no_passing: bool = False

    @property
    def was_put_first(self) -> bool:
        return self.queue_number < 1


@dataclass(frozen=True)
class Unconfirmed:
    """Whoever moved up and has not said yet that they come."""

    name: str
    phone: str
    size: int
    confirm_by: datetime
    language: str
    registration_id: int | None = None
    group_id: int | None = None


@dataclass(frozen=True)
class LineStep:
    """One line of the history of a waiting list: numbers only, readable without any right to people."""

    at: datetime
    act: str
    thing: str
    thing_id: int
    queue_number: int | None
    size: int | None
    reason: str
    by: str
