"""The map of a region as a picture on paper: the same sheet as on screen, in black, told apart by dash, weight and fill."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from campaign.pdf.measures import MM_PER_POINT
from campaign.pdf.parts import Dot, Label, Picture, Stroke
from campaign.territory.labels import HERE_SIZE, NAME_SIZE
from campaign.territory.mapsheet import Inset, LegSign, MapSheet, Route, StopSign
from campaign.territory.shapes import XY

_ANCHORS: Final[dict[str, Literal["left", "centre", "right"]]] = {"start": "left", "middle": "centre", "end": "right"}
_LEGS: Final[dict[LegSign, tuple[float, Sequence[float]]]] = {  # width and dash in points
    LegSign.DONE: (1.6, ()), LegSign.COMING: (0.9, (1, 3)), LegSign.CLASH: (1.4, (5, 3)), LegSign.WEEKEND: (1.0, (5, 3)),
}  # fmt: skip
_REGION, _SHEET = 0.95, 1.0  # grey levels
_HALO = 5.0  # px around the place that has the baton


def picture_of(sheet: MapSheet, scale_words: str, wide: float = 178, tall: float = 150) -> Picture:
    """The sheet at most `wide` × `tall` mm; `scale_words` name the length of its bar ("100 km")."""
    scale = min(wide / sheet.width, tall / sheet.height)
    points = scale / MM_PER_POINT  # of type, for a pixel
    shapes: list[Stroke | Dot | Label] = [Stroke(_open(line), 0.3, 0.6) for line in sheet.around]
    shapes += [Stroke(_open(line), 0.7, 0.3, closed=True, fill=_REGION) for line in sheet.region]
    shapes += _route(sheet.route, points)
    if sheet.inset:
        shapes += _inset(sheet.inset, points)
    bar = sheet.scale
    shapes.append(Stroke(((bar.x, bar.y - 6), (bar.x, bar.y), (bar.x + bar.width, bar.y), (bar.x + bar.width, bar.y - 6)), 0.6))
    shapes.append(Label(bar.x + bar.width / 2, bar.y - 10, scale_words, NAME_SIZE * points, "centre"))
    return Picture(sheet.width, sheet.height, tuple(shapes), tall)


def _open(line: Sequence[XY]) -> tuple[XY, ...]:
    return tuple((round(x, 1), round(y, 1)) for x, y in line)


def _route(route: Route, points: float) -> Iterator[Stroke | Dot | Label]:
    for leg in route.legs:
        width, dash = _LEGS[leg.sign]
        yield Stroke(_open((leg.start, leg.end)), width, dash=tuple(dash))
    for station in route.stations:
        if station.sign is StopSign.NOW:
            yield Dot(station.x, station.y, station.radius + _HALO)
        is_done = station.sign is StopSign.DONE
        words = str(station.number) if station.number is not None else ""
        yield Dot(station.x, station.y, station.radius, is_done, words, NAME_SIZE * points * 0.9)
    for label in route.labels:
        size = (HERE_SIZE if label.here else NAME_SIZE) * points
        yield Label(label.x, label.y, label.words, size, _ANCHORS[label.anchor], label.here)


def _inset(inset: Inset, points: float) -> Iterator[Stroke | Dot | Label]:
    for box, fill in ((inset.source, None), (inset.frame, _SHEET)):
        corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
        yield Stroke(_open(corners), 0.5, 0.45, closed=True, fill=fill)
    yield from _route(inset.route, points)
