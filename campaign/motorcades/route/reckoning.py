"""Kilometres and coordinates as they are typed, and what is doubtful about a route: typed lengths against the great circle."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from campaign.motorcades.route.schemas import BEFORE_START, PointKind, RoutePoint
from campaign.relay.route import Point, distance_km

MOST_METRES_A_DAY: Final = 500_000  # more is no run of one day: of 2,400 km that the press told of, 2,400 m were meant
MOST_TIMES: Final = 3.0  # as long as the great circle is a road through a city; more is doubtful
ROUNDING: Final = 60  # metres by which a typed length may be less: coordinates and lengths are rounded
FASTEST_KMH: Final = 90  # between two points of one route
COUNTRY: Final = ((40.0, 56.0), (46.0, 88.0))  # degrees, latitude and longitude, that Kazakhstan lies within

_NUMBER: Final = r"-?[0-9]{1,3}(?:[.,][0-9]{1,12})?"
_PLACE: Final = re.compile(rf"\s*({_NUMBER})\s*°?\s*[NSСЮ]?\s*[,;/]?\s+?({_NUMBER})\s*°?\s*[EWВЗ]?\s*", re.IGNORECASE)
_TIGHT: Final = re.compile(r"\s*(-?[0-9]{1,3}(?:\.[0-9]{1,12})?)\s*[,;/]\s*(-?[0-9]{1,3}(?:\.[0-9]{1,12})?)\s*")
_LENGTH: Final = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,3}))?\s*(км|km|м|m)?", re.IGNORECASE)
_METRE_WORDS: Final = ("м", "m")


def place_of(typed: str) -> tuple[float, float]:
    """Latitude and longitude of `50.0540, 72.9590`; a comma in the numbers and a semicolon between them will do, too.

    Raises ValueError for what is no pair of degrees.
    """
    found = _TIGHT.fullmatch(typed) or _PLACE.fullmatch(typed)
    if found is None:
        raise ValueError("no pair of degrees")
    lat, lon = (round(float(words.replace(",", ".")), 6) for words in found.groups())
    if abs(lat) > 90 or abs(lon) > 180:
        raise ValueError("out of range")
    return lat, lon


def metres_of(typed: str) -> int:
    """Metres of `9,4`, `2 400`, `9.4 km` or `800 m`; kilometres where no unit is written. Raises ValueError."""
    found = _LENGTH.fullmatch("".join(typed.split()))
    if found is None:
        raise ValueError("no length")
    whole, part, unit = found.groups()
    value = int(whole) * 1000 + int((part or "").ljust(3, "0"))
    return value // 1000 if (unit or "").lower() in _METRE_WORDS else value


class Doubt(StrEnum):
    """What may be wrong. Nothing is refused for it, and both values stay."""

    UNIT = "unit"  # so long that metres were meant
    SHORTER = "shorter"  # shorter than the great circle
    LONGER = "longer"  # several times as long
    BACKWARDS = "backwards"  # less far than the point before
    ABROAD = "abroad"  # latitude and longitude may be the wrong way round
    FAST = "fast"  # a leg that no column drives in that time
    COLUMN = "column"  # the page of the column says another length


@dataclass(frozen=True)
class Doubtful:
    """One doubt about `where`: two points for the leg between them, one, or none for the whole route.

    `typed` and `reckoned` in metres; for FAST the minutes and the speed.
    """

    doubt: Doubt
    where: tuple[RoutePoint, ...]
    typed: int
    reckoned: int


def circle_metres(a: RoutePoint, b: RoutePoint) -> int:
    """Along the great circle between two points that have coordinates."""
    ends = [Point(point.sign, point.lat or 0.0, point.lon or 0.0) for point in (a, b)]
    return round(distance_km(ends[0], ends[1]) * 1000)


def ridden(points: Sequence[RoutePoint]) -> tuple[RoutePoint, ...]:
    """The points that the column passes in a row, from its start on; before that cars come from everywhere."""
    main = [point for point in points if point.kind is not PointKind.RESERVE]
    return tuple(point for point in main if point.kind not in BEFORE_START)


def circle_of(points: Sequence[RoutePoint]) -> int | None:
    """The sum of great circles from the start through every point with coordinates; None with fewer than two."""
    placed = [point for point in ridden(points) if point.is_placed]
    return sum(circle_metres(a, b) for a, b in pairwise(placed)) if len(placed) > 1 else None


def doubts_of(points: Sequence[RoutePoint], column_metres: int | None = None) -> tuple[Doubtful, ...]:
    """All that is doubtful, the whole route first. `column_metres`: the length typed on the page of the column."""
    main = ridden(points)
    typed = [point for point in main if point.metres is not None]
    found = [*_of_whole(main, typed, column_metres), *_of_points(points)]
    for a, b in pairwise(typed):
        found += _of_leg(a, b)
    return tuple(found)


def _of_whole(main: Sequence[RoutePoint], typed: Sequence[RoutePoint], column: int | None) -> Iterator[Doubtful]:
    last = typed[-1].metres if typed else None
    told = column if column is not None else last
    if told is None:
        return
    if told > MOST_METRES_A_DAY:
        yield Doubtful(Doubt.UNIT, (), told, told // 1000)
    circle = circle_of(main)
    if column is not None and circle is not None:
        yield from _against_circle((), column, circle)
    if column is not None and last is not None and typed[-1] is main[-1] and abs(column - last) > ROUNDING:
        yield Doubtful(Doubt.COLUMN, (), column, last)


def _of_points(points: Sequence[RoutePoint]) -> Iterator[Doubtful]:
    (south, north), (west, east) = COUNTRY
    for point in points:
        if point.is_placed and not (south <= (point.lat or 0) <= north and west <= (point.lon or 0) <= east):
            yield Doubtful(Doubt.ABROAD, (point,), 0, 0)


def _of_leg(a: RoutePoint, b: RoutePoint) -> Iterator[Doubtful]:
    length = (b.metres or 0) - (a.metres or 0)
    if length < 0:
        yield Doubtful(Doubt.BACKWARDS, (a, b), b.metres or 0, a.metres or 0)
        return
    if a.is_placed and b.is_placed:
        yield from _against_circle((a, b), length, circle_metres(a, b))
    if a.offset is not None and b.offset is not None:
        minutes = b.offset - a.offset
        speed = round(length * 60 / 1000 / max(minutes, 0.5))
        if speed > FASTEST_KMH and length > ROUNDING:
            yield Doubtful(Doubt.FAST, (a, b), minutes, speed)


def _against_circle(where: tuple[RoutePoint, ...], length: int, circle: int) -> Iterator[Doubtful]:
    if length < circle - ROUNDING:
        yield Doubtful(Doubt.SHORTER, where, length, circle)
    elif length > circle * MOST_TIMES + ROUNDING:
        yield Doubtful(Doubt.LONGER, where, length, circle)
