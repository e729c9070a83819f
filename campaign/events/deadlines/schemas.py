"""The plain data of legal bases, dated rules, filings and the deadlines that follow from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, Protocol

from campaign.core.i18n import Translated
from campaign.events.dated.schemas import DatedRow

MOST_NUMBER: Final = 60
MOST_LINE: Final = 200
MOST_TEXT: Final = 500
MOST_DAYS: Final = 366
MOST_ANSWER: Final = 90
MOST_PATROLS: Final = 20


class Basis(StrEnum):
    """What an event rests on; NONE with a reason. UNSET: nobody has said yet."""

    UNSET = "unset"
    ORDER = "order"
    NOTIFICATION = "notification"
    APPROVAL = "approval"
    NONE = "none"


class Unit(StrEnum):
    """How the days before are counted."""

    WORKING = "working"
    CALENDAR = "calendar"


class Anchor(StrEnum):
    """The day from which they are counted back: the event's own, or the Monday of its week."""

    EVENT = "event"
    WEEK = "week"


class Measure(StrEnum):
    """What a rule may ask about the size of an event: nothing, its vehicles, its people."""

    NOTHING = "nothing"
    VEHICLES = "vehicles"
    PEOPLE = "people"


class Answer(StrEnum):
    """How the office answered."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    OTHER = "other"


class Standing(StrEnum):
    """How a deadline stands, the most urgent first."""

    OVERDUE = "overdue"
    REFUSED = "refused"
    OTHER = "other"
    SILENT = "silent"
    DUE = "due"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    FILED = "filed"
    MISSED = "missed"


OPEN_STANDINGS: Final = frozenset({Standing.OVERDUE, Standing.REFUSED, Standing.OTHER, Standing.SILENT, Standing.DUE})
FILED_STANDINGS: Final = frozenset({Standing.WAITING, Standing.ACCEPTED, Standing.FILED})


@dataclass(frozen=True)
class RuleWish:
    """A rule, or a new version of one, as typed. Its source is a text (the law with its number and date) and, where
    there is one, an address.

    `kinds` and `bases` say which events it is about; empty: all. A rule for the basis UNSET says until when it is decided.
    `answer_days` are working days, None: no answer is owed. `patrol_cars` escort the column, None: the rule does not say;
    `inspection`: every vehicle is looked over first; `paper`: the kind of paper that is drafted here and filed by the rule.
    """

    name: Translated
    addressee: Translated
    note: Translated
    kinds: tuple[str, ...]
    bases: tuple[Basis, ...]
    measure: Measure
    threshold: int | None
    anchor: Anchor
    days: int
    unit: Unit
    answer_days: int | None
    valid_from: date | None
    valid_to: date | None
    source: Translated
    source_url: str
    patrol_cars: int | None = None
    inspection: bool = False
    paper: str = ""


@dataclass(frozen=True)
class RuleRow(DatedRow[RuleWish]):
    """One version of a rule about what is filed before an event."""


@dataclass(frozen=True)
class PermitWish:
    """The legal basis of an event as typed: the order's number and date, or the reason why there is none."""

    basis: Basis
    number: str = ""
    issued_on: date | None = None
    reason: str = ""
    vehicles: int | None = None


@dataclass(frozen=True)
class PermitRow:
    """The legal basis that is kept; UNSET with version 0 when nothing is."""

    basis: Basis = Basis.UNSET
    number: str = ""
    issued_on: date | None = None
    reason: str = ""
    vehicles: int | None = None
    version: int = 0

    @property
    def lacks_paper(self) -> bool:
        """An order without its number or date."""
        return self.basis is Basis.ORDER and not (self.number and self.issued_on)


@dataclass(frozen=True)
class FilingWish:
    """What was filed and how it was answered, as typed. `also` are other events that the same paper is about."""

    rule_code: str
    filed_on: date
    number: str
    addressee: str
    note: str
    answer: Answer | None = None
    answered_on: date | None = None
    answer_number: str = ""
    answer_note: str = ""
    also: tuple[int, ...] = ()


@dataclass(frozen=True)
class FilingRow:
    id: int
    event_id: int
    version: int
    wish: FilingWish


@dataclass(frozen=True)
class Subject:
    """An event as the rules see it. `counted`: the vehicles that stand in its column, None when there are none."""

    event_id: int
    stop_id: int
    region_id: int
    title: Translated
    stop_name: Translated
    kind: str
    kind_name: Translated
    day: date
    time_zone: str
    people: int | None
    permit: PermitRow
    called_off: bool = False
    counted: int | None = None

    @property
    def vehicles(self) -> int | None:
        """Those in its column; where nobody has put any there, as many as are expected; None when nobody has said."""
        return self.permit.vehicles if self.counted is None else self.counted


class VehiclesPort(Protocol):
    """Who knows how many vehicles take part in an event. Only events of these kinds are asked about."""

    @property
    def kinds(self) -> frozenset[str]:
        """Codes of kinds."""

    def vehicles_of(self, event_ids: Sequence[int]) -> Mapping[int, int]:
        """How many come, by event, those that stay away not counted; events without any are left out. One statement."""


@dataclass(frozen=True)
class Deadline:
    """One thing that has to be filed for one event, or, by a rule for undecided ones, that has to be decided.

    `days`: working days left until `last_day`, or, when that is over, since then; of what was filed, until or since the answer
    is owed (`answer_by`). `over`: the day of the event has passed.
    """

    subject: Subject
    rule: RuleRow
    last_day: date
    standing: Standing
    days: int
    filing: FilingRow | None = None
    answer_by: date | None = None
    late: bool = False
    over: bool = False

    @property
    def is_open(self) -> bool:
        """Somebody has to do something about it, and still can."""
        return self.standing in OPEN_STANDINGS and not self.over

    @property
    def asks_basis(self) -> bool:
        """Nothing is filed: the legal basis has to be decided."""
        return Basis.UNSET in self.rule.wish.bases

    @property
    def order(self) -> tuple[Any, ...]:
        """What has to be done first comes first."""
        day = self.answer_by if self.filing and self.answer_by else self.last_day
        return (not self.is_open, day, self.subject.day, self.subject.event_id, self.rule.code)


@dataclass(frozen=True)
class Permits:
    """All that the page of an event says. `perhaps`: rules that apply from a size on that nobody has typed yet."""

    subject: Subject
    deadlines: tuple[Deadline, ...]
    filings: tuple[FilingRow, ...]
    perhaps: tuple[RuleRow, ...]
    rules: Mapping[str, RuleRow] = field(default_factory=dict)

    @property
    def about_vehicles(self) -> tuple[Deadline, ...]:
        """What follows from the number of vehicles, the rule for the most vehicles first."""
        found = (deadline for deadline in self.deadlines if deadline.rule.wish.measure is Measure.VEHICLES)
        return tuple(sorted(found, key=lambda deadline: -(deadline.rule.wish.threshold or 0)))


@dataclass(frozen=True)
class StopStanding:
    """How many deadlines a stop has, and of how many of them a paper was filed and not refused."""

    filed: int = 0
    all: int = 0


@dataclass(frozen=True)
class DeadlineFilter:
    """Which deadlines of a relay to show; empty: all."""

    standing: str = ""
    stop_id: int | None = None
    rule_code: str = ""
