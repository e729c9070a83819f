"""The plain data of events, kits and places."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from campaign.core.i18n import Translated


class EventState(StrEnum):
    """Draft → approved → open (for registration) → held → reported, or cancelled with a reason."""

    DRAFT = "draft"
    APPROVED = "approved"
    OPEN = "open"
    HELD = "held"
    REPORTED = "reported"
    CANCELLED = "cancelled"


NEXT_STATES: dict[EventState, tuple[EventState, ...]] = {
    EventState.DRAFT: (EventState.APPROVED, EventState.CANCELLED),
    EventState.APPROVED: (EventState.OPEN, EventState.DRAFT, EventState.HELD, EventState.CANCELLED),
    EventState.OPEN: (EventState.APPROVED, EventState.HELD, EventState.CANCELLED),
    EventState.HELD: (EventState.REPORTED, EventState.OPEN),
    EventState.REPORTED: (EventState.HELD,),
    EventState.CANCELLED: (EventState.DRAFT,),
}
PUBLIC_STATES = (
    EventState.APPROVED,
    EventState.OPEN,
    EventState.HELD,
    EventState.REPORTED,
    EventState.CANCELLED,
)


class Anchor(StrEnum):
    """Which day of the stay an offset of a kit is counted from."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


@dataclass(frozen=True)
class RoleWish:
    """A role of an event: what people do there, and for how many there is room (None: no limit of its own)."""

    name: Translated
    capacity: int | None = None


@dataclass(frozen=True)
class NewEvent:
    """An event as typed: local day and wall clock of the place."""

    stop_id: int
    kind: str
    title: Translated
    description: Translated
    day: date
    starts: time
    ends: time
    place_id: int | None
    place_note: str
    capacity: int | None
    responsible: str
    responsible_phone: str
    roles: tuple[RoleWish, ...] = ()


@dataclass(frozen=True)
class RoleRow:
    id: int
    name: Translated
    capacity: int | None
    taken: int

    @property
    def left(self) -> int | None:
        return None if self.capacity is None else max(0, self.capacity - self.taken)


@dataclass(frozen=True)
class EventRow:
    """One event as lists, calendars and pages show it. Times are instants; `time_zone` is the wall they are shown on."""

    id: int
    stop_id: int
    relay_id: int
    region_id: int
    unit_name: Translated
    kind: str
    kind_name: Translated
    title: Translated
    description: Translated
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place_name: Translated
    place_address: str
    place_capacity: int | None
    place_note: str
    capacity: int | None
    taken: int
    state: EventState
    reason: str
    responsible: str
    responsible_phone: str
    version: int
    roles: tuple[RoleRow, ...] = ()

    @property
    def left(self) -> int | None:
        """Places still free; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)
