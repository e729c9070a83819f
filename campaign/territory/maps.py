"""Maps of a region with the route of the baton, laid out in pixels for an inline SVG.

Nothing here knows a language or draws: names come in, a `MapSheet` goes out, and the template `_macros/map.html`
puts it into elements with classes of the style sheet.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from campaign.territory.maproute import Style, draw_route
from campaign.territory.mapsheet import (
    Inset,
    LegSign,
    Lines,
    MapLeg,
    MapSheet,
    MapStop,
    Route,
    ScaleBar,
    Station,
    StopSign,
)
from campaign.territory.mapview import View, borders, fit, outlines, scale_bar
from campaign.territory.shapes import SPLIT_OF_2022, Shape, shapes_of

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

PHONE_WIDTH = 328  # px, the narrowest phone's sheet
PHONE_NAMES = 6
_PHONE_RADIUS, _PLAIN_RADIUS, _NUMBERED_RADIUS = 4.5, 6.5, 9.0  # px


def region_map(region_code: str, as_of: date, stops: Sequence[MapStop], width: int = 720, phone: bool = False) -> MapSheet:
    """The region as it was on a day, with the route in the order of the stops.

    `region_code` is today's ISO code (KZ-35). `width` is the narrowest width in pixels at which the sheet is seen,
    so that names stay readable. `phone` makes a sheet of 328 px with small plain circles and at most six names:
    where the baton is, both ends, and others far from these. On a desk three or more places nearer than 18 px to
    each other get an inset, and two are moved apart. An unknown region gives the route alone. About
    50 ms the first time; the same wish again costs nothing.
    """
    return _sheet(_era(as_of), region_code, tuple(stops), PHONE_WIDTH if phone else width, phone)


def country_map(as_of: date, stops: Sequence[MapStop] = (), width: int = 720, phone: bool = False) -> MapSheet:
    """All regions as they were on a day, with a route if there is one."""
    return _sheet(_era(as_of), None, tuple(stops), PHONE_WIDTH if phone else width, phone)


def _era(as_of: date) -> date:
    """A day that stands for all days with the same outlines."""
    return SPLIT_OF_2022 if as_of >= SPLIT_OF_2022 else date.min


@lru_cache(maxsize=256)
def _sheet(era: date, code: str | None, stops: tuple[MapStop, ...], width: int, phone: bool) -> MapSheet:
    inside, outside = _shapes(era, code)
    places = [place for shape in inside for ring in shape.outer for place in ring]
    places += [(stop.lon, stop.lat) for stop in stops]
    places = places or [place for shape in outside for ring in shape.outer for place in ring]
    view = fit(places, width, flattest=0.68, tallest=1.0)
    bar = scale_bar(view, [view.at(stop.lon, stop.lat) for stop in stops])
    route, inset = draw_route(view, stops, _style(stops, phone), bar)
    region, around = _ground(era, code, view)
    return MapSheet(view.width, view.height, region, around, route, inset, bar)


def _shapes(era: date, code: str | None) -> tuple[list[Shape], list[Shape]]:
    """The region, or the whole country when there is no code, and what lies around it."""
    shapes = shapes_of(era, code)
    inside = [shape for shape in shapes if code in (shape.code, None)]
    return inside, [shape for shape in shapes if shape not in inside]


@lru_cache(maxsize=128)
def _ground(era: date, code: str | None, view: View) -> tuple[Lines, Lines]:
    """The outline of the region and the borders around it, in pixels."""
    inside, outside = _shapes(era, code)
    region = [line for shape in inside for line in outlines((*shape.outer, *shape.holes), view)]
    return tuple(region), tuple(line for shape in outside for line in borders(shape.outer, view))


def _style(stops: Sequence[MapStop], phone: bool) -> Style:
    if phone:
        return Style(_PHONE_RADIUS, numbers=False, inset=False, names=PHONE_NAMES)
    numbers = any(stop.number is not None for stop in stops)
    return Style(_NUMBERED_RADIUS if numbers else _PLAIN_RADIUS, numbers, inset=True, names=len(stops))
