"""The plain data of campaigns, relays, stops and plans, and the ports through which later features join in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy.orm import Session

from campaign.core.i18n import Translated, Words
from campaign.relay.dates import Conflict, Severity, SkipRule, Stay


class RelayState(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"


class StopState(StrEnum):
    """Where a stop is in time, computed from dates and the campaign's today; never stored."""

    DONE = "done"
    NOW = "now"
    COMING = "coming"


@dataclass(frozen=True)
class NewCampaign:
    name: Translated
    slogans: tuple[Translated, ...]
    starts_on: date
    ends_on: date
    hotline: str
    default_language: str


@dataclass(frozen=True)
class PlanWish:
    """What an organizer asks of a plan: places in any order, dates, and what is held fast.

    `pins` maps a unit's code to its place in the order, counted from 1. `stays` overrides `stay_days` for single units.
    `order` is a given order of codes; None lets the plan propose the shortest. The first place is the region's centre unless
    `first` says otherwise ("" leaves it free). With `parent_stop_id` the places are the parts of that stop's place, and the
    days lie within its stay unless `may_outlast`. With `own_events` its events are those of the relay
    `like_relay_id` at the new days; places that were not in that one get those of the kit.
    """

    region_code: str
    as_of: date
    start: date
    stay_days: int
    until: date
    kit: str
    unit_codes: tuple[str, ...] | None = None
    skip: SkipRule = field(default_factory=SkipRule)
    stays: tuple[tuple[str, int], ...] = ()
    pins: tuple[tuple[str, int], ...] = ()
    order: tuple[str, ...] | None = None
    first: str | None = None
    last: str | None = None
    last_receiver_code: str | None = None
    parent_stop_id: int | None = None
    may_outlast: bool = False
    like_relay_id: int | None = None
    own_events: bool = False


@dataclass(frozen=True)
class PlannedStop:
    """One row of a plan: the place, its stay, the road to it from the one before (km, great circle)."""

    position: int
    unit_id: int
    code: str
    name: Translated
    centre: Translated
    lat: float
    lon: float
    time_zone: str
    kilometres: float
    stay: Stay
    pinned: bool
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class Plan:
    """A whole proposal: nothing of it is stored until it is created.

    `first_held`: the place to begin with was fixed and not found. `exact`: it is proven that no order with the same pins is
    shorter. `shortest_km`: the shortest that was found with the same pins; it is less than `kilometres` only where an order
    was given.
    """

    region_id: int
    region_code: str
    region_name: Translated
    wish: PlanWish
    stops: tuple[PlannedStop, ...]
    kilometres: float
    exact: bool
    first_held: bool
    shortest_km: float
    conflicts: tuple[Conflict, ...]
    parent: "StopRow | None" = None

    @property
    def outlasts(self) -> bool:
        """Whether it goes beyond the stay of the stop that it is inside of."""
        first, last = self.stops[0].stay.arrives, self.stops[-1].stay.departs
        return self.parent is not None and not self.parent.arrives_on <= first <= last <= self.parent.departs_on


@dataclass(frozen=True)
class StopRow:
    """One stop of a chain as lists show it. `state` is by the campaign's today in the place's own zone."""

    id: int
    relay_id: int
    region_id: int
    position: int
    unit_id: int
    unit_code: str
    name: Translated
    centre: Translated
    lat: float
    lon: float
    time_zone: str
    arrives_on: date
    departs_on: date
    state: StopState
    kilometres: float
    left_out: bool = False

    @property
    def days(self) -> int:
        """Both the day of arrival and the day of departure count."""
        return (self.departs_on - self.arrives_on).days + 1


@dataclass(frozen=True)
class RelayRow:
    """A relay. `ends_on`: its last departure; `last_day`: when it has to be over; `stops`: those left out are not counted."""

    id: int
    campaign_id: int
    campaign_name: Translated
    region_id: int
    region_code: str
    region_name: Translated
    starts_on: date
    ends_on: date
    last_day: date
    stops: int
    kilometres: float
    state: RelayState
    as_of: date
    last_receiver_id: int | None = None
    parent_stop_id: int | None = None
    place: Translated = field(default_factory=Translated)
    may_outlast: bool = False
    skip: SkipRule = field(default_factory=SkipRule)
    version: int = 1

    @property
    def title(self) -> Translated:
        """What the relay is called by: its region, or the place through whose parts it leads."""
        return self.place or self.region_name

    @property
    def map_code(self) -> str:
        """The region that a map of it shows; empty where the parts of one place would lie on one point of it."""
        return "" if self.place else self.region_code

    def distance(self, today: date) -> tuple[bool, bool, bool, int]:
        """By how much it is what somebody wants to see first: running, else the nearest to come, else the last one."""
        is_running, is_past = self.starts_on <= today <= self.ends_on, self.ends_on < today
        return (not is_running, self.parent_stop_id is not None, is_past, abs((self.starts_on - today).days))


@dataclass(frozen=True)
class MadeStop:
    """A stop that has just been created, as a later feature needs it to put its own things there."""

    id: int
    relay_id: int
    region_id: int
    unit_id: int
    arrives_on: date
    departs_on: date
    time_zone: str


@dataclass(frozen=True)
class CampaignRow:
    """A campaign as pages show it. `region_id` is set only where it was opened by planning that region's first season."""

    id: int
    name: Translated
    slogans: tuple[Translated, ...]
    starts_on: date
    ends_on: date
    hotline: str
    default_language: str
    region_id: int | None = None
    version: int = 1


@dataclass(frozen=True)
class KitBrief:
    """A kit to choose from when a season is planned; `events` says how many it puts into each stop."""

    code: str
    name: Translated
    events: int


@dataclass(frozen=True)
class EventBrief:
    """One event of a stop for a machine: `starts_at` with the offset of the place, `2018-04-02T10:00+06:00`."""

    id: int
    kind: str
    starts_at: str


@dataclass(frozen=True)
class CreatedSeason:
    """What planning a season made."""

    relay_id: int
    stops: int
    events: int


@dataclass(frozen=True)
class BatonNow:
    """Where the baton is: the stop that holds it and the next one, None before the start and after the end.

    `first` is the stop with which the relay begins. By the plan, the giver still holds it on the day of a handover. By the
    custody of its items it may also be on the way to `following` (or to `body`), and `body` is who has it at the end.
    """

    relay_id: int
    first: StopRow
    here: StopRow | None
    following: StopRow | None
    on_the_way: bool = False
    body: Translated | None = None


class SeasonPort(Protocol):
    """Who else makes things when a season is planned (the events of a kit …).

    A later feature implements it and appends it to `relay.services.SEASON_PORTS` in registry.py. What writes runs in the
    planner's unit of work.
    """

    def kits(self) -> Sequence[KitBrief]:
        """The kits there are, the usual one first; one or two statements."""

    def ensure_kit(self, session: Session, code: str) -> None:
        """Raises Invalid (with a Problem on the field `kit`) when there is no such kit."""

    def fill_stops(self, session: Session, stops: Sequence[MadeStop], kit: str) -> int:
        """Put the kit's things into the stops and say how many events were made."""

    def copy_stops(self, session: Session, pairs: Sequence[tuple[int, MadeStop]]) -> int:
        """Put into each stop what was planned at the earlier one with the number before it; how many events were made."""

    def copies_of(self, stop_ids: Sequence[int]) -> Mapping[int, int]:
        """How many events `copy_stops` would take over from each of these stops; one statement."""

    def events_of(self, stop_ids: Sequence[int]) -> Mapping[int, Sequence[EventBrief]]:
        """The events of these stops in the order of their time, for `adalzhol relay plan --json`; one statement.

        A stop without events may be left out.
        """


class RemovalPort(Protocol):
    """Who can keep a season from being taken back. Appended to `relay.services.REMOVAL_PORTS` in registry.py.

    events/ refuses when an event is beyond draft and approved, people/ when somebody is registered (in any state).
    """

    def ensure_removable(self, session: Session, stop_ids: Sequence[int]) -> None:
        """Raises Conflict with a sentence that says what stands in the way.

        What belongs to the stops must go with them: either by ON DELETE CASCADE or by being deleted here.
        """


class ShiftKind(StrEnum):
    """What can shift with a stop; pages show the kinds in this order."""

    STOP = "stop"  # of a relay inside of the stop
    EVENT = "event"
    DEADLINE = "deadline"
    TASK = "task"
    REMINDER = "reminder"
    BOOKING = "booking"
    STOCK = "stock"


@dataclass(frozen=True)
class StopMove:
    """A stop that a slip gives other days (or another place in the chain). `after` None: it leaves the chain.

    Stops that keep their days are not among the moves. A stop that is put in is filled by the `SeasonPort`.
    """

    stop_id: int
    relay_id: int
    region_id: int
    name: Translated
    time_zone: str
    before: Stay
    after: Stay | None


@dataclass(frozen=True)
class Shift:
    """One thing that moves with its stop: from a day to another, at the same hour of the place's wall where it has one.

    `after` None: it is called off with its stop. `announced`: its day is known outside; `people` have registered and are told.
    `page` is where it is read: endpoint, name of the parameter, its value.
    """

    kind: ShiftKind
    stop_id: int
    thing_id: int
    title: Translated | Words
    before: date
    after: date | None
    at: time | None = None
    announced: bool = False
    people: int = 0
    page: tuple[str, str, int] | None = None


@dataclass(frozen=True)
class SlipClash:
    """What a slip would make worse than it is: a hard one keeps it from being applied, a soft one is only shown.

    `words` say what is wrong, `note` why or what would mend it; `page` as in `Shift`.
    """

    severity: Severity
    words: Words
    note: Words = ""
    stop_id: int | None = None
    page: tuple[str, str, int] | None = None

    @property
    def hard(self) -> bool:
        return self.severity is Severity.HARD


@dataclass(frozen=True)
class ShiftPlan:
    """What a port would do. `kept` stays on its day although it would move: it is announced, and only the rest is wished.

    `fixed` counts what never moves: what was held, reported, called off or is over.
    """

    shifts: tuple[Shift, ...] = ()
    clashes: tuple[SlipClash, ...] = ()
    kept: tuple[Shift, ...] = ()
    fixed: int = 0


class ShiftPort(Protocol):
    """What else shifts when stops do (SPEC R5). Named in registry.py in `relay.slip.ports.SHIFT_PORTS`, lowest feature first.

    A thing keeps its distance to the day of the stay that it hangs on, and its wall clock. What has happened never moves; what
    nobody was told of moves in silence; whoever was told gets a message. A thing without a day of its own, which only
    follows another (a deadline counted from its event), is previewed, and `apply` and `undo` do nothing for it. What must
    not be is said by a hard clash in the preview, not by raising in `apply`: the preview is made again in the unit of work of
    the slip before anything is written.
    """

    code: str  # names the port in a stored slip, for as long as it can be undone

    def preview(self, moves: Sequence[StopMove], only_unannounced: bool, earlier: Sequence[Shift]) -> ShiftPlan:
        """What would shift and what clashes then; `earlier` is what the ports named before this one would shift.

        Reads only. The number of statements does not grow with the moves.
        """

    def apply(self, session: Session, moves: Sequence[StopMove], only_unannounced: bool, reason: str) -> Mapping[str, Any]:
        """Shift it all; JSON with everything that `undo` needs. Stops, and the things of earlier ports, are moved already."""

    def undo(self, session: Session, moves: Sequence[StopMove], facts: Mapping[str, Any]) -> None:
        """Put back what `apply` told with `facts`; `moves` lead from where the stops were slipped to, to where they were.

        Called in the reverse order of `apply`, before the stops are moved back. Raises Conflict with a sentence when one of
        the things was changed since.
        """
