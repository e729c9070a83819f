"""The plain data of alarms, and of the rules that say how much is too much."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated

MOST_WORD: Final = 500


class AlarmKind(StrEnum):
    """What happened."""

    PEOPLE = "people"
    FOREIGN = "foreign"
    SIGN_IN = "sign_in"
    NETWORK = "network"
    NEW_DEVICE = "new_device"


COUNTED: Final = (AlarmKind.PEOPLE, AlarmKind.FOREIGN, AlarmKind.SIGN_IN, AlarmKind.NETWORK)  # a new device is one too many


@dataclass(frozen=True)
class RuleWish:
    """From which day on more than `most` within an hour raise an alarm, and where that is written."""

    kind: AlarmKind
    valid_from: date
    most: int
    source: Translated


@dataclass(frozen=True)
class Most:
    """What a rule says: how many within an hour are no alarm yet."""

    kind: AlarmKind
    most: int


@dataclass(frozen=True)
class AlarmRow:
    """An alarm. `who` is empty for a network, and for an address that no account has."""

    id: int
    kind: AlarmKind
    hour: datetime
    user_id: int | None
    who: str
    count: int
    region_id: int | None
    seen_at: datetime | None
    seen_by: str
    word: str
