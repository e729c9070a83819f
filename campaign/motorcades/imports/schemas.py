"""The plain data of an import of vehicles: its columns, what becomes of each row, and what it did."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from campaign.core.i18n import Words
from campaign.motorcades.wishes import CarWish
from campaign.sheets.mapping import Reading
from campaign.sheets.reading import CellError

COLUMNS: Final = (
    "plate", "kind", "name", "make", "model", "colour", "seats", "driver", "phone", "second_driver", "second_phone", "owner",
    "organisation", "role", "block", "decoration",
)  # fmt: skip
MOST_ROWS: Final = 1_000  # of a sheet: a column has at most 300 vehicles


class ImportState(StrEnum):
    """A table that was sent, one whose vehicles are in the column, and one that was taken back."""

    JUDGED = "judged"
    WRITTEN = "written"
    UNDONE = "undone"


class Outcome(StrEnum):
    """What becomes of a row: a new vehicle, one of the region's register, nothing, or an error."""

    NEW = "new"
    SAME = "same"
    SKIP = "skip"
    FAILED = "failed"


class RowLine(NamedTuple):
    """One row of the sheet. `sign` is by what its vehicle is told; `known`: what the register says of it; `decided`: left out
    because somebody said so, else it is a line of totals.
    """

    row: int
    sign: str
    outcome: Outcome
    known: str = ""
    warning: Words = ""
    decided: bool = False


@dataclass(frozen=True)
class Counts:
    """created + matched + skipped + failed = rows."""

    rows: int = 0
    created: int = 0
    matched: int = 0
    skipped: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Options:
    """Rows that somebody leaves out, and whether the good ones are taken when others have errors."""

    left_out: frozenset[int] = frozenset()
    skip_errors: bool = False


@dataclass(frozen=True)
class Judged:
    """What a table would do to the column now. `wishes` are the good rows in their order."""

    lines: tuple[RowLine, ...] = ()
    errors: tuple[CellError, ...] = ()
    wishes: tuple[CarWish, ...] = ()

    @property
    def counts(self) -> Counts:
        of = [line.outcome for line in self.lines]
        return Counts(len(of), *(of.count(each) for each in (Outcome.NEW, Outcome.SAME, Outcome.SKIP, Outcome.FAILED)))

    @property
    def warnings(self) -> int:
        return sum(bool(line.warning) for line in self.lines)


@dataclass(frozen=True)
class DryRun:
    """A table and what would become of it. `trouble` is the one sentence about a file that is no table of vehicles.

    `headings` are the sheet's own words for its columns, `sample` its first rows under them, for mapping by hand.
    """

    trouble: str = ""
    sheets: Sequence[str] = ()
    headings: Sequence[str] = ()
    sample: Sequence[Sequence[str]] = ()
    reading: Reading | None = None
    judged: Judged = field(default_factory=Judged)


@dataclass(frozen=True)
class ImportRow:
    """One import as its pages and the list of imports show it. `file_uid` is None once the file was kept long enough."""

    id: int
    event_id: int
    region_id: int
    stop_id: int
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
class TakingBack:
    """What taking an import back would do: how many cars leave the column, how many stay because people have seats in them or
    somebody has changed or marked them since, and how many vehicles leave the register.
    """

    removed: int
    staying: int
    forgotten: int
