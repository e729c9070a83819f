"""Who stands on the lists of an event, and what stands above them."""

from dataclasses import dataclass
from datetime import date

from campaign.core.i18n import Translated


@dataclass(frozen=True)
class ListLine:
    """One confirmed person. `leads`: whether their role does; `photo`: True only with a consent to pictures.

    `phone` is as people read it, empty where the list needs none. `group_id` is None for whoever comes alone.
    """

    registration_id: int
    full_name: str
    organisation: str
    role: Translated
    leads: bool
    group_id: int | None
    group: str
    code: str
    photo: bool
    phone: str

    @property
    def key(self) -> str:
        """What the row is about, for whoever types the sheet back."""
        return f"registration:{self.registration_id}"


@dataclass(frozen=True)
class GroupHead:
    """A confirmed group: its leader with the phone as people read it, and the places it has for people not yet named."""

    id: int
    name: str
    leader: str
    phone: str
    held: int


@dataclass(frozen=True)
class EventList:
    """The people of an event in the language and alphabet spoken, with all that a paper says above and below them.

    `leader` and `phone` are whom everybody turns to: of the briefing, else who is responsible for the event.
    """

    campaign: str
    event: str
    unit: str
    place: str
    meeting: str
    day: date
    starts: str
    leader: str
    phone: str
    lines: tuple[ListLine, ...]
    groups: tuple[GroupHead, ...]
