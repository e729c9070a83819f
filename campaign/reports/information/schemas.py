"""The plain data of event reports: what one is about, its clauses, its head, and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from campaign.core.i18n import Translated
from campaign.papers.schemas import Signatory, SubjectKind

MOST_TEXT: Final = 6000
MOST_NUMBER: Final = 60
MOST_LINE: Final = 300
MOST_NAME: Final = 120
MOST_PHONE: Final = 40
MOST_REASON: Final = 500
DUE_AFTER: Final = timedelta(days=3)  # after the day of handing on: the last task of the kit
_FORM: Final = 1  # of the frozen content


class State(StrEnum):
    """A report can be changed until it is signed."""

    DRAFT = "draft"
    SIGNED = "signed"


class ClauseCode(StrEnum):
    """The clauses in their order (DOMAIN 2)."""

    BASIS = "basis"
    AIM = "aim"
    ORGANISERS = "organisers"
    GUESTS = "guests"
    COURSE = "course"
    PEOPLE = "people"
    MATERIALS = "materials"
    WALK = "walk"
    PUBLICATIONS = "publications"
    HANDOVER = "handover"
    CONCLUSIONS = "conclusions"
    LESSONS = "lessons"
    ANNEXES = "annexes"


Row = tuple[Translated, ...]


@dataclass(frozen=True)
class About:
    """What a report is about: a whole stop, or one of its events (then with its title), from `first` to `last`."""

    kind: SubjectKind
    id: int
    stop_id: int
    relay_id: int
    region_id: int
    campaign: Translated
    place: Translated
    title: Translated
    first: date
    last: date
    time_zone: str

    @property
    def is_event(self) -> bool:
        return self.kind is SubjectKind.EVENT

    @property
    def event_id(self) -> int | None:
        return self.id if self.is_event else None

    @property
    def due(self) -> date:
        """The last day on which the report goes out."""
        return self.last + DUE_AFTER


@dataclass(frozen=True)
class Said:
    """What the data say for one clause: a text in every language, and the rows of its table."""

    text: Translated = field(default_factory=Translated)
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Edit:
    """What a hand has written for a clause, and what the data said then."""

    text: Translated
    data_then: Translated
    version: int


@dataclass(frozen=True)
class Clause:
    """One clause as it will be printed. `data` is what the data say now; `edited`: a hand has written the text.

    Tables always follow the data: a wrong number is corrected where it was said.
    """

    code: ClauseCode
    text: Translated
    rows: tuple[Row, ...] = ()
    data: Translated = field(default_factory=Translated)
    edited: bool = False
    differs: bool = False
    version: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.rows)

    def content(self) -> dict[str, Any]:
        """As it is frozen: what was printed, without how it came to be."""
        rows = [[cell.as_dict() for cell in row] for row in self.rows]
        return {"code": self.code.value, "text": self.text.as_dict(), "rows": rows, "edited": self.edited}

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Clause":
        rows = tuple(tuple(map(Translated.of, row)) for row in facts["rows"])
        return cls(ClauseCode(facts["code"]), Translated.of(facts["text"]), rows, edited=facts["edited"])


@dataclass(frozen=True)
class Head:
    """Who sends the report to whom, under which number and date, and who wrote it. Empty is a line to write on."""

    number: str = ""
    dated_on: date | None = None
    sender: Translated = field(default_factory=Translated)
    addressee: Translated = field(default_factory=Translated)
    executor: str = ""
    executor_phone: str = ""

    def filled(self, usual: "Head") -> "Head":
        """The same with what is usual where nothing is written."""
        return replace(self, sender=self.sender or usual.sender, addressee=self.addressee or usual.addressee)

    def content(self) -> dict[str, Any]:
        dated = self.dated_on.isoformat() if self.dated_on else ""
        return {
            "number": self.number, "dated_on": dated, "sender": self.sender.as_dict(), "addressee": self.addressee.as_dict(),
            "executor": self.executor, "executor_phone": self.executor_phone,
        }  # fmt: skip

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Head":
        dated = date.fromisoformat(facts["dated_on"]) if facts["dated_on"] else None
        return cls(
            facts["number"], dated, Translated.of(facts["sender"]), Translated.of(facts["addressee"]), facts["executor"],
            facts["executor_phone"],
        )  # fmt: skip


@dataclass(frozen=True)
class SignWish:
    """Who signs the report on paper, and on which day. `seen` is the fingerprint of what was on the page."""

    signers: tuple[Signatory, ...]
    signed_on: date
    seen: str


@dataclass(frozen=True)
class ReportRow:
    """One revision of a report without its words. `signed_by` is the account that closed it."""

    id: int
    stop_id: int
    event_id: int | None
    region_id: int
    revision: int
    state: State
    version: int
    head: Head
    reason: str = ""
    signed_on: date | None = None
    signed_at: datetime | None = None
    signed_by: str = ""

    @property
    def is_signed(self) -> bool:
        return self.state is State.SIGNED


@dataclass(frozen=True)
class Lack:
    """Something that the report does not say, and the page on which it is mended: endpoint, parameter, value."""

    words: str
    page: tuple[str, dict[str, Any]] | None = None


@dataclass(frozen=True)
class Information:
    """A whole report: as the data and the hand say it now, or as it was signed."""

    about: About
    head: Head
    clauses: tuple[Clause, ...]
    row: ReportRow | None = None
    signers: tuple[Signatory, ...] = ()
    lacks: tuple[Lack, ...] = ()
    not_held: tuple[tuple[int, Translated], ...] = ()

    @property
    def is_signed(self) -> bool:
        return self.row is not None and self.row.is_signed

    @property
    def printed(self) -> tuple[Clause, ...]:
        """The clauses that say something, in their order: they are numbered from 1."""
        return tuple(clause for clause in self.clauses if not clause.is_empty)

    def number_of(self, code: ClauseCode) -> int | None:
        """The number of a clause on paper; None while it says nothing."""
        codes = [clause.code for clause in self.printed]
        return codes.index(code) + 1 if code in codes else None

    def clause(self, code: ClauseCode) -> Clause:
        return next(clause for clause in self.clauses if clause.code is code)

    def content(self, signers: tuple[Signatory, ...]) -> dict[str, Any]:
        """What is frozen when it is signed."""
        about = self.about
        return {
            "form": _FORM, "head": self.head.content(), "clauses": [clause.content() for clause in self.clauses],
            "signers": [one.as_facts() for one in signers],
            "about": {
                "campaign": about.campaign.as_dict(), "place": about.place.as_dict(), "title": about.title.as_dict(),
                "first": about.first.isoformat(), "last": about.last.isoformat(),
            },
        }  # fmt: skip


def frozen(about: About, row: ReportRow, content: Mapping[str, Any]) -> Information:
    """A signed report again, under the names and days that it was signed with."""
    then = content["about"]
    campaign, place, title = (Translated.of(then[name]) for name in ("campaign", "place", "title"))
    first, last = (date.fromisoformat(then[name]) for name in ("first", "last"))
    return Information(
        replace(about, campaign=campaign, place=place, title=title, first=first, last=last),
        Head.of(content["head"]),
        tuple(map(Clause.of, content["clauses"])),
        row,
        tuple(map(Signatory.of, content["signers"])),
    )


@dataclass(frozen=True)
class StopReport:
    """A stop in the list of reports, and how far its report is: None where nobody has begun."""

    stop_id: int
    relay_id: int
    place: Translated
    arrives_on: date
    departs_on: date
    revision: int | None = None
    state: State | None = None
    signed_on: date | None = None

    @property
    def due(self) -> date:
        return self.departs_on + DUE_AFTER

    def is_late(self, today: date) -> bool:
        return self.signed_on is None and self.due < today


@dataclass(frozen=True)
class Lesson:
    """What the report of an earlier place wrote for the next ones."""

    place: Translated
    position: int
    text: Translated
    is_signed: bool
