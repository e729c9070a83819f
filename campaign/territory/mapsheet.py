"""What stands on a map and where, in pixels: the plain data that the template draws."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from campaign.territory.labels import Box, Label
from campaign.territory.shapes import XY

Lines = tuple[Sequence[XY], ...]

_SCALE_WORDS = 52.0  # px, the number and the unit above the bar


class StopSign(StrEnum):
    """How a stop is drawn."""

    DONE = "done"
    NOW = "now"
    COMING = "coming"
    PROBLEM = "problem"


class LegSign(StrEnum):
    """How the way to the next stop is drawn."""

    DONE = "done"
    COMING = "coming"
    CLASH = "clash"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class MapStop:
    """A station of the route, in the order of the route.

    `number` is written into the circle, None for a plain one. `leg` is how the way from here to the next stop is
    drawn; None takes it from the states.
    """

    key: str
    name: str
    lat: float
    lon: float
    state: StopSign = StopSign.COMING
    number: int | None = None
    leg: LegSign | None = None


@dataclass(frozen=True, slots=True)
class MapLeg:
    """A straight line from station to station."""

    sign: LegSign
    start: XY
    end: XY

    @property
    def path(self) -> str:
        return _path([[self.start, self.end]])


@dataclass(frozen=True, slots=True)
class Station:
    """A circle; `number` is None where none is written."""

    key: str
    x: float
    y: float
    radius: float
    sign: StopSign
    number: int | None


@dataclass(frozen=True, slots=True)
class Route:
    """Lines, circles and names of one frame, in the order in which they are drawn."""

    legs: tuple[MapLeg, ...]
    stations: tuple[Station, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Inset:
    """A larger picture of places that lie too close: its frame, and the box on the map that it enlarges."""

    frame: Box
    source: Box
    route: Route

    @property
    def ties(self) -> str:
        """Two lines from the source to the nearer side of the frame."""
        frame, source = self.frame, self.source
        if frame.right <= source.left or frame.left >= source.right:
            here, there = (frame.right, source.left) if frame.right <= source.left else (frame.left, source.right)
            return _path([[(there, source.top), (here, frame.top)], [(there, source.bottom), (here, frame.bottom)]])
        here, there = (frame.bottom, source.top) if frame.bottom <= source.top else (frame.top, source.bottom)
        return _path([[(source.left, there), (frame.left, here)], [(source.right, there), (frame.right, here)]])


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """So many kilometres along a line of `width` pixels that begins at x, y."""

    kilometres: int
    x: float
    y: float
    width: float

    @property
    def box(self) -> Box:
        """The bar with the words above it."""
        left = min(self.x, self.x + (self.width - _SCALE_WORDS) / 2)
        return Box(left, self.y - 22, left + max(self.width, _SCALE_WORDS), self.y + 3)

    @property
    def path(self) -> str:
        return f"M{self.x:.1f} {self.y - 6:.1f}v6h{self.width:.1f}v-6"


@dataclass(frozen=True, slots=True)
class MapSheet:
    """Everything on the map, in pixels of a view box `width` × `height`."""

    width: int
    height: int
    region: Lines
    around: Lines
    route: Route
    inset: Inset | None
    scale: ScaleBar

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"

    @property
    def region_path(self) -> str:
        return _path(self.region, closed=True)

    @property
    def around_path(self) -> str:
        return _path(self.around)


def _path(lines: Iterable[Sequence[XY]], closed: bool = False) -> str:
    """The `d` of an SVG path through the points of every line, to a tenth of a pixel."""
    end = "Z" if closed else ""
    return "".join("M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in line) + end for line in lines)
