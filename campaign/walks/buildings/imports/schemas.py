"""What a directory says of rooms, what becomes of each of its rows, and an import as pages show it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.sheets.mapping import Reading
from campaign.sheets.reading import CellError
from campaign.walks.schemas import Office

COLUMNS: Final = ("room", "floor", "unit_kk", "unit_ru", "position_kk", "position_ru", "person")
MOST_ROWS: Final = 5_000
KEPT: Final = timedelta(days=7)


class ImportState(StrEnum):
    JUDGED = "judged"
    WRITTEN = "written"
    UNDONE = "undone"


class Outcome(StrEnum):
    """What becomes of a row. `skipped`: a heading, a total, or the same door as a row above."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class Line:
    """A row of the table: what it says of a door, what becomes of it, and why, in sentences.

    `floor_is_told`: a column or a heading names the floor; otherwise it was guessed from the room number. The name of a person
    is in no line that is shown: `person` is kept for writing only.
    """

    row: int
    outcome: Outcome
    room: str = ""
    floor: str = ""
    floor_is_told: bool = False
    unit_name: Translated = field(default_factory=Translated)
    position_title: Translated = field(default_factory=Translated)
    person: str = field(default="", repr=False)
    said: tuple[str, ...] = ()
    office: Office | None = None


@dataclass(frozen=True)
class Counts:
    """How the rows ended; a row that names three rooms counts once."""

    rows: int = 0
    new: int = 0
    same: int = 0
    changed: int = 0
    skipped: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Judged:
    """What would become of a table now."""

    lines: tuple[Line, ...]
    errors: tuple[CellError, ...]
    counts: Counts


@dataclass(frozen=True)
class Options:
    """`persons`: names of people are taken too, which nobody needs for a walk."""

    persons: bool = False


@dataclass(frozen=True)
class ImportRow:
    """One import of a building."""

    id: int
    building_id: int
    state: ImportState
    file_name: str
    file_uid: str | None
    reading: Reading | None
    options: Options
    counts: Counts
    made_at: datetime
    written_at: datetime | None
    undone_at: datetime | None


@dataclass(frozen=True)
class Undone:
    """What taking an import back did: rooms deleted, rooms as before, rooms that stayed since others need them."""

    removed: int
    restored: int
    stayed: int


@dataclass(frozen=True)
class Surveyed:
    """A table that was read: its sheets, its headings and first rows, where the rooms stand, and what would become of it.

    `judged` is None when nobody knows yet which column holds the rooms.
    """

    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    reading: Reading
    judged: Judged | None
