"""The plain data of closed periods: what is asked for, what was closed, and what was corrected afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.papers.schemas import FrozenPaper, Signatory
from campaign.reports.periods.comparing import Change, Correction
from campaign.reports.rollup.schemas import RollUp

SHEET: Final = "period_close"  # kinds of the frozen sheets
CORRECTIONS: Final = "period_corrections"
MOST_NOTE: Final = 500
MOST_POST: Final = 300
MOST_SIGNER: Final = 120
KEPT: Final = "a closed period stays as it was closed"  # the words of the triggers
APART: Final = "a closed period has a day of another"


@dataclass(frozen=True)
class CloseWish:
    """Close the figures of a region, or of one relay of it, from a day to a day; who signs the sheet."""

    region_id: int
    relay_id: int | None
    first: date
    last: date
    signer: Signatory = field(default_factory=Signatory)
    note: str = ""


@dataclass(frozen=True)
class CloseRow:
    """A closed period as lists show it. `closed_by` is the name of the account, empty for the system.

    `time_zone`: of the walls by which it was closed. `sheets`: the number of the frozen sheet by its language.
    """

    id: int
    region_id: int
    relay_id: int | None
    title: Translated
    first: date
    last: date
    closed_at: datetime
    closed_by: str
    signer: Signatory
    note: str
    hash: str
    time_zone: str
    sheets: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """A correction with who made it and when, as far as the trail says so: what rows of the campaign say has nobody."""

    correction: Correction
    at: datetime | None = None
    who: str = ""
    derived: bool = False

    @property
    def change(self) -> Change:
        return self.correction.change

    @property
    def row(self) -> Mapping[str, Any]:
        return self.correction.row


@dataclass(frozen=True)
class ClosedPeriod:
    """A closed period opened: its table as it was, and what has changed since."""

    row: CloseRow
    rollup: RollUp
    corrections: tuple[Told, ...]
    rows: int

    @property
    def is_clean(self) -> bool:
        return not self.corrections


@dataclass(frozen=True)
class KeptSheet:
    """A frozen sheet of a closed period, or of its corrections."""

    number: int
    revision: int
    printed_at: datetime
    language: str
    kind: str
    close_id: int
    frozen: FrozenPaper

    @property
    def shown_number(self) -> str:
        """As at the foot of the paper: 00418."""
        return f"{self.number:05d}"


@dataclass(frozen=True)
class Scope:
    """What can be closed: a whole region (`relay_id` None) or one relay of it."""

    region_id: int
    relay_id: int | None
    title: Translated
    first: date
    last: date

    @property
    def code(self) -> str:
        """How a form and an address name it."""
        return f"relay-{self.relay_id}" if self.relay_id is not None else f"region-{self.region_id}"
