"""Looks at personal data: plain data, and what they are narrowed by."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from campaign.web.reasons import ReasonKind

PAGE_SIZE: Final = 50
EVENT, REGISTRATION, STOP, EVERYBODY = "event", "registration", "stop", "everybody"


@dataclass(frozen=True)
class Look:
    """One look: the page, and the event, registration or stop it was about; EVERYBODY for lists over events.

    `reason_id` is the reason that was given for it, 0 where none was needed.
    """

    page: str
    thing: str
    thing_id: int
    reason_id: int = 0


@dataclass(frozen=True)
class AccessFilter:
    """Whose looks: at a registration or an event, by somebody (name or address), in a region, from one day to another."""

    who: str = ""
    registration_id: int | None = None
    event_id: int | None = None
    region_id: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def is_set(self) -> bool:
        return self != AccessFilter()


@dataclass(frozen=True)
class AccessLine:
    """A look in the log; `hour` is when it began."""

    id: int
    hour: datetime
    who: str
    page: str
    thing: str
    thing_id: int
    changed: bool
    region: str
    zone: str
    reason: ReasonKind | None = None
    reason_words: str = ""
