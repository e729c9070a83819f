"""The plain data of events, kits and places, and the port through which those who come to an event join in."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.i18n import Translated


class EventState(StrEnum):
    """Draft → approved → open (for registration) → held → reported, or cancelled with a reason."""

    DRAFT = "draft"
    APPROVED = "approved"
    OPEN = "open"
    HELD = "held"
    REPORTED = "reported"
    CANCELLED = "cancelled"


WAS_HELD: Final = frozenset({EventState.HELD, EventState.REPORTED})

NEXT_STATES: dict[EventState, tuple[EventState, ...]] = {
    EventState.DRAFT: (EventState.APPROVED, EventState.CANCELLED),
    EventState.APPROVED: (EventState.OPEN, EventState.DRAFT, EventState.HELD, EventState.CANCELLED),
    EventState.OPEN: (EventState.APPROVED, EventState.HELD, EventState.CANCELLED),
    EventState.HELD: (EventState.REPORTED, EventState.OPEN),
    EventState.REPORTED: (EventState.HELD,),
    EventState.CANCELLED: (EventState.DRAFT,),
}
ANNOUNCED: Final = (EventState.APPROVED, EventState.OPEN)
"""What people know of and expect to be held."""
AHEAD: Final = (EventState.DRAFT, *ANNOUNCED)
"""What is still to be held: it may be moved, and books its place and people; what was held or cancelled binds nobody."""
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
    """A role of an event: what people do there, and for how many there is room (None: no limit of its own).

    `id` names the role that is being changed; None adds one.
    """

    name: Translated
    capacity: int | None = None
    id: int | None = None


@dataclass(frozen=True)
class NewEvent:
    """An event as typed: local day and wall clock of the place. `kind` is the kind's code.

    `clash_reason`: why it may clash with another, by an organizer. `later_hour`: of a time that occurs twice that day the
    second one is meant.
    """

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
    clash_reason: str = ""
    later_hour: bool = False


@dataclass(frozen=True)
class NewPlace:
    """A square, hall or street as typed; `capacity` is how many people it holds, None when nobody has said."""

    unit_id: int
    name: Translated
    address: str
    capacity: int | None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class NewKind:
    """A kind that organizers add."""

    name: Translated


@dataclass(frozen=True)
class EventFilter:
    """What of the events to show; None and "" mean: whatever. Days are the calendar days of the place, both included."""

    relay_id: int | None = None
    stop_id: int | None = None
    kind: str = ""
    state: EventState | None = None
    first_day: date | None = None
    last_day: date | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return self == EventFilter()


@dataclass(frozen=True)
class KindRow:
    id: int
    code: str
    name: Translated
    shipped: bool
    events: int = 0


@dataclass(frozen=True)
class PlaceRow:
    """A place with the city or district it lies in. `events` counts those that are held there and visible to the asker."""

    id: int
    region_id: int
    unit_id: int
    unit_name: Translated
    name: Translated
    address: str
    lat: float | None
    lon: float | None
    capacity: int | None
    events: int = 0
    version: int = 1


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
    """One event as lists, calendars and pages show it. Times are instants; `time_zone` is the wall they are shown on.

    `arrives_on` and `departs_on` are the stay of its stop, both days included. `is_closed_again`: it is approved, and its
    registration was open since.
    """

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
    place_id: int | None = None
    arrives_on: date = date.min
    departs_on: date = date.max
    is_closed_again: bool = False

    @property
    def left(self) -> int | None:
        """Places still free; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def starts_on_wall(self) -> datetime:
        """The wall clock of the place when it begins."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def ends_on_wall(self) -> datetime:
        """The wall clock of the place when it ends."""
        return self.ends_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def day(self) -> date:
        """The date on the place's wall when it begins."""
        return self.starts_on_wall.date()

    @property
    def occurs_twice(self) -> bool:
        """Whether the clock on the wall shows the hour of the event a second time that day."""
        walls = (self.starts_on_wall, self.ends_on_wall)
        return any(clock.occurs_twice(wall.date(), wall.hour, wall.minute, self.time_zone) for wall in walls)

    @property
    def is_later_hour(self) -> bool:
        """Whether it is the second time, after the clock was put back."""
        return bool(self.starts_on_wall.fold or self.ends_on_wall.fold)

    @property
    def is_outside_stay(self) -> bool:
        return not self.arrives_on <= self.day <= self.departs_on

    @property
    def exceeds_place(self) -> bool:
        """Whether more people may come than the place is known to hold."""
        return self.capacity is not None and self.place_capacity is not None and self.capacity > self.place_capacity


@dataclass(frozen=True)
class Step:
    """One act in the life of an event: when (campaign time), what ("event.open"), why, and whose; no name is the system."""

    at: datetime
    act: str
    reason: str
    who: str


@dataclass(frozen=True)
class Whereabouts:
    """When and where an event is, as those who come know it."""

    starts_at: datetime
    ends_at: datetime
    place_name: Translated
    place_address: str
    place_note: str

    def as_facts(self) -> dict[str, Any]:
        """Itself as JSON, for a letter that waits."""
        times = {"starts_at": self.starts_at.isoformat(), "ends_at": self.ends_at.isoformat()}
        return {**asdict(self), **times, "place_name": self.place_name.as_dict()}

    @classmethod
    def of_facts(cls, facts: dict[str, Any]) -> "Whereabouts":
        times = {name: datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at")}
        return cls(**{**facts, **times, "place_name": Translated.of(facts["place_name"])})


class AttendeesPort(Protocol):
    """Who keeps the people of an event. Runs in the caller's unit of work."""

    def tell_changed(self, session: Session, event_id: int, before: Whereabouts) -> None:
        """Queue a message to everybody registered or waiting: the event is at another time or place than `before`."""

    def tell_cancelled(self, session: Session, event_id: int) -> None:
        """Queue a message to everybody registered or waiting: the event was cancelled."""

    def tell_restored(self, session: Session, event_id: int) -> None:
        """Queue a message to everybody who was told that the event is cancelled: it takes place after all."""

    def registered(self, session: Session, event_id: int) -> int:
        """How many registrations would be told: confirmed and waiting."""

    def registered_at(self, session: Session, event_ids: Sequence[int]) -> Mapping[int, int]:
        """The same for several events at once, in one statement; an event with nobody may be left out."""

    def room_made(self, session: Session, event_id: int) -> None:
        """There are more places, or the event is on another day: whoever may come now does, in the order of the line."""

    def another_day(self, session: Session, event_id: int, day: date) -> None:
        """The event will be on that day, which is not written yet: whoever may not come then leaves the list first."""
