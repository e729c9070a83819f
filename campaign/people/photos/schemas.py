"""The plain data of photos: what is seen in them, whether they may be printed, and how much is taken."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated

MB: Final = 1 << 20
MOST_BYTES: Final = 25 * MB  # of one file as it comes
MOST_FILES: Final = 5  # at once, where the page sends them without its script
MOST_OF_EVENT: Final = 200
MOST_BYTES_OF_EVENT: Final = 500 * MB  # as they are kept
MOST_OF_DAY: Final = 300  # from one account
MOST_CAPTION: Final = 400
MOST_NAME: Final = 120
MOST_FOUND: Final = 20  # people of an event that a search for a name shows


class Size(StrEnum):
    """What is kept of a picture: for paper, for a screen, for a gallery."""

    PRINT = "print"
    SCREEN = "screen"
    THUMB = "thumb"


class Seen(StrEnum):
    """Who can be recognised in the picture, as somebody said who looked at it."""

    UNSAID = "unsaid"
    NOBODY = "nobody"
    ADULTS = "adults"
    MINORS = "minors"


class Standing(StrEnum):
    """Whether a picture may be printed, and if not, what is in the way. Only PRINTABLE is let onto paper."""

    PRINTABLE = "printable"
    UNSAID = "unsaid"
    UNNAMED = "unnamed"
    MINOR_AMONG_ADULTS = "minor_among_adults"
    NO_CONSENT = "no_consent"
    GONE = "gone"
    EMPTIED = "emptied"


BLOCKED: Final = frozenset({Standing.MINOR_AMONG_ADULTS, Standing.NO_CONSENT, Standing.GONE})


@dataclass(frozen=True)
class PersonSeen:
    """Somebody of the event who is in the picture. `registration_id` is None once the registration was erased."""

    id: int
    registration_id: int | None
    name: str
    is_minor: bool
    agreed: bool


@dataclass(frozen=True)
class Likeness:
    """A picture that looks like this one."""

    id: int
    event_id: int
    number: int


@dataclass(frozen=True)
class PhotoRow:
    """One photo as galleries, books and reports show it. `number` counts within the event; `bytes` is what all sizes take."""

    id: int
    event_id: int
    event_title: Translated
    event_day: date
    stop_id: int
    region_id: int
    time_zone: str
    number: int
    caption: Translated
    author: str
    taken_at: datetime | None
    seen: Seen
    people: tuple[PersonSeen, ...]
    standing: Standing
    like: Likeness | None
    width: int
    height: int
    bytes: int
    file_name: str
    version: int
    made_at: datetime

    @property
    def is_printable(self) -> bool:
        return self.standing is Standing.PRINTABLE

    @property
    def is_blocked(self) -> bool:
        """Whether it was said who is seen, and one of them has not agreed or does no more."""
        return self.standing in BLOCKED

    @property
    def is_emptied(self) -> bool:
        """Whether the picture itself was deleted, with somebody who was erased."""
        return self.standing is Standing.EMPTIED


@dataclass(frozen=True)
class Place:
    """Whose a photo is, and the tag by which a browser knows it again."""

    uid: str
    region_id: int
    stop_id: int


@dataclass(frozen=True)
class Candidate:
    """Somebody of the event who may be named in a photo. `agreed` says whether the photo may then be printed."""

    registration_id: int
    name: str
    birth_year: int | None
    organisation: str
    is_minor: bool
    agreed: bool


@dataclass(frozen=True)
class Beside:
    """The photos of the event before and after one."""

    before: int | None
    after: int | None


@dataclass(frozen=True)
class NewPhoto:
    """What whoever sends a picture says of it."""

    author: str = ""
    seen: Seen = Seen.UNSAID
    caption: Translated = field(default_factory=Translated)


@dataclass(frozen=True)
class Added:
    """What became of a file that was sent. `again`: the event had it already, and nothing was added."""

    photo_id: int
    number: int
    again: bool = False
    like: Likeness | None = None


@dataclass(frozen=True)
class PhotoWish:
    """What is written under a picture and about it."""

    caption: Translated
    author: str
    taken_at: datetime | None


@dataclass(frozen=True)
class Room:
    """How much an event has and may still take, and the account that asks on this day."""

    photos: int
    bytes: int
    of_day: int

    @property
    def left(self) -> int:
        """How many pictures more."""
        if self.bytes >= MOST_BYTES_OF_EVENT:
            return 0
        return max(0, min(MOST_OF_EVENT - self.photos, MOST_OF_DAY - self.of_day))


@dataclass(frozen=True)
class PhotoCounts:
    """The photos of a stop, or of an event: how many, how many may be printed, wait for a word, and are blocked."""

    photos: int = 0
    printable: int = 0
    unsaid: int = 0
    blocked: int = 0


@dataclass(frozen=True)
class BlockedPhotos:
    """Pictures of one event that may not be printed since somebody in them has not agreed."""

    event_id: int
    stop_id: int
    stop_name: Translated
    title: Translated
    day: date
    count: int
