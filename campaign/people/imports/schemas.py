"""The plain data of an import: where its columns are, what became of each row, and what it did."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

COLUMNS: Final = ("full_name", "phone", "organisation", "role", "birth_year", "email", "language", "note", "minor")


class ImportState(StrEnum):
    READING = "reading"
    JUDGED = "judged"
    WRITING = "writing"
    WRITTEN = "written"
    UNDONE = "undone"
    FAILED = "failed"


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    SKIP = "skip"
    FAILED = "failed"


@dataclass(frozen=True)
class Reading:
    """Where in the file the people stand: the sheet, the row of its head, and the index of the cell for each of COLUMNS."""

    sheet: str
    head_row: int
    columns: dict[str, int]

    def as_facts(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "head_row": self.head_row, "columns": self.columns}

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> "Reading | None":
        return cls(facts["sheet"], facts["head_row"], dict(facts["columns"])) if facts else None


@dataclass(frozen=True)
class Options:
    """How the rows are to be taken. `choices`: row number → what the person decided for it (new, same or skip)."""

    skip_errors: bool = False
    create_organisations: bool = False
    choices: dict[int, Outcome] = field(default_factory=dict)


@dataclass(frozen=True)
class Counts:
    """created + matched + skipped + failed = rows; `already_there` of the matched were on the event's list before."""

    rows: int = 0
    created: int = 0
    matched: int = 0
    skipped: int = 0
    failed: int = 0
    already_there: int = 0


@dataclass(frozen=True)
class ImportRow:
    """One import as its pages and the list of imports show it."""

    id: int
    event_id: int
    region_id: int
    stop_id: int
    state: ImportState
    owner_id: int | None
    file_name: str
    reading: Reading | None
    options: Options
    counts: Counts
    file_uid: str | None
    report_uid: str | None
    job_uid: str | None
    made_at: datetime
    written_at: datetime | None
    undone_at: datetime | None
