"""The plain data of the exhibition: halls, panels, what X2 asks of a panel about a person, approvals, prints, take-downs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.exhibition.blocks import Block, texts_in

FRESH: Final = timedelta(days=30)  # so old the last check of the source may be on the day of printing (SPEC X2)
APPROVERS: Final = 2
LONGEST: Final = {
    "hall": 200, "title": 160, "lead": 1200, "source": 500, "wall": 60, "label": 160, "value": 24, "text": 2000, "note": 500,
    "name": 120, "court": 200, "case": 80, "article": 200, "sentence": 500, "story": 1200, "basis": 300, "reason": 500,
}  # fmt: skip
MOST_PANELS: Final = 200
NOT_SAID: Final = Translated()


class PanelKind(StrEnum):
    """What a panel is about. Only PERSON has the gate; a kind never changes."""

    FACTS = "facts"
    LAW = "law"
    AMOUNTS = "amounts"
    POSTER = "poster"
    FIGURES = "figures"
    PERSON = "person"


class PanelState(StrEnum):
    """BLOCKED: may not be printed or shown any more, and may still hang; TAKEN_DOWN: it does not hang any more."""

    DRAFT = "draft"
    SHOWN = "shown"
    BLOCKED = "blocked"
    TAKEN_DOWN = "taken_down"


class PanelSize(StrEnum):
    A3 = "a3"
    A4 = "a4"


class Way(StrEnum):
    """Which side of the sheet is up."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class PictureRight(StrEnum):
    """By what right a picture of the person is shown; NO_PICTURE where there is none."""

    NO_PICTURE = "no_picture"
    AGREED = "agreed"
    LICENCE = "licence"
    OFFICIAL = "official"


class TakedownReason(StrEnum):
    SPENT = "spent"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    SWITCHED_OFF = "switched_off"
    ASKED = "asked"
    ERASED = "erased"


@dataclass(frozen=True)
class NewExhibition:
    """A hall with panels as typed; `event_id` where it is an event of its own."""

    title: Translated
    hall: Translated
    opens_on: date
    closes_on: date
    event_id: int | None = None


@dataclass(frozen=True)
class ExhibitionRow:
    """An exhibition of a stop; `panels`, `shown` and `waiting` (open take-downs) are counts."""

    id: int
    campaign_id: int
    relay_id: int
    region_id: int
    stop_id: int
    unit_name: Translated
    time_zone: str
    event_id: int | None
    title: Translated
    hall: Translated
    opens_on: date
    closes_on: date
    version: int
    panels: int = 0
    shown: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class NewPanel:
    """All that stands on a panel but what is said of a person, as typed."""

    size: PanelSize
    way: Way
    title: Translated
    lead: Translated
    blocks: tuple[Block, ...]
    source: Translated
    source_checked_on: date | None


@dataclass(frozen=True)
class NewPerson:
    """What X2 asks of a panel about a person, as typed. Whatever is not known yet is empty, and the gate says so."""

    name: str = ""
    post: Translated = NOT_SAID
    court: str = ""
    case_number: str = ""
    article: str = ""
    sentence: Translated = NOT_SAID
    story: Translated = NOT_SAID
    source: str = ""
    verdict_on: date | None = None
    in_force_on: date | None = None
    checked_on: date | None = None
    spent_on: date | None = None
    picture: PictureRight | None = None
    picture_basis: str = ""


@dataclass(frozen=True)
class PersonRow(NewPerson):
    """The same as kept, of one version of its panel; `erased_on` once it was made to forget the person."""

    version: int = 1
    erased_on: date | None = None


@dataclass(frozen=True)
class Approval:
    """Somebody agreed to this very version."""

    id: int
    version: int
    content_hash: str
    approver_id: int
    approver: str
    approved_at: datetime
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Print:
    """One sheet that was printed of a panel: of which version, when, and until when it may hang."""

    id: int
    panel_id: int
    sheet: int
    version: int
    content_hash: str
    printed_at: datetime
    printed_on: date
    printed_until: date | None
    printer: str


@dataclass(frozen=True)
class Takedown:
    """A panel of this version has to come off the wall; `done_at` when it did. `note` says how, or where the photo lies."""

    id: int
    panel_id: int
    version: int
    reason: TakedownReason
    opened_on: date
    due_on: date
    done_at: datetime | None = None
    done_by: str = ""
    note: str = ""

    @property
    def is_open(self) -> bool:
        return self.done_at is None

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on < today


@dataclass(frozen=True)
class PanelRow:
    """A panel and all that its gate has to know.

    `approvals` are those of every version, `authors` everybody who ever wrote it, `persons_on` the campaign's switch,
    `takedowns` all that were ever opened. `content_hash` is printed on it.
    """

    id: int
    uid: str
    exhibition_id: int
    campaign_id: int
    region_id: int
    stop_id: int
    kind: PanelKind
    state: PanelState
    position: int
    wall: str
    size: PanelSize
    way: Way
    title: Translated
    lead: Translated
    blocks: tuple[Block, ...]
    source: Translated
    source_checked_on: date | None
    version: int
    content_hash: str
    shown_on: date | None
    person: PersonRow | None = None
    persons_on: bool = False
    authors: frozenset[int] = frozenset()
    approvals: tuple[Approval, ...] = ()
    takedowns: tuple[Takedown, ...] = ()
    prints: tuple[Print, ...] = ()

    @property
    def texts(self) -> tuple[Translated, ...]:
        """What is written on it outside of the sealed part; its source stands apart."""
        return (self.title, self.lead, *texts_in(self.blocks))

    @property
    def is_about_a_person(self) -> bool:
        return self.kind is PanelKind.PERSON

    @property
    def standing(self) -> tuple[Approval, ...]:
        """The approvals that count: of this very version, not taken back, by nobody who wrote it."""
        return tuple(
            one
            for one in self.approvals
            if (one.version, one.content_hash, one.is_withdrawn) == (self.version, self.content_hash, False)
            and one.approver_id not in self.authors
        )

    @property
    def open_takedowns(self) -> tuple[Takedown, ...]:
        return tuple(one for one in self.takedowns if one.is_open)

    @property
    def printed_until(self) -> date | None:
        """The last day on which a sheet printed now may hang; None where there is no such day."""
        if self.person is None or self.person.spent_on is None:
            return None
        return self.person.spent_on - timedelta(days=1)


@dataclass(frozen=True)
class SwitchRow:
    """Whether a campaign shows panels about persons. Off until somebody of the country says otherwise, and why."""

    campaign_id: int
    is_on: bool = False
    reason: str = ""
    changed_by: str = ""
    changed_at: datetime | None = None
    version: int = 0
