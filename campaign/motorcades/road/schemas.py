"""The plain data of the day of a column: what phones send, what they are told, and what staff see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from campaign.events.schemas import EventState
from campaign.motorcades.route.schemas import RoutePoint
from campaign.motorcades.schemas import Car, CarState, Column

SALT: Final = "column"  # of the keys of its lists, as in `column/purpose.js`
LINK_LIFE: Final = timedelta(hours=6)
"""How long after the event a marshal's link is usually wanted: the column has to come home."""
LOG: Final = 60


class ItemKind(StrEnum):
    """A car in a state, a point that was passed, or one of these taken back."""

    MARK = "mark"
    POINT = "point"
    UNDO = "undo"


class Outcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"


class Why(StrEnum):
    """Why something does not count; the sentences stand in `words`."""

    FINE = ""
    EARLY = "early"
    OFF = "off"
    LATE = "late"
    OTHER_CAR = "other_car"
    OTHER_POINT = "other_point"
    NOTHING = "nothing"
    MALFORMED = "malformed"
    KEY_REUSED = "key_reused"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a phone or the desk did, as it came; `of` is the key of what an undo takes back."""

    key: str
    kind: ItemKind
    body_hash: str
    claimed_at: datetime | None
    car_id: int | None = None
    point_id: int | None = None
    state: CarState | None = None
    of: str = ""
    problem: Why = Why.FINE


@dataclass(frozen=True, slots=True)
class Place:
    """The event whose column one looks after."""

    id: int
    region_id: int
    stop_id: int
    state: EventState
    starts_at: datetime
    time_zone: str


@dataclass(frozen=True, slots=True)
class Sender:
    """By whom items come: a phone or somebody at the desk. `since`, `until`: from when to when a phone's link was good."""

    device_id: int | None = None
    user_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one car."""

    state: CarState = CarState.EXPECTED
    present_at: datetime | None = None
    departed_at: datetime | None = None
    arrived_at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """As `column/rows.js` takes it."""
        times = (self.present_at, self.departed_at, self.arrived_at)
        return {"s": self.state.value, **dict(zip("pea", (at and at.isoformat() for at in times), strict=True))}


@dataclass(frozen=True)
class Known:
    """How it stands after a sending with the cars and points that it spoke of."""

    cars: Mapping[int, Standing] = field(default_factory=dict)
    points: Mapping[int, datetime | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one item, and of which car or point it spoke."""

    key: str
    outcome: Outcome
    why: Why = Why.FINE
    car_id: int | None = None
    point_id: int | None = None


@dataclass(frozen=True)
class Mark:
    """A line of the log. `device` is the phone's label, None at the desk; `undone` when it was taken back."""

    id: int
    key: str
    kind: ItemKind
    state: CarState | None
    number: int | None
    plate: str
    point: str
    device: str | None
    happened_at: datetime
    received_at: datetime
    outcome: Outcome
    why: Why
    undone: bool

    @property
    def was_late(self) -> bool:
        """Whether it waited on a phone so long that both times are worth showing."""
        return self.received_at - self.happened_at > timedelta(minutes=5)

    @property
    def may_be_undone(self) -> bool:
        return self.kind is not ItemKind.UNDO and self.outcome is Outcome.DONE and not self.undone


@dataclass(frozen=True)
class Day:
    """The column of an event on its day: its cars, the points of its route without the reserve, and what was marked last."""

    column: Column
    points: tuple[RoutePoint, ...]
    log: tuple[Mark, ...]

    def count(self, *states: CarState) -> int:
        return sum(car.state in states for car in self.column.cars)

    @property
    def came(self) -> int:
        """Those that were there at all, wherever they are by now."""
        return self.count(CarState.PRESENT, CarState.DEPARTED, CarState.ARRIVED)

    @property
    def expected(self) -> int:
        return self.count(CarState.EXPECTED)

    @property
    def absent(self) -> int:
        return self.count(CarState.ABSENT)

    @property
    def on_the_road(self) -> int:
        return self.count(CarState.DEPARTED)

    @property
    def arrived(self) -> int:
        return self.count(CarState.ARRIVED)

    @property
    def present(self) -> int:
        """Those that stand here and could set off now."""
        return self.count(CarState.PRESENT)

    @property
    def stranded(self) -> tuple[Car, ...]:
        """Cars that did not come and have passengers."""
        return tuple(car for car in self.column.cars if car.state is CarState.ABSENT and car.taken)

    @property
    def late(self) -> int | None:
        """By how many minutes the column was late at the last point that it passed, None before the first."""
        passed = [point.late for point in self.points if point.late is not None]
        return passed[-1] if passed else None


def next_states(state: CarState) -> tuple[CarState, ...]:
    """What usually comes next, the likeliest first."""
    return {
        CarState.EXPECTED: (CarState.PRESENT, CarState.ABSENT),
        CarState.PRESENT: (CarState.DEPARTED, CarState.ABSENT),
        CarState.ABSENT: (CarState.PRESENT,),
        CarState.DEPARTED: (CarState.ARRIVED,),
        CarState.ARRIVED: (),
    }[state]


def folded(marks: Iterable[tuple[CarState, datetime]]) -> Standing:
    """How it stands after these marks, in the order in which they happened: the last one says the state.

    A car that did not come has no times; one that has just come has none of what follows.
    """
    now = Standing()
    for state, at in marks:
        match state:
            case CarState.PRESENT:
                now = Standing(state, at)
            case CarState.ABSENT:
                now = Standing(state)
            case CarState.DEPARTED:
                now = Standing(state, now.present_at, at)
            case CarState.ARRIVED:
                now = Standing(state, now.present_at, now.departed_at, at)
    return now
