"""The plain data of print desks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.core.actor import Actor
from campaign.core.i18n import Words
from campaign.core.prints import Numbered
from campaign.papers.presses import Press
from campaign.papers.schemas import Days, Subject

MOST_LABEL: Final = 80
MOST_DAYS: Final = 60
USUAL_BEFORE: Final = 3
USUAL_AFTER: Final = 1
MOST_WRONG: Final = 10
"""Wrong PINs after which a desk is locked, whoever typed them and from wherever: a PIN has a million values."""
MOST_SHOWN: Final = 50  # sheets in a list
SESSION_LIFE: Final = timedelta(hours=12)


class DeskState(StrEnum):
    """Whether the link works now, else why not."""

    OPEN = "open"
    EARLY = "early"
    OVER = "over"
    OFF = "off"  # the event was called off
    LOCKED = "locked"  # no PIN is taken; who is inside already works on
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class NewDesk:
    """A desk wished for: where it stands, how many days around those of the event, phones on its papers, which papers."""

    event_id: int
    label: str
    days_before: int
    days_after: int
    phones: bool
    papers: tuple[str, ...]


@dataclass(frozen=True)
class DeskRow:
    """A desk as it is kept. `opened_at`: when this generation of its PIN was first used; until then the PIN can be shown."""

    id: int
    uid: str
    event_id: int
    region_id: int
    stop_id: int
    relay_id: int
    label: str
    days_before: int
    days_after: int
    phones: bool
    papers: tuple[str, ...]
    generation: int
    wrong_pins: int
    made_at: datetime
    opened_at: datetime | None
    last_seen_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def is_locked(self) -> bool:
        return self.wrong_pins >= MOST_WRONG

    def first_day(self, days: Days) -> date:
        return days.first - timedelta(days=self.days_before)

    def last_day(self, days: Days) -> date:
        return days.last + timedelta(days=self.days_after)

    def state(self, days: Days, today: date) -> DeskState:
        """On that day by the wall of the place; what keeps it closed for longest is said first."""
        if self.withdrawn_at is not None:
            return DeskState.WITHDRAWN
        if days.is_off:
            return DeskState.OFF
        if today > self.last_day(days):
            return DeskState.OVER
        if self.is_locked:
            return DeskState.LOCKED
        return DeskState.EARLY if today < self.first_day(days) else DeskState.OPEN


@dataclass(frozen=True)
class Desk:
    """A desk whose link was shown: what it prints for, its days and its state, and as whom it acts."""

    row: DeskRow
    subject: Subject
    days: Days
    state: DeskState
    actor: Actor


@dataclass(frozen=True)
class DeskSheet(Numbered):
    """A sheet that a desk printed, without what stands on it. `kind` is the code of its press, `name` what that is called."""

    number: int
    kind: str
    name: Words
    revision: int
    language: str
    printed_at: datetime
    rows: int


@dataclass(frozen=True)
class DeskPaper:
    """A paper that the desk may print, and the newest sheet that it printed of it."""

    press: Press
    newest: DeskSheet | None


@dataclass(frozen=True)
class DeskLine:
    """A desk in the list of those who gave it: whether it works, how much was printed there, and when last."""

    row: DeskRow
    state: DeskState
    sheets: int
    last_printed_at: datetime | None


@dataclass(frozen=True)
class DeskSlip:
    """What the clerk needs on paper. `pin` is empty when it was used already."""

    number: int
    label: str
    event: str
    first: date
    last: date
    address: str
    pin: str


@dataclass(frozen=True)
class GivenDesk:
    """A desk on the page of those who gave it. `address` is empty when it is withdrawn, `pin` once it was used."""

    row: DeskRow
    subject: Subject
    days: Days
    state: DeskState
    papers: tuple[Press, ...]
    sheets: tuple[DeskSheet, ...]
    address: str
    pin: str
