"""Maps of a region with the route of the baton, laid out in pixels for an inline SVG.

Nothing here knows a language or draws: names come in, a `MapSheet` goes out, and the template `_macros/map.html`
puts it into elements with classes of the style sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from math import cos, hypot, sin

from campaign.territory.labels import Box, Wish, place_labels
from campaign.territory.mapsheet import (
    Inset,
    LegSign,
    MapLeg,
    MapSheet,
    MapStop,
    Route,
    ScaleBar,
    Station,
    StopSign,
)
from campaign.territory.shapes import XY, Cone, Ring, Shape, middle_of, shapes_of, thinned

__all__ = [
    "Inset",
    "LegSign",
    "MapLeg",
    "MapSheet",
    "MapStop",
    "Route",
    "ScaleBar",
    "Station",
    "StopSign",
    "country_map",
    "region_map",
]

PHONE_WIDTH = 328
PHONE_NAMES = 6
TOO_CLOSE = 18.0  # px; nearer places go into an inset

_NICE_KM = (500, 200, 50, 20, 10, 5, 2, 1)
_PAD = 14.0  # px between the region and the edge
_EDGE = 6.0  # px that names and frames keep from the edge
_SMALL = 4.5  # px, the radius of a station that the inset enlarges


@dataclass(frozen=True, slots=True)
class _Style:
    """Sizes in pixels that differ between the desk and the phone."""

    radius: float
    numbers: bool
    inset: bool
    names: int


@dataclass(frozen=True, slots=True)
class _View:
    """From kilometres on the cone to pixels on the sheet."""

    cone: Cone
    scale: float  # px a kilometre
    left: float
    top: float
    width: int
    height: int

    def at(self, lon: float, lat: float) -> XY:
        x, y = self.cone.project(lon, lat)
        return (x * self.scale + self.left, y * self.scale + self.top)

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)


def region_map(region_code: str, as_of: date, stops: Sequence[MapStop], width: int = 720, phone: bool = False) -> MapSheet:
    """The region as it was on a day, with the route in the order of the stops.

    `region_code` is today's ISO code (KZ-35). `phone` makes a sheet of 328 px with small plain circles and at most
    six names: where the baton is, both ends, and others far from these. On a desk places nearer than 18 px to each
    other get an inset if they are three or more, and are moved apart if they are two. An unknown region gives the
    route alone. About 10 ms.
    """
    shapes = shapes_of(as_of, region_code)
    inside = [shape for shape in shapes if shape.code == region_code]
    outside = [shape for shape in shapes if shape.code != region_code]
    return _sheet(inside, outside, stops, PHONE_WIDTH if phone else width, phone)


def country_map(as_of: date, stops: Sequence[MapStop] = (), width: int = 720, phone: bool = False) -> MapSheet:
    """All regions as they were on a day, with a route if there is one."""
    return _sheet(shapes_of(as_of), (), stops, PHONE_WIDTH if phone else width, phone)


def _sheet(inside: Sequence[Shape], outside: Sequence[Shape], stops: Sequence[MapStop], width: int, phone: bool) -> MapSheet:
    numbered = any(stop.number is not None for stop in stops)
    radius = 5.0 if phone else 9.0 if numbered else 6.5
    style = _Style(radius, numbered and not phone, not phone, PHONE_NAMES if phone else len(stops))
    view = _fit(inside, outside, stops, width)
    scale = _scale_bar(view, [view.at(stop.lon, stop.lat) for stop in stops])
    route, inset = _draw(view, stops, style, scale)
    height = view.height
    return MapSheet(
        width=width,
        height=height,
        region=tuple(tuple(ring) for shape in inside for ring in _rings((*shape.outer, *shape.holes), view)),
        around=tuple(tuple(line) for shape in outside for ring in _rings(shape.outer, view) for line in _seen(ring, view)),
        route=route,
        inset=inset,
        scale=scale,
    )


def _fit(inside: Sequence[Shape], outside: Sequence[Shape], stops: Sequence[MapStop], width: int) -> _View:
    """A view in which the region and every stop fit; between 0.55 and 0.8 as high as wide."""
    places = [place for shape in inside for ring in shape.outer for place in ring]
    places += [(stop.lon, stop.lat) for stop in stops]
    places = places or [place for shape in outside for ring in shape.outer for place in ring]
    cone = Cone(middle_of(places))
    extent = Box.around([cone.project(lon, lat) for lon, lat in places], by=1.0)
    wide = width - 2 * _PAD
    high = max(0.55 * width, min(0.8 * width, wide * extent.height / extent.width + 2 * _PAD))
    scale = min(wide / extent.width, (high - 2 * _PAD) / extent.height)
    return _View(
        cone=cone,
        scale=scale,
        left=(width - extent.width * scale) / 2 - extent.left * scale,
        top=(high - extent.height * scale) / 2 - extent.top * scale,
        width=width,
        height=round(high),
    )


def _rings(outline: Sequence[Ring], view: _View) -> list[list[XY]]:
    """The outline in pixels, without what lies wholly off the sheet and without points that nobody sees."""
    field = view.box.grown(20)
    rings = ([view.at(lon, lat) for lon, lat in ring] for ring in outline)
    return [thinned(ring, 0.5) for ring in rings if Box.around(ring).overlaps(field)]


def _seen(ring: Sequence[XY], view: _View) -> list[list[XY]]:
    """The pieces of a border that cross the sheet."""
    field = view.box.grown(4)
    pieces: list[list[XY]] = []
    drawn = False
    for start, end in pairwise(ring):
        seen = Box.around([start, end], 0.1).overlaps(field)
        if seen and drawn:
            pieces[-1].append(end)
        elif seen:
            pieces.append([start, end])
        drawn = seen
    return pieces


def _scale_bar(view: _View, spots: Sequence[XY]) -> ScaleBar:
    """A hundred kilometres where that is a handy length, in the first corner without a station."""
    kilometres = 100
    if not 20 <= kilometres * view.scale <= 0.3 * view.width:
        kilometres = next((nice for nice in _NICE_KM if nice * view.scale <= 0.2 * view.width), 1)
    width = kilometres * view.scale
    right, bottom = view.width - _PAD - width, view.height - _PAD
    corners = [(right, bottom), (_PAD, bottom), (right, _PAD + 18), (_PAD, _PAD + 18)]
    bars = [ScaleBar(kilometres, x, y, width) for x, y in corners]
    free = (bar for bar in bars if not any(_bar_box(bar).grown(12).has(spot) for spot in spots))
    return next(free, bars[0])


def _bar_box(bar: ScaleBar) -> Box:
    words = 52.0  # px, the number and the unit above the bar
    left = min(bar.x, bar.x + (bar.width - words) / 2)
    return Box(left, bar.y - 22, left + max(bar.width, words), bar.y + 3)


def _draw(view: _View, stops: Sequence[MapStop], style: _Style, bar: ScaleBar) -> tuple[Route, Inset | None]:
    """The route on the map, and the inset when one is wanted and has room."""
    spots = [view.at(stop.lon, stop.lat) for stop in stops]
    group = _closest_group(spots) if style.inset else []
    frame = _frame(view, spots, group, style, bar) if group else None
    if frame is None:
        group = []
    small = set(group)
    apart = [number for number in range(len(stops)) if number not in small]
    moved = _spread([spots[number] for number in apart], _gap(style), view.box.grown(-_PAD / 2))
    for number, spot in zip(apart, moved, strict=True):
        spots[number] = spot
    source = Box.around([spots[number] for number in group], by=_SMALL + 4) if group else None
    blocked = [_bar_box(bar), *([frame, source] if frame and source else [])]
    named = _named(stops, spots, style, small)
    route = _route(stops, spots, style, small, named, view.box.grown(-_EDGE), blocked)
    if frame is None or source is None:
        return route, None
    return route, Inset(frame, source, _enlarged(view, stops, group, style, frame))


def _gap(style: _Style) -> float:
    """Pixels from middle to middle of two circles that do not cover each other, on a phone not wholly."""
    return 2 * style.radius + 2 if style.inset else 1.6 * style.radius


def _route(
    stops: Sequence[MapStop],
    spots: Sequence[XY],
    style: _Style,
    small: set[int],
    named: Sequence[int],
    field: Box,
    blocked: Sequence[Box],
) -> Route:
    """Lines between all stops, circles on them, and names beside those that are to be named."""
    legs = tuple(
        MapLeg(_leg_sign(giver, receiver), spots[number], spots[number + 1])
        for number, (giver, receiver) in enumerate(pairwise(stops))
    )
    stations = tuple(
        Station(
            key=stop.key,
            x=spots[number][0],
            y=spots[number][1],
            radius=_SMALL if number in small else style.radius + (stop.state is StopSign.NOW),
            sign=stop.state,
            number=stop.number if style.numbers and number not in small else None,
        )
        for number, stop in enumerate(stops)
    )
    circles = [Box.around([(s.x, s.y)], s.radius) for n, s in enumerate(stations) if n not in set(named)]
    wishes = [_wish(stops[number], stations[number]) for number in named]
    lines = [(leg.start, leg.end) for leg in legs]
    return Route(legs, stations, place_labels(wishes, field, [*blocked, *circles], lines))


def _wish(stop: MapStop, station: Station) -> Wish:
    here = station.sign is StopSign.NOW
    return Wish(stop.name, (station.x, station.y), station.radius + (3 if here else 0), here)


def _leg_sign(giver: MapStop, receiver: MapStop) -> LegSign:
    if giver.leg is not None:
        return giver.leg
    behind = giver.state is StopSign.DONE and receiver.state in (StopSign.DONE, StopSign.NOW)
    return LegSign.DONE if behind else LegSign.COMING


def _named(stops: Sequence[MapStop], spots: Sequence[XY], style: _Style, small: set[int]) -> list[int]:
    """The stops that get a name: all on a desk; on a phone the chief ones, then the farthest from those."""
    candidates = [number for number in range(len(stops)) if number not in small]
    if len(candidates) <= style.names:
        return candidates
    chosen = [number for number in candidates if stops[number].state is StopSign.NOW][:1]
    chosen += [number for number in (candidates[0], candidates[-1]) if number not in chosen]
    while len(chosen) < style.names:
        rest = [number for number in candidates if number not in chosen]
        chosen.append(max(rest, key=lambda number: min(_away(spots[number], spots[c]) for c in chosen)))
    return sorted(chosen)


def _away(one: XY, two: XY) -> float:
    return hypot(one[0] - two[0], one[1] - two[1])


def _closest_group(spots: Sequence[XY]) -> list[int]:
    """The largest group of three or more places of which each is too close to another of the group."""
    groups = {number: {number} for number in range(len(spots))}
    for one, two in combinations(range(len(spots)), 2):
        if groups[one] is not groups[two] and _away(spots[one], spots[two]) < TOO_CLOSE:
            groups[one] |= groups[two]
            for number in groups[two]:
                groups[number] = groups[one]
    largest = max(groups.values(), key=len, default=set())
    return sorted(largest) if len(largest) >= 3 else []


def _spread(spots: Sequence[XY], gap: float, field: Box) -> list[XY]:
    """The places moved apart until no two are nearer than the gap, as far as the field allows."""
    moved = list(spots)
    for turn in range(80):
        settled = True
        for one, two in combinations(range(len(moved)), 2):
            away = _away(moved[one], moved[two])
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


def _frame(view: _View, spots: Sequence[XY], group: Sequence[int], style: _Style, bar: ScaleBar) -> Box | None:
    """Room for the inset at the edge of the sheet where it covers no station; None when there is none."""
    source = Box.around([spots[number] for number in group], by=_SMALL + 4)
    others = [spot for number, spot in enumerate(spots) if number not in set(group)]
    full = max(150.0, min(240.0, 0.31 * view.width + 6 * max(0, len(group) - 5)))
    for part in (1.0, 0.85, 0.7):
        width, height = full * part, full * part * 0.85
        frames = [
            Box(left, top, left + width, top + height)
            for left in (_EDGE, (view.width - width) / 2, view.width - width - _EDGE)
            for top in (_EDGE, (view.height - height) / 2, view.height - height - _EDGE)
        ]
        free = [
            frame
            for frame in frames
            if not frame.overlaps(source.grown(16))
            and not frame.overlaps(_bar_box(bar))
            and not any(frame.grown(style.radius + 6).has(spot) for spot in others)
        ]
        if free:
            return min(free, key=lambda frame: _crowd(frame, spots, source))
    return None


def _crowd(frame: Box, spots: Sequence[XY], source: Box) -> float:
    """How much of the route a frame hides, then how far it is from what it enlarges."""
    hidden = 0
    for (x1, y1), (x2, y2) in pairwise(spots):
        marks = [(x1 + (x2 - x1) * step / 12, y1 + (y2 - y1) * step / 12) for step in range(13)]
        hidden += sum(frame.has(mark) for mark in marks)
    middle = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
    return 40 * hidden + _away(middle, (source.left, source.top))


def _enlarged(view: _View, stops: Sequence[MapStop], group: Sequence[int], style: _Style, frame: Box) -> Route:
    """The places of the group on a scale that fills the frame, with the ways between them and all their names."""
    true = [view.at(stops[number].lon, stops[number].lat) for number in group]
    extent = Box.around(true, by=0.5)
    room = Box(frame.left + 44, frame.top + 24, frame.right - 44, frame.bottom - 24)
    scale = min(room.width / extent.width, room.height / extent.height)
    left = (room.left + room.right - (extent.left + extent.right) * scale) / 2
    top = (room.top + room.bottom - (extent.top + extent.bottom) * scale) / 2
    inner = frame.grown(-style.radius - 4)
    spots = dict(zip(group, _spread([(x * scale + left, y * scale + top) for x, y in true], _gap(style), inner), strict=True))
    route = _route([stops[n] for n in group], [spots[n] for n in group], style, set(), [], frame, [])
    legs = tuple(
        MapLeg(_leg_sign(stops[number], stops[number + 1]), spots[number], spots[number + 1])
        for number in group
        if number + 1 in spots
    )
    wishes = [_wish(stops[n], station) for n, station in zip(group, route.stations, strict=True)]
    labels = place_labels(wishes, frame.grown(-3), [], [(leg.start, leg.end) for leg in legs])
    return Route(legs, route.stations, labels)
