"""The plain data of the press: outlets, invitations, quotations, publications, rows of the media plan."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated

MOST_NAME: Final = 200
MOST_LINE: Final = 200
MOST_PERSON: Final = 120
MOST_CONTACT: Final = 300
MOST_QUOTE: Final = 1000
MOST_NOTE: Final = 500
MOST_ADDRESS: Final = 1000
MOST_REACH: Final = 100_000_000
MOST_SHOWN: Final = 500
LATE: Final = timedelta(days=31)  # so long after the campaign's end something may still be published about it


class OutletKind(StrEnum):
    TV = "tv"
    NEWSPAPER = "newspaper"
    SITE = "site"
    SOCIAL = "social"
    RADIO = "radio"


class Tongue(StrEnum):
    """The language of an outlet or of what it published."""

    KK = "kk"
    RU = "ru"
    BOTH = "both"
    EN = "en"


class Answer(StrEnum):
    """What became of an invitation."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    CAME = "came"
    DECLINED = "declined"


class Format(StrEnum):
    STORY = "story"
    ARTICLE = "article"
    POST = "post"
    ANNOUNCEMENT = "announcement"
    BILLBOARD = "billboard"
    LED = "led"
    BOOKLET = "booklet"


@dataclass(frozen=True)
class NewOutlet:
    name: str
    kind: OutletKind
    language: Tongue
    contact: str = ""


@dataclass(frozen=True)
class OutletRow:
    """An outlet; `region_id` None is one of the whole country. `used` counts what names it."""

    id: int
    region_id: int | None
    name: str
    kind: OutletKind
    language: Tongue
    contact: str
    used: int = 0
    version: int = 1


@dataclass(frozen=True)
class InvitationRow:
    id: int
    outlet_id: int
    outlet: str
    kind: OutletKind
    state: Answer
    invited_on: date


@dataclass(frozen=True)
class NewQuotation:
    speaker: str
    post: Translated
    text: Translated


@dataclass(frozen=True)
class QuotationRow:
    """What somebody says. Only with `approved_by` and `approved_on` may it be printed or given out."""

    id: int
    event_id: int
    speaker: str
    post: Translated
    text: Translated
    approved_by: str
    approved_on: date | None
    version: int


@dataclass(frozen=True)
class NewPublication:
    """A publication as typed; a story on the air or in print may have no address, then it has an outlet."""

    address: str
    outlet_id: int | None
    published_on: date
    language: Tongue
    format: Format
    reach: int | None = None
    note: str = ""
    event_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class LinkedEvent:
    id: int
    title: Translated


@dataclass(frozen=True)
class PublicationRow:
    """One publication, counted once however many events it tells of."""

    id: int
    stop_id: int
    region_id: int
    unit_name: Translated
    address: str
    outlet_id: int | None
    outlet: str
    published_on: date
    language: Tongue
    format: Format
    reach: int | None
    note: str
    version: int
    events: tuple[LinkedEvent, ...] = ()


@dataclass(frozen=True)
class Kept:
    """What came of writing a publication down; `was_known`: its address stood in the list already, and was linked."""

    id: int
    was_known: bool = False


@dataclass(frozen=True)
class PublicationFilter:
    """Which publications of a relay; None and "" mean: whatever."""

    stop_id: int | None = None
    outlet_id: int | None = None
    language: str = ""
    format: str = ""
    first_day: date | None = None
    last_day: date | None = None

    @property
    def is_empty(self) -> bool:
        return self == PublicationFilter()


@dataclass(frozen=True)
class Totals:
    """Sums of publications, each counted once: how many, of how many events they tell, whom they reached.

    `without_reach` of them have no figure for that.
    """

    publications: int = 0
    events: int = 0
    reach: int = 0
    without_reach: int = 0


@dataclass(frozen=True)
class NewPlanRow:
    """A row of the media plan as typed; `link` and `reach` are filled in afterwards."""

    due_on: date
    theme: Translated
    outlet_id: int | None
    platform: str
    format: Format
    language: Tongue
    responsible: str
    link: str = ""
    reach: int | None = None


@dataclass(frozen=True)
class PlanRow:
    id: int
    relay_id: int
    stop_id: int | None
    region_id: int
    unit_name: Translated | None
    due_on: date
    theme: Translated
    outlet_id: int | None
    outlet: str
    platform: str
    format: Format
    language: Tongue
    responsible: str
    link: str
    reach: int | None
    version: int

    @property
    def where(self) -> str:
        """The outlet and the platform as one cell."""
        return ", ".join(part for part in (self.outlet, self.platform) if part)

    @property
    def is_done(self) -> bool:
        return bool(self.link or self.reach is not None)

    def is_late(self, today: date) -> bool:
        return not self.is_done and self.due_on < today
