"""The plain data of the book: a stop's page, what it owes, and the books that were made."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.events.press.schemas import QuotationRow
from campaign.relay.schemas import RelayRow, StopRow

LEAST_PHOTOS: Final = 2
MOST_PHOTOS: Final = 9  # three pages
MOST_FIGURES: Final = 8
MOST_LEAD: Final = 700
MOST_CAPTION: Final = 300
MOST_NAME: Final = 120
MOST_POST: Final = 200
DUE_AFTER: Final = timedelta(days=7)  # the departure of the baton
USUAL: Final = (
    "participants", "students", "pupils", "officials", "vehicles", "doors_visited", "soap_given", "signs_up", "publications",
)  # fmt: skip
"""The figures that a page shows where nobody has chosen, as far as there are any."""


class Lack(StrEnum):
    """What a stop still owes."""

    PHOTOS = "photos"
    CAPTIONS = "captions"
    BLOCKED = "blocked"
    FIGURES = "figures"
    QUOTATION = "quotation"
    SIGNERS = "signers"
    READY = "ready"


@dataclass(frozen=True)
class Signer:
    """Who signs: name and position; both may be empty, then the line stays for a pen."""

    name: str = ""
    post: Translated = field(default_factory=Translated)


@dataclass(frozen=True)
class Chosen:
    """A photo on the page of a stop. `is_printable`: nobody in it has to be asked any more. Pixels say its shape."""

    photo_id: int
    caption: Translated
    width: int
    height: int
    author: str = ""
    is_printable: bool = True
    is_emptied: bool = False

    @property
    def is_captioned(self) -> bool:
        return bool(self.caption.kk and self.caption.ru)


@dataclass(frozen=True)
class PageWish:
    """The page of a stop as typed; `photos` in their order. Without `measures` the usual figures are shown."""

    lead: Translated = field(default_factory=Translated)
    quotation_id: int | None = None
    measures: tuple[str, ...] = ()
    giver: Signer = Signer()
    receiver: Signer = Signer()
    photos: tuple[tuple[int, Translated], ...] = ()


@dataclass(frozen=True)
class Number:
    """A total of the stop, as each language writes it, and what it counts."""

    code: str
    label: Translated
    value: Translated


@dataclass(frozen=True)
class PageRow:
    """The page of a stop as it stands, with all that belongs on it. `version` 0: nobody has written anything yet."""

    stop: StopRow
    order: int
    of: int
    giver_name: Translated
    receiver_name: Translated
    owes: tuple[str, ...]
    lead: Translated = field(default_factory=Translated)
    quotation: QuotationRow | None = None
    measures: tuple[str, ...] = ()
    giver: Signer = Signer()
    receiver: Signer = Signer()
    photos: tuple[Chosen, ...] = ()
    numbers: tuple[Number, ...] = ()
    ready_on: date | None = None
    version: int = 0

    @property
    def due_on(self) -> date:
        return self.stop.departs_on + DUE_AFTER

    @property
    def printed_photos(self) -> tuple[Chosen, ...]:
        return tuple(photo for photo in self.photos if photo.is_printable)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that was made for the book."""
        return not (self.printed_photos or self.lead or self.quotation)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What it owes before it is whole, READY apart."""
        checks = (
            (Lack.PHOTOS, len(self.printed_photos) < LEAST_PHOTOS),
            (Lack.BLOCKED, len(self.printed_photos) < len(self.photos)),
            (Lack.CAPTIONS, any(not photo.is_captioned for photo in self.printed_photos)),
            (Lack.FIGURES, not self.numbers),
            (Lack.QUOTATION, self.quotation is None),
            (Lack.SIGNERS, not (self.giver.name and self.receiver.name)),
        )
        return tuple(lack for lack, is_lacking in checks if is_lacking)

    @property
    def is_ready(self) -> bool:
        return self.ready_on is not None and not self.lacks


@dataclass(frozen=True)
class Brief:
    """How the page of a stop stands: handed in on, photos chosen, due on; whether the baton has left."""

    ready_on: date | None
    photos: int
    due_on: date
    has_left: bool


@dataclass(frozen=True)
class RelayBook:
    """The pages of a relay in the order of its route, those of stops that are the asker's; `campaign` stands on its cover."""

    relay: RelayRow
    campaign: Translated
    pages: tuple[PageRow, ...]

    @property
    def ready(self) -> int:
        return sum(page.is_ready for page in self.pages)


@dataclass(frozen=True)
class BookRow:
    """A book that was made, or is being made. `kept`: its file is there; `spoilt`: a photo in it may not be shown any more."""

    uid: str
    relay_id: int
    region_id: int
    number: int
    asked_at: datetime
    made_by: str
    ready_at: datetime | None
    pages: int
    stops: int
    without: tuple[Translated, ...]
    digest: str
    job_uid: str | None
    file_uid: str | None
    kept: bool
    spoilt_at: datetime | None
