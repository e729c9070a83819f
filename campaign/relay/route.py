"""The order in which the baton goes through the places, and its kilometres along great circles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, isfinite, radians, sin, sqrt

from campaign.relay.chain import Chain
from campaign.relay.chain_exact import shortest_order
from campaign.relay.chain_pinned import improve_between_pins
from campaign.relay.chain_search import short_order

EARTH_RADIUS_KM = 6371.0088  # mean radius of the Earth, IUGG 1980

_PROVEN_UP_TO = 12  # free places that are always solved exactly
_MOST_PLACES_PROVEN = 26
_MOST_STEPS = 70_000  # about a quarter of a second
_SHAKES = 2_000  # of the search at most; keeps two hundred places within three seconds


class RouteError(ValueError):
    """The places or pins cannot be put in order; `code` says why, `keys` which places.

    Codes: `place_twice`, `bad_coordinates`, `unknown_place`, `position_outside`, `position_twice`,
    `pinned_twice`.
    """

    def __init__(self, code: str, *keys: str) -> None:
        super().__init__(f"{code}: {', '.join(keys)}")
        self.code = code
        self.keys = keys


@dataclass(frozen=True, slots=True)
class Point:
    """A place by its key (a unit's code) and its coordinates in degrees, WGS 84."""

    key: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Leg:
    """The way of the baton from the giver to the receiver."""

    giver: str
    receiver: str
    kilometres: float


@dataclass(frozen=True, slots=True)
class Route:
    """An order of places. `exact` says that it is proven that no order with the same pins is shorter."""

    order: tuple[str, ...]
    kilometres: float
    exact: bool


def distance_km(a: Point, b: Point) -> float:
    """Kilometres along the great circle (haversine); roads are usually 15–30 % longer."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    north = sin((lat_b - lat_a) / 2) ** 2
    east = sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(north + cos(lat_a) * cos(lat_b) * east)))


def legs(points_in_order: Sequence[Point]) -> tuple[Leg, ...]:
    """The way from each place to the next: one fewer than places."""
    return tuple(Leg(giver.key, receiver.key, distance_km(giver, receiver)) for giver, receiver in pairwise(points_in_order))


def kilometres(points_in_order: Sequence[Point]) -> float:
    """The sum of the legs."""
    return sum(leg.kilometres for leg in legs(points_in_order))


def longest_legs(ways: Sequence[Leg], at_most: int = 3) -> tuple[Leg, ...]:
    """The legs that stand out, longest first: at least 1.8 times as long as the average one."""
    if not ways:
        return ()
    long = 1.8 * sum(leg.kilometres for leg in ways) / len(ways)
    found = sorted((leg for leg in ways if leg.kilometres >= long), key=lambda leg: -leg.kilometres)
    return tuple(found[:at_most])


def propose_order(
    points: Sequence[Point],
    first: str | None = None,
    last: str | None = None,
    pinned: Mapping[str, int] | None = None,
) -> Route:
    """The shortest chain through all points with the wished ends and pins.

    `first` and `last` are keys; `pinned` maps a key to its position, counted from 1 like the order of stops.
    Up to 12 free places are solved exactly, up to about 20 nearly always, and longer chains to within about
    one per cent. The same places in any sequence give the same route. Takes 0.1 s for 20 places (0.5 s with
    pins in the middle) and 3 s for 200. Raises RouteError.
    """
    _check_points(points)
    taken = _positions(points, first, last, pinned or {})
    known = {point.key: point for point in points}
    sorted_points = [known[key] for key in sorted(known)]
    count = len(points)
    head, tail = _pinned_run(taken, range(1, count + 1)), _pinned_run(taken, range(count, 0, -1))
    if len(head) == count:
        order, exact = head, True
    else:
        tail.reverse()
        ends = {*head, *tail}
        middle = [point for point in sorted_points if point.key not in ends]
        chain = _chain(middle, known, head, tail, taken)
        places, exact = _solve(chain)
        order = [*head, *(middle[place].key for place in places), *tail]
        if not taken and order[0] > order[-1]:
            order.reverse()
    return Route(tuple(order), kilometres([known[key] for key in order]), exact)


def _solve(chain: Chain) -> tuple[list[int], bool]:
    free = [place for place in range(chain.size) if place not in chain.fixed.values()]
    if chain.fixed:
        rows = [[chain.between[a][b] for b in free] for a in free]
        draft = [free[place] for place in short_order(Chain(rows), chain.size)]
        order = improve_between_pins(chain, draft)
    else:
        order = short_order(chain, min(_SHAKES, chain.size**2 // 3))
    if chain.size > _MOST_PLACES_PROVEN:
        return order, False
    most_steps = _MOST_STEPS if len(free) > _PROVEN_UP_TO else chain.size**2 << len(free)
    return shortest_order(chain, order, most_steps)


def _chain(
    middle: Sequence[Point],
    known: Mapping[str, Point],
    head: Sequence[str],
    tail: Sequence[str],
    taken: Mapping[int, str],
) -> Chain:
    place_of = {point.key: place for place, point in enumerate(middle)}
    return Chain(
        between=[[distance_km(a, b) for b in middle] for a in middle],
        enter=[distance_km(known[head[-1]], point) for point in middle] if head else None,
        leave=[distance_km(point, known[tail[0]]) for point in middle] if tail else None,
        fixed={position - 1 - len(head): place_of[key] for position, key in taken.items() if key in place_of},
    )


def _pinned_run(taken: Mapping[int, str], positions: Sequence[int]) -> list[str]:
    """The pinned places at the beginning of these positions, up to the first free one."""
    run: list[str] = []
    for position in positions:
        if position not in taken:
            break
        run.append(taken[position])
    return run


def _check_points(points: Sequence[Point]) -> None:
    seen: set[str] = set()
    for point in points:
        if point.key in seen:
            raise RouteError("place_twice", point.key)
        seen.add(point.key)
        if not (isfinite(point.lat) and isfinite(point.lon) and abs(point.lat) <= 90 and abs(point.lon) <= 180):
            raise RouteError("bad_coordinates", point.key)


def _positions(points: Sequence[Point], first: str | None, last: str | None, pinned: Mapping[str, int]) -> dict[int, str]:
    """Which place stands at which position, from 1, the ends being pins like the others."""
    keys = {point.key for point in points}
    wishes = list(pinned.items())
    wishes += [(key, position) for key, position in ((first, 1), (last, len(points))) if key is not None]
    taken: dict[int, str] = {}
    for key, position in wishes:
        if key not in keys:
            raise RouteError("unknown_place", key)
        if not 1 <= position <= len(points):
            raise RouteError("position_outside", key)
        other = taken.setdefault(position, key)
        if other != key:
            raise RouteError("position_twice", other, key)
    if len(set(taken.values())) < len(taken):
        raise RouteError("pinned_twice", *sorted({key for key in keys if list(taken.values()).count(key) > 1}))
    return taken
