"""The sketch map of a route: where points, lines and names stand on a sheet of a given size. Pure; no tiles, nothing guessed.

Straight lines join the points in their order: it is a sketch of the way, not of the streets.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import cos, hypot, pi, radians, sin
from typing import Final, Literal

from campaign.motorcades.route.schemas import BEFORE_START, PointKind, RoutePoint

XY = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
LEAST_KM: Final = 0.4  # of the ground that a sketch shows, however close the points are
_KM_NORTH, _KM_EAST = 110.574, 111.320  # of a degree; the second at the equator
_LINE: Final = 26  # characters of a line of a name; a name of more than two lines stands in the list only
_WIDE: Final = 0.62  # of the type's height, an average sign of a name
_RINGS, _TURNS = 8, 12


class LineSign(StrEnum):
    ROAD = "road"  # from the start to the finish
    BEFORE = "before"  # from the gathering to the start
    UNSURE = "unsure"  # a point without coordinates lies between
    RESERVE = "reserve"


@dataclass(frozen=True)
class Size:
    """A sheet: most width and height, radius of a point, height of the type; all in the same units."""

    width: float
    most: float
    radius: float
    type: float


WIDE, PHONE = Size(760, 460, 11, 12.5), Size(328, 380, 11, 12.5)  # px
PAPER: Final = Size(178, 100, 3.1, 2.75)  # mm, as wide as the text of A4


@dataclass(frozen=True)
class Line:
    sign: LineSign
    start: XY
    end: XY


@dataclass(frozen=True)
class Mark:
    """A point: its circle with the number at x, y; the place itself at `at`, which differs where circles would overlap."""

    x: float
    y: float
    at: XY
    point: RoutePoint

    @property
    def is_moved(self) -> bool:
        return (self.x, self.y) != self.at


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    words: str
    anchor: Anchor


@dataclass(frozen=True)
class Bar:
    """The scale: so many units are so many metres."""

    x: float
    y: float
    width: float
    metres: int


@dataclass(frozen=True)
class Sketch:
    size: Size
    height: float
    lines: Sequence[Line]
    arrows: Sequence[Sequence[XY]]
    marks: Sequence[Mark]
    labels: Sequence[Label]
    bar: Bar
    north: XY

    @property
    def width(self) -> float:
        return self.size.width


def sketch_of(points: Sequence[RoutePoint], size: Size, starts: str, ends: str) -> Sketch | None:
    """The sketch, or None while no point has coordinates. `starts`, `ends`: the words beside the first and the last point."""
    placed = [point for point in points if point.is_placed]
    if not placed:
        return None
    ground = _Ground(placed, size)
    at = {point.id: ground.at(point) for point in placed}
    lines = tuple(_lines(points, at))
    marks = _marks(placed, at, ground)
    labels = _Names(ground, marks, lines).placed(starts, ends)
    return Sketch(size, ground.height, lines, tuple(_arrows(lines, size)), marks, labels, ground.bar(), ground.north())


class _Ground:
    """From degrees to units of the sheet: north is up, a kilometre is as long in all directions."""

    def __init__(self, placed: Sequence[RoutePoint], size: Size) -> None:
        self.size = size
        lats, lons = [point.lat or 0.0 for point in placed], [point.lon or 0.0 for point in placed]
        self.lat, self.lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        self.east = _KM_EAST * max(0.05, cos(radians(self.lat)))
        across, down = (max(lons) - min(lons)) * self.east, (max(lats) - min(lats)) * _KM_NORTH
        self.margin = size.radius * 3.2
        self.foot = size.type * 3
        room = size.width - 2 * self.margin, size.most - 2 * self.margin - self.foot
        self.scale = min(room[0] / max(across, LEAST_KM), room[1] / max(down, LEAST_KM / 2))
        self.height = round(min(size.most, max(size.most * 0.45, down * self.scale + 2 * self.margin + self.foot)), 1)

    def at(self, point: RoutePoint) -> XY:
        x = self.size.width / 2 + ((point.lon or 0.0) - self.lon) * self.east * self.scale
        y = (self.height - self.foot) / 2 - ((point.lat or 0.0) - self.lat) * _KM_NORTH * self.scale
        return round(x, 2), round(y, 2)

    def bar(self) -> Bar:
        """A round length of about a fifth of the width, at the lower left."""
        most = self.size.width * 0.28 / self.scale * 1000
        lengths = [step * 10**power for power in range(8) for step in (1, 2, 5)]
        metres = max((length for length in lengths if length <= most), default=1)
        width = metres / 1000 * self.scale
        return Bar(self.size.radius * 1.5, self.height - self.size.type, round(width, 2), metres)

    def north(self) -> XY:
        return self.size.width - self.size.radius * 2, self.height - self.size.type

    def holds(self, box: "_Box") -> bool:
        edge = self.size.radius * 0.3
        inside = box.left >= edge and box.right <= self.size.width - edge and box.top >= edge
        return inside and box.bottom <= self.height - self.foot * 0.8


def _lines(points: Sequence[RoutePoint], at: dict[int, XY]) -> Iterator[Line]:
    """The way in its order; over a point that the sketch cannot show the line is an unsure one."""
    for reserve in (True, False):
        way = [point for point in points if (point.kind is PointKind.RESERVE) is reserve]
        placed = [place for place, point in enumerate(way) if point.is_placed]
        for a, b in pairwise(placed):
            sign = LineSign.RESERVE if reserve else LineSign.BEFORE if way[a].kind in BEFORE_START else LineSign.ROAD
            if b - a > 1 and sign is LineSign.ROAD:
                sign = LineSign.UNSURE
            yield Line(sign, at[way[a].id], at[way[b].id])


def _arrows(lines: Sequence[Line], size: Size) -> Iterator[tuple[XY, XY, XY]]:
    """The direction, in the middle of every leg that is long enough to show it."""
    for line in lines:
        (x0, y0), (x1, y1) = line.start, line.end
        length = hypot(x1 - x0, y1 - y0)
        if length < 6 * size.radius or line.sign is LineSign.BEFORE:
            continue
        dx, dy = (x1 - x0) / length * size.radius * 0.55, (y1 - y0) / length * size.radius * 0.55
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        yield (x - dx - dy * 0.8, y - dy + dx * 0.8), (x + dx, y + dy), (x - dx + dy * 0.8, y - dy - dx * 0.8)


def _marks(placed: Sequence[RoutePoint], at: dict[int, XY], ground: _Ground) -> tuple[Mark, ...]:
    """Every point, moved aside where another stands already."""
    marks: list[Mark] = []
    for point in placed:
        place = at[point.id]
        x, y = next((free for free in _around(place, ground.size) if _is_free(free, marks, ground)), place)
        marks.append(Mark(x, y, place, point))
    return tuple(marks)


def _around(place: XY, size: Size) -> Iterator[XY]:
    """The place itself, then rings around it."""
    yield place
    for ring in range(1, _RINGS + 1):
        away = size.radius * (1.4 + 0.9 * ring)
        for turn in range(_TURNS):
            angle = turn * 2 * pi / _TURNS
            yield round(place[0] + away * cos(angle), 2), round(place[1] - away * sin(angle), 2)


def _is_free(free: XY, marks: Sequence[Mark], ground: _Ground) -> bool:
    r = ground.size.radius
    if not (r <= free[0] <= ground.size.width - r and r <= free[1] <= ground.height - ground.foot):
        return False
    return all(hypot(free[0] - mark.x, free[1] - mark.y) >= 2.25 * r for mark in marks)


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "_Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top < y < self.bottom


class _Names:
    """Names beside their points where there is room: never over a point or another name, over a line only if it must be."""

    def __init__(self, ground: _Ground, marks: Sequence[Mark], lines: Sequence[Line]) -> None:
        self.ground, self.marks, self.size = ground, marks, ground.size
        r = self.size.radius * 1.15
        self.taken = [_Box(mark.x - r, mark.y - r, mark.x + r, mark.y + r) for mark in marks]
        self.dots = [_on(line, part / 24) for line in lines for part in range(1, 24)]

    def placed(self, starts: str, ends: str) -> tuple[Label, ...]:
        """The start and the finish first: at least these words stand beside them."""
        ends_of = {PointKind.START: starts, PointKind.FINISH: ends}
        found: list[Label] = []
        for mark in sorted(self.marks, key=lambda mark: mark.point.kind not in ends_of):
            word, name = ends_of.get(mark.point.kind, ""), mark.point.name.text()
            whole = self._beside(mark, _two_lines(f"{word}: {name}" if word else name))
            found += whole or self._beside(mark, (word,) if word else ())
        return tuple(found)

    def _beside(self, mark: Mark, lines: Sequence[str]) -> Sequence[Label]:
        if not lines:
            return ()
        best: tuple[int, _Box, Sequence[Label]] | None = None
        for box, labels in self._ways(mark, lines):
            if not self.ground.holds(box) or any(box.touches(other) for other in self.taken):
                continue
            crossed = sum(box.holds(x, y) for x, y in self.dots)
            if best is None or crossed < best[0]:
                best = crossed, box, labels
        if best is None or best[0] > 6:
            return ()
        self.taken.append(best[1])
        return best[2]

    def _ways(self, mark: Mark, lines: Sequence[str]) -> Iterator[tuple[_Box, Sequence[Label]]]:
        """At the right, at the left, above, below."""
        high, step = self.size.type, self.size.type * 1.2
        wide, tall = max(map(len, lines)) * high * _WIDE, high + (len(lines) - 1) * step
        ring = 1.3 if mark.point.kind is PointKind.FINISH else 1.0
        gap = self.size.radius * ring + high * 0.5
        middle = mark.y - tall / 2
        sides: tuple[tuple[float, float, Anchor], ...] = (
            (mark.x + gap, middle, "start"), (mark.x - gap, middle, "end"),
            (mark.x, mark.y - gap - tall, "middle"), (mark.x, mark.y + gap, "middle"),
        )  # fmt: skip
        for x, top, anchor in sides:
            left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
            labels = [
                Label(round(x, 2), round(top + high * 0.85 + place * step, 2), words, anchor)
                for place, words in enumerate(lines)
            ]
            yield _Box(left, top, left + wide, top + tall), labels


def _on(line: Line, part: float) -> XY:
    (x0, y0), (x1, y1) = line.start, line.end
    return x0 + (x1 - x0) * part, y0 + (y1 - y0) * part


def _two_lines(name: str) -> tuple[str, ...]:
    """A name in one or two lines, broken at the space nearest to its middle; nothing when it needs more."""
    if len(name) <= _LINE:
        return (name,)
    spaces = [place for place, sign in enumerate(name) if sign == " "]
    at = min(spaces, key=lambda place: abs(place - len(name) / 2), default=0)
    lines = (name[:at], name[at + 1 :])
    return lines if at and max(map(len, lines)) <= _LINE else ()
