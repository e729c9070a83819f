"""The plain data of an export: what was asked for, and one row of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.people.schemas import PersonFilter, RegistrationState

MOST_IN_A_BOOK: Final = 1_000_000  # rows of an Excel sheet, its head and some room apart
ROWS_A_TURN: Final = 1000
MANY: Final = 500  # people of a table from which on it is asked why it is taken out
KEPT: Final = timedelta(hours=24)


class FileKind(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class ExportWish:
    """Which event's people, how filtered, in which kind of file."""

    event_id: int
    filter: PersonFilter
    kind: FileKind


@dataclass(frozen=True)
class ExportLine:
    """One registration with everything that a coordinator may read of it. `phone` is E.164, or empty."""

    registration_id: int
    full_name: str
    phone: str
    birth_year: int | None
    organisation: str
    role: Translated | None
    state: RegistrationState
    consented: bool
    code: str
    note: str
    made_at: datetime
    came_at: datetime | None
    sort_key: str


@dataclass(frozen=True)
class People:
    """An event's people on their way into a file; `lines` is read once. `zone` is the IANA zone of the place."""

    event: str
    zone: str
    made_at: datetime
    lines: Iterator[ExportLine]
