"""What is said of webhooks: whom to call, what became of each call, and how long it is tried."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

PING: Final = "webhook.ping"  # a call that only asks whether somebody is there
MOST_NAME: Final = 120
MOST_URL: Final = 500
MOST_HOOKS: Final = 20  # of one region
PAUSES: Final = (
    timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=1),
    timedelta(hours=2), timedelta(hours=4), timedelta(hours=8), timedelta(hours=8),
)  # fmt: skip
"""After each call that failed; the tenth, almost a day after the first, is the last."""
REST: Final = timedelta(minutes=5)  # at most, for everything that goes to a machine that does not answer
OLD_SECRET: Final = timedelta(hours=24)  # for so long calls are signed with the former secret too
KEPT: Final = timedelta(days=30)
LETTER: Final = "webhooks.stopped"


class HookState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


UNSENT: Final = (DeliveryState.WAITING, DeliveryState.SENDING)


class Trouble(StrEnum):
    """Why a call did not succeed; an answer with another status than 2xx is told by its number."""

    ADDRESS = "address"
    INSIDE = "inside"
    NO_ANSWER = "no_answer"
    NO_NAME = "no_name"
    REDIRECT = "redirect"
    STATUS = "status"
    TLS = "tls"
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class HookWish:
    """Whom to call, and for what. `region_id` None: for the whole country."""

    name: str
    url: str
    acts: tuple[str, ...]
    region_id: int | None


@dataclass(frozen=True)
class HookRow:
    """One webhook as its page shows it; moments are real ones, as its log is."""

    id: int
    uid: str
    name: str
    url: str
    acts: tuple[str, ...]
    region_id: int | None
    state: HookState
    version: int
    generation: int
    old_until: datetime | None
    failing_since: datetime | None
    made_at: datetime
    waiting: int = 0


@dataclass(frozen=True)
class DeliveryRow:
    """One call: of what, and how it went last. `head` holds the answer's status and a few of its headers, no content."""

    id: int
    hook_id: int
    uid: str
    act: str
    facts: dict[str, Any]
    region_id: int | None
    stop_id: int | None
    at: datetime
    campaign_at: datetime
    state: DeliveryState
    attempts: int
    next_at: datetime
    tried_at: datetime | None
    status: int | None
    trouble: str
    millis: int | None
    head: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came of one call. `retry_after`: the seconds the other machine asked for."""

    status: int | None = None
    trouble: str = ""
    millis: int = 0
    head: dict[str, str] = field(default_factory=dict)
    retry_after: int | None = None

    @property
    def is_good(self) -> bool:
        return not self.trouble


@dataclass(frozen=True)
class NewSecret:
    """A secret, to be shown this once."""

    hook_id: int
    secret: str
