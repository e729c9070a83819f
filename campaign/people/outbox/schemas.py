"""The plain data of the outbox: letters as its page shows them, and news that somebody has to be told by phone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from campaign.core.mail import NOBODY_TO_WRITE_TO, MessageState
from campaign.people.schemas import RegistrationState

LINK: Final = "people.link"
PROMOTED: Final = "people.promoted"
CHANGED: Final = "people.event_changed"
CANCELLED: Final = "people.event_cancelled"
RESTORED: Final = "people.event_restored"
REMINDER: Final = "people.reminder"
TO_A_PARENT: Final = "minors.link"  # about a registration, but to an address that is not its own
NEWS: Final = (LINK, PROMOTED, CHANGED, CANCELLED, RESTORED, REMINDER)  # what is told by phone where no letter goes


class Way(StrEnum):
    """How somebody was told whom no letter reaches."""

    CALL = "call"
    TEXT = "text"


class Standing(StrEnum):
    """What became of a letter, as the outbox says it."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    BY_PHONE = "by_phone"
    TOLD = "told"
    NOBODY = "nobody"


@dataclass(frozen=True)
class OutboxFilter:
    """Which letters of an event to show; "" and None mean: whatever."""

    kind: str = ""
    standing: Standing | None = None

    @property
    def is_empty(self) -> bool:
        return self == OutboxFilter()


@dataclass(frozen=True)
class OutboxLine:
    """One letter. `address` is masked, `trouble` as the queue keeps it; times are the campaign's."""

    id: int
    kind: str
    registration_id: int
    full_name: str
    address: str
    language: str
    state: MessageState
    queued_at: datetime
    sent_at: datetime | None
    next_at: datetime | None
    attempts: int
    trouble: str
    way: Way | None
    told_at: datetime | None

    @property
    def standing(self) -> Standing:
        if self.way is not None:
            return Standing.TOLD
        if self.state is MessageState.FAILED:
            return Standing.FAILED
        if self.state is not MessageState.SENT:
            return Standing.WAITING
        if self.trouble != NOBODY_TO_WRITE_TO:
            return Standing.SENT
        return Standing.BY_PHONE if self.kind in NEWS and not self.address else Standing.NOBODY

    @property
    def to_a_parent(self) -> bool:
        return self.kind == TO_A_PARENT

    @property
    def may_go_again(self) -> bool:
        """What nobody has tried yet goes by itself."""
        waits = self.standing is Standing.WAITING and self.attempts > 0
        return (bool(self.address) or self.to_a_parent) and (waits or self.standing in {Standing.SENT, Standing.FAILED})


@dataclass(frozen=True)
class News:
    """Something that a person has to be told by phone, with what is to be said or sent, in their language.

    `parts` is how many short messages the text makes; `sms` is the address that sends them, empty without a phone.
    """

    message_id: int
    kind: str
    registration_id: int
    full_name: str
    phone: str
    language: str
    failed: bool
    text: str = ""
    parts: int = 0
    sms: str = ""


@dataclass(frozen=True)
class Hearer:
    """Whom news is told: what the text says about them."""

    full_name: str
    ticket: str
    code: str
    state: RegistrationState
    facts: dict[str, Any]
