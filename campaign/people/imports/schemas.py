"""The plain data of an import: where its columns are, what became of each row, and what it did."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from campaign.sheets.mapping import Reading
from campaign.sheets.reading import CellError, Upload

__all__ = [
    "COLUMNS", "NAME_PARTS", "CellError", "Counts", "ImportRow", "ImportState", "Options", "Outcome", "Reading", "Report",
    "RowLine", "Upload", "Why",
]  # fmt: skip

COLUMNS: Final = ("full_name", "phone", "organisation", "role", "birth_year", "email", "language", "note", "minor")
NAME_PARTS: Final = ("surname", "given_name", "patronymic")  # joined to a full name where that has no column of its own


class ImportState(StrEnum):
    """How far an import is; FAILED: the file is no table, or its columns say nothing that we know."""

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
class Options:
    """How the rows are to be taken. `choices`: row number → what the person decided for it (NEW, SAME or SKIP)."""

    skip_errors: bool = False
    create_organisations: bool = False
    choices: dict[int, Outcome] = field(default_factory=dict)


class Why(StrEnum):
    """Why a row is not simply new: what the person who decides reads beside it."""

    ON_LIST = "on_list"  # this person is on the event's list already
    KNOWN = "known"  # this person is known in the region, and is put on the list
    CAME_BACK = "came_back"  # this person had cancelled, and is put on the list again
    SAME_NAME = "same_name"  # no phone, and somebody of this name is on the list or in an earlier row: may be decided
    EARLIER_ROW = "earlier_row"  # the same phone and name as in an earlier row
    TOTAL = "total"  # a line of totals
    DECIDED = "decided"  # the person decided so
    WRONG = "wrong"  # see the errors


class RowLine(NamedTuple):
    """What becomes of one row of the sheet. `other` is the earlier row that it means; `waits`: only on the waiting list;
    `pends`: only once a parent agrees.
    """

    row: int
    name: str
    outcome: Outcome
    why: Why | None = None
    other: int | None = None
    waits: bool = False
    pends: bool = False

    @property
    def may_be_decided(self) -> bool:
        """Whether new or same is for the person to say; skipping always is."""
        return self.why is Why.SAME_NAME

    @classmethod
    def from_facts(cls, facts: Sequence[Any]) -> "RowLine":
        row, name, outcome, why, *rest = facts
        return cls(row, name, Outcome(outcome), Why(why) if why else None, *rest)


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
class Report:
    """What the dry run found. `trouble` is the one sentence about a file that is no table; then all else is empty.

    `headings` are the sheet's own words for its columns, `sample` its first rows under them, for mapping by hand.
    `waiting` of those who are put on the list get no place.
    """

    trouble: str = ""
    sheets: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()
    reading: Reading | None = None
    counts: Counts = Counts()
    waiting: int = 0
    new_organisations: tuple[str, ...] = ()
    errors: int = 0


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
