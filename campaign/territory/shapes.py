"""The outlines of the regions, of 2018 and of today, on the plane of a Lambert conformal conic projection.

Sources: `kz_regions_2018.geojson` from Natural Earth (public domain), before Abai, Zhetysu and Ulytau were split off
on 8 June 2022; `kz_regions_2022.geojson` with today's twenty units. Both are simplified for the screen.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import cos, hypot, log, pi, radians, sin, tan
from pathlib import Path
from typing import Final

SPLIT_OF_2022: Final = date(2022, 6, 8)

XY = tuple[float, float]
Ring = tuple[XY, ...]

_DATA = Path(__file__).parent / "data"
_EARTH_RADIUS_KM = 6371.0088
_PARALLELS = (46.5, 50.5)  # degrees north; the scale is true along them
_BEFORE: Final = {
    "KZ.AA": "KZ-19",
    "KZ.AC": "KZ-75",
    "KZ.AM": "KZ-11",
    "KZ.AR": "KZ-23",
    "KZ.AS": "KZ-71",
    "KZ.AT": "KZ-15",
    "KZ.EK": "KZ-63",
    "KZ.MG": "KZ-47",
    "KZ.NK": "KZ-59",
    "KZ.PA": "KZ-55",
    "KZ.QG": "KZ-35",
    "KZ.QO": "KZ-43",
    "KZ.QS": "KZ-39",
    "KZ.SK": "KZ-61",
    "KZ.WK": "KZ-27",
    "KZ.ZM": "KZ-31",
}
_TODAY: Final = {
    "KAZ001": "KZ-10",
    "KAZ002": "KZ-11",
    "KAZ003": "KZ-15",
    "KAZ004": "KZ-75",
    "KAZ005": "KZ-19",
    "KAZ006": "KZ-71",
    "KAZ007": "KZ-23",
    "KAZ008": "KZ-63",
    "KAZ009": "KZ-31",
    "KAZ010": "KZ-33",
    "KAZ011": "KZ-35",
    "KAZ012": "KZ-39",
    "KAZ013": "KZ-43",
    "KAZ014": "KZ-47",
    "KAZ015": "KZ-59",
    "KAZ016": "KZ-55",
    "KAZ017": "KZ-79",
    "KAZ018": "KZ-61",
    "KAZ019": "KZ-62",
    "KAZ020": "KZ-27",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One region's outline: rings of longitude and latitude in degrees, holes after the outer ones."""

    code: str
    outer: tuple[Ring, ...]
    holes: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Cone:
    """Lambert's conformal conic projection of the sphere with the country's two standard parallels.

    `project` gives kilometres to the east of the middle meridian and kilometres to the south of 48° N, so that
    y grows downwards as on a screen.
    """

    middle: float  # degrees east

    def project(self, lon: float, lat: float) -> XY:
        radius = _radius(lat)
        angle = _CONE * radians(lon - self.middle)
        return radius * sin(angle), radius * cos(angle) - _radius(48.0)


def _steepness(lat: float) -> float:
    return tan(pi / 4 + radians(lat) / 2)


_SOUTH, _NORTH = _PARALLELS
_CONE: Final = log(cos(radians(_SOUTH)) / cos(radians(_NORTH))) / log(_steepness(_NORTH) / _steepness(_SOUTH))
_REACH: Final = _EARTH_RADIUS_KM * cos(radians(_SOUTH)) * _steepness(_SOUTH) ** _CONE / _CONE


def _radius(lat: float) -> float:
    """Kilometres from the tip of the cone to a parallel."""
    return float(_REACH / _steepness(lat) ** _CONE)


def shapes_of(as_of: date, code: str | None = None) -> tuple[Shape, ...]:
    """All regions as they were on a day; today's where `code` is a region that did not exist then."""
    before = _read("kz_regions_2018.geojson")
    if as_of < SPLIT_OF_2022 and (code is None or any(shape.code == code for shape in before)):
        return before
    return _read("kz_regions_2022.geojson")


@lru_cache(maxsize=2)
def _read(file: str) -> tuple[Shape, ...]:
    collection = json.loads((_DATA / file).read_text(encoding="utf-8"))
    found = []
    for feature in collection["features"]:
        properties, geometry = feature["properties"], feature["geometry"]
        code = _BEFORE.get(properties.get("id", "")) or _TODAY.get(properties.get("ADM1_PCODE", ""))
        if code is None:
            continue  # islands that belong to no region in the source
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        outer = tuple(_ring(part[0]) for part in parts)
        holes = tuple(_ring(ring) for part in parts for ring in part[1:])
        found.append(Shape(code, outer, holes))
    return tuple(sorted(found, key=lambda shape: shape.code))


def _ring(places: Sequence[Sequence[float]]) -> Ring:
    return tuple((lon, lat) for lon, lat, *_ in places)


def middle_of(places: Sequence[XY]) -> float:
    """The meridian half way between the westernmost and the easternmost of these places."""
    return (min(lon for lon, _ in places) + max(lon for lon, _ in places)) / 2


def thinned(line: Sequence[XY], tolerance: float) -> list[XY]:
    """The line with fewer points, none of the dropped ones further than `tolerance` away (Douglas, Peucker)."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        far, at = tolerance, -1
        for index in range(start + 1, end):
            away = off_line(line[index], line[start], line[end])
            if away > far:
                far, at = away, index
        if at >= 0:
            keep.add(at)
            spans += [(start, at), (at, end)]
    return [line[index] for index in sorted(keep)]


def off_line(point: XY, start: XY, end: XY) -> float:
    """How far a point lies from the stretch between two others."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    square = dx * dx + dy * dy
    along = 0.0 if square == 0 else max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / square))
    return hypot(x1 + along * dx - x, y1 + along * dy - y)
