"""The proposed order is the shortest one with the wished ends and pins, and says whether that is proven."""

import csv
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.relay.chain import Chain
from campaign.relay.chain_search import short_order
from campaign.relay.route import (
    Leg,
    Point,
    RouteError,
    distance_km,
    kilometres,
    legs,
    longest_legs,
    propose_order,
)

DATA = Path(__file__).parents[2] / "campaign" / "territory" / "data"


def units(file: str) -> list[Point]:
    with (DATA / file).open(encoding="utf-8") as rows:
        return [Point(row["code"], float(row["lat"]), float(row["lon"])) for row in csv.DictReader(rows)]


def karaganda() -> list[Point]:
    return units("karaganda_units.csv")


def kostanay() -> list[Point]:
    return units("kostanay_units_2018.csv")


def by_hand(points: list[Point], first: str | None = None, last: str | None = None) -> float:
    """Held and Karp's recursion as in the textbook, nothing left out."""
    rest = {point.key: point for point in points}
    start, end = rest.pop(first or "", None), rest.pop(last or "", None)
    inner = list(rest.values())
    count = len(inner)
    best: dict[tuple[int, int], float] = {}
    for visited in range(1, 1 << count):
        members = [place for place in range(count) if visited >> place & 1]
        for place in members:
            before = visited ^ (1 << place)
            best[visited, place] = (
                min(best[before, other] + distance_km(inner[other], inner[place]) for other in members if other != place)
                if before
                else (distance_km(start, inner[place]) if start else 0.0)
            )
    everything = (1 << count) - 1
    return min(best[everything, place] + (distance_km(inner[place], end) if end else 0.0) for place in range(count))


def scattered(count: int, seed: int = 1) -> list[Point]:
    """Places spread over the country by a fixed rule."""
    points = []
    for number in range(count):
        seed = (seed * 1103515245 + 12345) % 2**31
        lat = 43 + 11 * (seed % 9973) / 9973
        seed = (seed * 1103515245 + 12345) % 2**31
        points.append(Point(f"p{number:03}", lat, 52 + 32 * (seed % 9973) / 9973))
    return points


def test_karaganda_and_temirtau_are_thirty_kilometres_apart():
    one, *_ = karaganda()
    temirtau = next(point for point in karaganda() if point.key == "kar-temirtau")
    assert distance_km(one, temirtau) == pytest.approx(29.74, abs=0.01)
    assert distance_km(one, one) == 0
    assert distance_km(Point("a", 0, 0), Point("b", 0, 180)) == pytest.approx(20015.11, abs=0.01)


def test_karaganda_of_2018_is_put_on_the_shortest_way_from_its_centre():
    # 1812.8144 km: by_hand(karaganda(), "kar-karaganda"), some seconds for 17 free places.
    route = propose_order(karaganda(), first="kar-karaganda")
    assert route.exact
    assert route.order[0] == "kar-karaganda"
    assert sorted(route.order) == sorted(point.key for point in karaganda())
    assert route.kilometres == pytest.approx(1812.8144, abs=1e-3)


def test_the_first_two_places_can_be_held_fast():
    # 1833.5886 km: the same recursion from Temirtau through the other sixteen, and the 29.7377 km to it.
    route = propose_order(karaganda(), pinned={"kar-karaganda": 1, "kar-temirtau": 2})
    assert route.order[:2] == ("kar-karaganda", "kar-temirtau")
    assert route.exact
    assert route.kilometres == pytest.approx(1833.5886, abs=1e-3)


def test_kostanay_of_2018_ends_in_its_city_or_begins_there():
    # 1566.7145 km: by_hand(kostanay(), "kus-kostanay"), half a minute for 19 free places.
    ending = propose_order(kostanay(), last="kus-kostanay")
    beginning = propose_order(kostanay(), first="kus-kostanay")
    assert ending.order[-1] == beginning.order[0] == "kus-kostanay"
    assert ending.exact
    assert beginning.exact
    assert ending.kilometres == pytest.approx(1566.7145, abs=1e-3)
    assert beginning.kilometres == pytest.approx(ending.kilometres)


@pytest.mark.parametrize(("first", "last"), [(None, None), ("p003", None), (None, "p004"), ("p000", "p007")])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_kind_of_ends_gives_the_textbook_length(first: str | None, last: str | None, seed: int):
    points = scattered(10, seed)
    route = propose_order(points, first=first, last=last)
    assert route.exact
    assert first in (None, route.order[0])
    assert last in (None, route.order[-1])
    assert route.kilometres == pytest.approx(by_hand(points, first, last))


@pytest.mark.parametrize("pins", [{"p002": 3}, {"p002": 3, "p005": 6}, {"p006": 1, "p001": 4}, {"p000": 8}])
def test_pins_in_the_middle_keep_their_positions_and_the_rest_is_the_best_there_is(pins: dict[str, int]):
    points = scattered(8, 5)
    route = propose_order(points, pinned=pins)
    known = {point.key: point for point in points}
    allowed = (order for order in permutations(known) if all(order[position - 1] == key for key, position in pins.items()))
    best = min(kilometres([known[key] for key in order]) for order in allowed)
    assert all(route.order[position - 1] == key for key, position in pins.items())
    assert route.exact
    assert route.kilometres == pytest.approx(best)


coordinates = st.tuples(
    st.floats(40.5, 55.5, allow_nan=False).map(lambda lat: round(lat, 3)),
    st.floats(46.5, 87.5, allow_nan=False).map(lambda lon: round(lon, 3)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(coordinates, min_size=2, max_size=8))
def test_wherever_the_places_lie_the_proposal_is_the_shortest(spots: list[tuple[float, float]]):
    points = [Point(f"u{number}", lat, lon) for number, (lat, lon) in enumerate(spots)]
    route = propose_order(points, first="u0")
    assert route.exact
    assert route.kilometres == pytest.approx(by_hand(points, "u0"))


@pytest.mark.parametrize("count", [15, 20, 24])
def test_what_is_called_proven_is_not_beaten_by_a_long_search(count: int):
    points = scattered(count, count)
    route = propose_order(points, first="p000")
    rest = points[1:]
    chain = Chain(
        between=[[distance_km(a, b) for b in rest] for a in rest],
        enter=[distance_km(points[0], point) for point in rest],
    )
    assert route.exact
    assert chain.length(short_order(chain, 2000)) >= route.kilometres - 1e-6


def test_a_long_chain_comes_within_a_hundredth_of_a_search_that_takes_longer():
    points = scattered(80)
    route = propose_order(points, first="p000")
    rest = points[1:]
    chain = Chain(
        between=[[distance_km(a, b) for b in rest] for a in rest],
        enter=[distance_km(points[0], point) for point in rest],
    )
    assert not route.exact
    assert len(set(route.order)) == 80
    assert route.kilometres <= 1.01 * chain.length(short_order(chain, 4000))


def test_pins_hold_in_a_long_chain():
    points = scattered(60)
    pins = {"p005": 20, "p007": 44, "p010": 45}
    route = propose_order(points, first="p000", last="p001", pinned=pins)
    assert route.order[0] == "p000"
    assert route.order[-1] == "p001"
    assert {key: route.order.index(key) + 1 for key in pins} == pins
    assert len(set(route.order)) == 60


def test_the_sequence_in_which_places_are_given_does_not_matter():
    points = karaganda()
    assert propose_order(points) == propose_order(points[::-1])


@pytest.mark.parametrize("count", [0, 1, 2])
def test_very_short_chains_are_chains_too(count: int):
    route = propose_order(scattered(count))
    assert len(route.order) == count
    assert route.exact


def test_when_everything_is_pinned_the_order_is_the_given_one():
    points = scattered(5)
    pins = {point.key: 5 - number for number, point in enumerate(points)}
    assert propose_order(points, pinned=pins).order == ("p004", "p003", "p002", "p001", "p000")


def test_places_at_one_spot_are_no_trouble():
    points = [Point(f"u{number}", 50.0, 70.0) for number in range(14)]
    route = propose_order(points, first="u3")
    assert route.kilometres == 0
    assert len(set(route.order)) == 14


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"first": "nowhere"}, "unknown_place"),
        ({"pinned": {"p000": 0}}, "position_outside"),
        ({"pinned": {"p000": 6}}, "position_outside"),
        ({"pinned": {"p000": 2, "p001": 2}}, "position_twice"),
        ({"first": "p000", "pinned": {"p001": 1}}, "position_twice"),
        ({"first": "p000", "last": "p000"}, "pinned_twice"),
        ({"first": "p000", "pinned": {"p000": 3}}, "pinned_twice"),
    ],
)
def test_wishes_that_cannot_be_met_are_refused_by_name(arguments: dict, code: str):
    with pytest.raises(RouteError) as refusal:
        propose_order(scattered(5), **arguments)
    assert refusal.value.code == code


def test_a_place_twice_or_nowhere_is_refused():
    with pytest.raises(RouteError, match="place_twice"):
        propose_order([*scattered(3), scattered(1)[0]])
    with pytest.raises(RouteError, match="bad_coordinates"):
        propose_order([Point("u", float("nan"), 70)])


def test_legs_add_up_and_the_long_ones_stand_out():
    known = {point.key: point for point in karaganda()}
    route = propose_order(list(known.values()), first="kar-karaganda")
    ways = legs([known[key] for key in route.order])
    assert [(leg.giver, leg.receiver) for leg in ways] == list(pairwise(route.order))
    assert sum(leg.kilometres for leg in ways) == pytest.approx(route.kilometres)
    assert [(leg.giver, leg.receiver) for leg in longest_legs(ways)] == [
        ("kar-priozersk", "kar-shet-district"),
        ("kar-karazhal", "kar-zhezkazgan"),
    ]
    assert longest_legs(()) == ()
    assert longest_legs([Leg("a", "b", 10.0), Leg("b", "c", 11.0)]) == ()
