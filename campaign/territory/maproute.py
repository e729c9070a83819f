"""The route on a map: stations kept apart, lines between them, names beside them, and an inset of close places."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import cos, hypot, sin

from campaign.territory.labels import Box, Wish, place_labels
from campaign.territory.mapsheet import Inset, LegSign, MapLeg, MapStop, Route, ScaleBar, Station, StopSign
from campaign.territory.mapview import PAD, View
from campaign.territory.shapes import XY

TOO_CLOSE = 18.0  # px; three and more places nearer than this get an inset

_EDGE = 6.0  # px that names and frames keep from the edge
_SMALL = 4.5  # px, the radius of a station that the inset enlarges


@dataclass(frozen=True, slots=True)
class Style:
    """What differs between a desk and a phone: radius in pixels, numbers in the circles, an inset, how many names."""

    radius: float
    numbers: bool
    inset: bool
    names: int

    @property
    def gap(self) -> float:
        """Pixels from middle to middle of two circles: clear of each other, on a phone nearly."""
        return 2 * self.radius + 2 if self.inset else 1.4 * self.radius


def draw_route(view: View, stops: Sequence[MapStop], style: Style, bar: ScaleBar) -> tuple[Route, Inset | None]:
    """The route on the sheet, clear of the bar, and the inset when one is wanted and has room."""
    spots = [view.at(stop.lon, stop.lat) for stop in stops]
    group = _closest_group(spots) if style.inset else []
    frame = _frame(view, spots, group, style, bar) if group else None
    if frame is None:
        group = []
    small = set(group)
    apart = [number for number in range(len(stops)) if number not in small]
    for number, spot in zip(apart, _spread([spots[n] for n in apart], style.gap, view.box.grown(-PAD / 2)), strict=True):
        spots[number] = spot
    legs = tuple(_leg(stops, spots, number) for number in range(len(stops) - 1))
    stations = tuple(_station(stop, spots[n], style, n in small) for n, stop in enumerate(stops))
    source = _source(spots, group) if group else None
    blocked = [bar.box, *(box for box in (frame, source) if box is not None)]
    route = _named(Route(legs, stations, ()), stops, apart, style, view, blocked)
    if frame is None or source is None:
        return route, None
    return route, Inset(frame, source, _enlarged(view, stops, group, style, frame))


def _named(
    route: Route, stops: Sequence[MapStop], apart: Sequence[int], style: Style, view: View, blocked: Sequence[Box]
) -> Route:
    """The route with names: of all stations on a desk; on a phone of the chief ones, and of others with room."""
    waiting = _by_weight(stops, route.stations, apart)
    lines = [(leg.start, leg.end) for leg in route.legs]
    chosen: list[int] = []
    while waiting and len(chosen) < style.names:
        fresh = waiting[: style.names - len(chosen)]
        waiting = waiting[len(fresh) :]
        tried = {*chosen, *fresh}
        circles = [Box.around([(s.x, s.y)], s.radius) for n, s in enumerate(route.stations) if n not in tried]
        wishes = [_wish(n, stops[n], route.stations[n]) for n in sorted(tried)]
        labels = place_labels(wishes, view.box.grown(-_EDGE), [*blocked, *circles], lines)
        route = Route(route.legs, route.stations, labels)
        chosen = [label.key for label in labels]
    return route


def _by_weight(stops: Sequence[MapStop], stations: Sequence[Station], apart: Sequence[int]) -> list[int]:
    """Where the baton is, both ends, and then always the station farthest from those before it."""
    chief = [number for number in apart if stops[number].state is StopSign.NOW]
    order = list(dict.fromkeys([*chief, *apart[:1], *apart[-1:]]))
    nearest = {n: min(_away(stations[n], stations[o]) for o in order) for n in apart if n not in order}
    while nearest:
        number = max(nearest, key=lambda n: nearest[n])
        del nearest[number]
        order.append(number)
        nearest = {n: min(away, _away(stations[n], stations[number])) for n, away in nearest.items()}
    return order


def _away(one: Station, two: Station) -> float:
    return hypot(one.x - two.x, one.y - two.y)


def _wish(number: int, stop: MapStop, station: Station) -> Wish:
    here = station.sign is StopSign.NOW
    return Wish(number, stop.name, (station.x, station.y), station.radius + (3 if here else 0), here)


def _station(stop: MapStop, spot: XY, style: Style, small: bool) -> Station:
    radius = _SMALL if small else style.radius + (stop.state is StopSign.NOW)
    number = stop.number if style.numbers and not small else None
    return Station(stop.key, *spot, radius, stop.state, number)


def _leg(stops: Sequence[MapStop], spots: Sequence[XY], number: int) -> MapLeg:
    return MapLeg(_leg_sign(stops[number], stops[number + 1]), spots[number], spots[number + 1])


def _leg_sign(giver: MapStop, receiver: MapStop) -> LegSign:
    if giver.leg is not None:
        return giver.leg
    behind = giver.state is StopSign.DONE and receiver.state in (StopSign.DONE, StopSign.NOW)
    return LegSign.DONE if behind else LegSign.COMING


def _closest_group(spots: Sequence[XY]) -> list[int]:
    """The largest group of three or more places of which each is too close to another of the group."""
    groups = {number: {number} for number in range(len(spots))}
    for one, two in combinations(range(len(spots)), 2):
        if groups[one] is not groups[two] and _distance(spots[one], spots[two]) < TOO_CLOSE:
            groups[one] |= groups[two]
            for number in groups[two]:
                groups[number] = groups[one]
    largest = max(groups.values(), key=len, default=set())
    return sorted(largest) if len(largest) >= 3 else []


def _distance(one: XY, two: XY) -> float:
    return hypot(one[0] - two[0], one[1] - two[1])


def _spread(spots: Sequence[XY], gap: float, field: Box) -> list[XY]:
    """The places moved apart until no two are nearer than the gap, as far as the field allows."""
    moved = list(spots)
    for turn in range(80):
        settled = True
        for one, two in combinations(range(len(moved)), 2):
            away = _distance(moved[one], moved[two])
            if away >= gap - 0.01:
                continue
            settled = False
            (x1, y1), (x2, y2) = moved[one], moved[two]
            angle = one + 2.4 * two + turn  # for two places on one spot
            dx, dy = ((x2 - x1) / away, (y2 - y1) / away) if away > 0.01 else (cos(angle), sin(angle))
            push = (gap - away) / 2
            moved[one] = _kept(field, x1 - dx * push, y1 - dy * push)
            moved[two] = _kept(field, x2 + dx * push, y2 + dy * push)
        if settled:
            break
    return moved


def _kept(field: Box, x: float, y: float) -> XY:
    return max(field.left, min(field.right, x)), max(field.top, min(field.bottom, y))


def _source(spots: Sequence[XY], group: Sequence[int]) -> Box:
    """The box on the map that the inset enlarges."""
    return Box.around([spots[number] for number in group], by=_SMALL + 4)


def _frame(view: View, spots: Sequence[XY], group: Sequence[int], style: Style, bar: ScaleBar) -> Box | None:
    """Room for the inset at the edge of the sheet where it covers no station; None when there is none."""
    source = _source(spots, group)
    others = [spot for number, spot in enumerate(spots) if number not in set(group)]
    full = max(200.0, min(250.0, 0.31 * view.width + 6 * max(0, len(group) - 5)))
    for part in (1.0, 0.9, 0.8, 0.7):
        width, height = full * part, full * part * 0.85
        free = [
            frame
            for frame in _frames(view, width, height)
            if not frame.overlaps(source.grown(16))
            and not frame.overlaps(bar.box)
            and not any(frame.grown(style.radius + 6).has(spot) for spot in others)
        ]
        if free:
            return min(free, key=lambda frame: _crowd(frame, spots, others, source))
    return None


def _frames(view: View, width: float, height: float) -> list[Box]:
    """Frames of this size in the corners, at the middle of the edges and in the middle."""
    lefts = (_EDGE, (view.width - width) / 2, view.width - width - _EDGE)
    tops = (_EDGE, (view.height - height) / 2, view.height - height - _EDGE)
    return [Box(left, top, left + width, top + height) for left in lefts for top in tops]


def _crowd(frame: Box, spots: Sequence[XY], others: Sequence[XY], source: Box) -> float:
    """How much of the route a frame hides and of its names it crowds, then how far it is from what it enlarges."""
    near = Box(frame.left - 110, frame.top - 24, frame.right + 110, frame.bottom + 24)
    crowded = sum(near.has(spot) for spot in others)
    hidden = 0
    for (x1, y1), (x2, y2) in pairwise(spots):
        marks = [(x1 + (x2 - x1) * step / 12, y1 + (y2 - y1) * step / 12) for step in range(13)]
        hidden += sum(frame.has(mark) for mark in marks)
    return 40 * hidden + 60 * crowded + _distance(frame.middle, source.middle)


def _enlarged(view: View, stops: Sequence[MapStop], group: Sequence[int], style: Style, frame: Box) -> Route:
    """The group in the frame, with room for the names at the sides: more of it when a name finds no place."""
    best = _enlarged_within(view, stops, group, style, frame, 44.0)
    for side in (60.0, 72.0, 82.0):
        if len(best.labels) == len(group):
            break
        other = _enlarged_within(view, stops, group, style, frame, side)
        best = max(best, other, key=lambda route: len(route.labels))
    return best


def _enlarged_within(
    view: View, stops: Sequence[MapStop], group: Sequence[int], style: Style, frame: Box, side: float
) -> Route:
    """The places of the group on a scale that fills the frame, the ways between and out of them, and names."""
    true = [view.at(stop.lon, stop.lat) for stop in stops]
    extent = Box.around([true[number] for number in group], by=0.5)
    room = Box(frame.left + side, frame.top + 24, frame.right - side, frame.bottom - 24)
    scale = min(room.width / extent.width, room.height / extent.height)
    (x0, y0), (x1, y1) = extent.middle, room.middle
    spots = [((x - x0) * scale + x1, (y - y0) * scale + y1) for x, y in true]
    inner = frame.grown(-style.radius - 4)
    for number, spot in zip(group, _spread([spots[n] for n in group], style.gap, inner), strict=True):
        spots[number] = spot
    legs = []
    for number in range(len(stops) - 1):
        if {number, number + 1} & set(group):
            leg = _leg(stops, spots, number)
            legs.append(MapLeg(leg.sign, _clipped(leg.start, leg.end, frame), _clipped(leg.end, leg.start, frame)))
    stations = tuple(_station(stops[number], spots[number], style, False) for number in group)
    wishes = [_wish(n, stops[n], station) for n, station in zip(group, stations, strict=True)]
    labels = place_labels(wishes, frame.grown(-3), [], [(leg.start, leg.end) for leg in legs])
    return Route(tuple(legs), stations, labels)


def _clipped(point: XY, towards: XY, frame: Box) -> XY:
    """The point, or where the line from the other end, which lies inside, leaves the frame."""
    (x, y), (x0, y0) = point, towards
    part = 1.0
    for here, there, low, high in ((x, x0, frame.left, frame.right), (y, y0, frame.top, frame.bottom)):
        if not low <= here <= high:
            wall = low if here < low else high
            part = min(part, (wall - there) / (here - there))
    return x0 + (x - x0) * part, y0 + (y - y0) * part
