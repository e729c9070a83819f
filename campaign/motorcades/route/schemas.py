"""The plain data of a route: points from the gathering to the finish, what is typed of each, and how rows change places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from string import ascii_uppercase
from typing import Final, TypeVar

from campaign.core.i18n import Translated
from campaign.events.running.rows import PlanAndFact, inserted
from campaign.events.schemas import EventRow

MOST_POINTS: Final = 60
MOST_RESERVE: Final = len(ascii_uppercase)
MOST_METRES: Final = 10_000_000  # that can be typed at all; far less raises a doubt
LONGEST: Final = {"name": 120, "way": 300, "post": 120, "reserve": 600}


class PointKind(StrEnum):
    """What happens at a point. Reserve points make the way that is taken when the route is closed."""

    GATHERING = "gathering"
    LINE_UP = "line_up"
    START = "start"
    POINT = "point"
    TURN = "turn"
    STOP = "stop"
    FINISH = "finish"
    RESERVE = "reserve"


BEFORE_START: Final = (PointKind.GATHERING, PointKind.LINE_UP)


@dataclass(frozen=True)
class PointWish:
    """A point as typed; `id` None is a new one.

    `offset`: minutes from the start of the event, None without a time. `metres` from the start of the column along the road.
    `way`: the streets and turns from here on. `post`: who regulates the traffic here. `medical`: a medical post stands here.
    """

    kind: PointKind = PointKind.POINT
    name: Translated = field(default_factory=Translated)
    lat: float | None = None
    lon: float | None = None
    offset: int | None = None
    metres: int | None = None
    way: Translated = field(default_factory=Translated)
    post: str = ""
    medical: bool = False
    id: int | None = None

    @property
    def is_empty(self) -> bool:
        said = (self.name, self.way, self.post, self.medical)
        return not any(said) and (self.lat, self.lon, self.offset, self.metres) == (None, None, None, None)


@dataclass(frozen=True)
class RoutePoint(PlanAndFact):
    """A point as it stands. `sign`: its number on the sketch, a letter in reserve. `fact_at`: when the column passed it."""

    id: int
    sign: str
    kind: PointKind
    name: Translated
    lat: float | None
    lon: float | None
    offset: int | None
    metres: int | None
    way: Translated
    post: str
    medical: bool
    fact_at: datetime | None
    plan_at: datetime | None
    time_zone: str

    @property
    def is_placed(self) -> bool:
        return self.lat is not None and self.lon is not None

    def wish(self) -> PointWish:
        return PointWish(
            self.kind, self.name, self.lat, self.lon, self.offset, self.metres, self.way, self.post, self.medical, self.id
        )  # fmt: skip


def coordinates_text(lat: float | None, lon: float | None) -> str:
    """As they are typed: at least four digits, some ten metres."""
    return "" if lat is None or lon is None else ", ".join(_degrees(value) for value in (lat, lon))


def _degrees(value: float) -> str:
    shown = f"{value:.6f}".rstrip("0")
    return shown if len(shown.partition(".")[2]) > 4 else f"{value:.4f}"


@dataclass(frozen=True)
class Route:
    """The route of one event. `version` is 0 until it is written for the first time; `reserve` is the other way in words.

    `column_metres`: the length typed on the page of the column, None where nobody has.
    """

    event: EventRow
    points: tuple[RoutePoint, ...]
    reserve: Translated
    version: int
    column_metres: int | None = None

    @property
    def main(self) -> tuple[RoutePoint, ...]:
        """The points in the order of the column, without the reserve."""
        return tuple(point for point in self.points if point.kind is not PointKind.RESERVE)

    @property
    def others(self) -> tuple[RoutePoint, ...]:
        """The points of the reserve route."""
        return tuple(point for point in self.points if point.kind is PointKind.RESERVE)

    @property
    def unplaced(self) -> tuple[RoutePoint, ...]:
        """Points that the sketch cannot show."""
        return tuple(point for point in self.points if not point.is_placed)

    @property
    def metres(self) -> int | None:
        """Along the road to the last point of which somebody has said how far it is."""
        return max((point.metres for point in self.main if point.metres is not None), default=None)

    @property
    def next(self) -> RoutePoint | None:
        """The first point after the last that was passed."""
        passed = [place for place, point in enumerate(self.main) if point.fact_at]
        left = self.main[passed[-1] + 1 :] if passed else self.main
        return left[0] if left else None


def signs_of(kinds: Sequence[PointKind]) -> tuple[str, ...]:
    """1, 2, 3 … along the way, A, B, C … along the reserve."""
    numbers, letters, signs = 0, 0, []
    for kind in kinds:
        if kind is PointKind.RESERVE:
            signs.append(ascii_uppercase[letters % MOST_RESERVE])
            letters += 1
        else:
            numbers += 1
            signs.append(str(numbers))
    return tuple(signs)


Wishes = tuple[PointWish, ...]
Row = TypeVar("Row")


def added(points: Wishes, after: int) -> Wishes:
    """An empty point after the one at this place, counted from 0."""
    return inserted(points, after, PointWish())


def raised(points: Wishes, place: int) -> Wishes:
    """The point and the one before it change places."""
    if not 0 < place < len(points):
        return points
    return (*points[: place - 1], points[place], points[place - 1], *points[place + 1 :])


def ordered(rows: Sequence[Row], places: Sequence[int | None]) -> tuple[Row, ...]:
    """The rows by the places typed beside them (None: where it stands): whichever was given another place gets exactly that.

    `places` are counted from 1, as long as `rows`.
    """
    moved = {index: place for index, place in enumerate(places) if place is not None and place != index + 1}
    if sorted(place or index + 1 for index, place in enumerate(places)) == list(range(1, len(rows) + 1)):
        return tuple(rows[index] for index in sorted(range(len(rows)), key=lambda index: moved.get(index, index + 1)))
    order = [index for index in range(len(rows)) if index not in moved]
    for index, place in sorted(moved.items(), key=lambda pair: pair[1]):
        order.insert(max(0, place - 1), index)
    return tuple(rows[index] for index in order)
