"""The plain data of device links."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

LONGEST_TOKEN: Final = 64
MOST_LABEL: Final = 80
LONGEST_LIFE: Final = timedelta(days=366)  # events are planned a season ahead
DELIVERY: Final = timedelta(days=7)
"""How long after its end a link still takes what a phone kept while it had no network; it shows nothing any more."""
MOST_ITEMS: Final = 200_000
"""What one link takes, repetitions counted: a phone at the greatest event sends a few thousand, some of them many times over
when the answers get lost. Whoever holds a stolen link neither fills the database nor tries out codes for ever."""


class DevicePurpose(StrEnum):
    """What the phone is for. Each purpose has pages of its own; a link of one opens none of another."""

    CHECK_IN = "check_in"
    COLUMN = "column"
    WALK = "walk"


@dataclass(frozen=True)
class NewDevice:
    """A link wished for: for which thing (`subject_id`, an event), whose phone it is, and until when."""

    purpose: DevicePurpose
    region_id: int
    stop_id: int | None
    subject_id: int
    label: str
    expires_at: datetime


@dataclass(frozen=True)
class Device:
    """A phone that has shown a good token. `is_over`: its time is up, it only delivers what it kept."""

    id: int
    label: str
    subject_id: int
    region_id: int
    stop_id: int | None
    made_at: datetime
    expires_at: datetime
    is_over: bool


@dataclass(frozen=True)
class DeviceRow:
    """A link as those who gave it out see it; `sent` is how many items came by it."""

    id: int
    uid: str
    purpose: DevicePurpose
    region_id: int
    stop_id: int | None
    subject_id: int
    label: str
    generation: int
    made_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    last_seen_at: datetime | None
    sent: int

    def is_good(self, now: datetime) -> bool:
        """Whether the phone may work now."""
        return self.withdrawn_at is None and now < self.expires_at
