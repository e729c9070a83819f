"""The need of a route, reckoned: a table worked out by hand, and the interval problem against trying every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.materials.need.reckoning import (
    days_of,
    held_until,
    missing_of,
    most_at_once,
    needs_of,
    purchase_of,
    sendings_of,
    shared,
    short_of,
)
from campaign.materials.need.schemas import Article, Coming, Demand, Short, Stock, VariantNeed
from tests.materials.need import hand

START = date(2018, 4, 1)
NEEDS = needs_of(hand.demands(), hand.ARTICLES)
MATERIALS = {variant: article for article in hand.ARTICLES.values() for variant, _weight in article.sizes}


def by_stop(need: VariantNeed) -> dict[str, int]:
    return {str(stop.stop_id): stop.total for stop in need.stops}


@pytest.mark.parametrize("material", ["soap", "sign"])
def test_consumables_of_each_stop_are_those_of_the_hand_table(material):
    need = NEEDS[hand.VARIANTS[material]]
    rows = hand.rows("consumables")
    assert by_stop(need) == {row["stop"]: int(row[material]) for row in rows}


def test_each_stop_is_sent_what_it_lacks_in_time_for_the_first_use():
    sent = sendings_of(NEEDS[11], hand.ARTICLES[hand.SOAP], {(3, 11): Stock(in_store=8), (4, 11): Stock(held=70)}, START)
    rows = {row["stop"]: (int(row["soap"]), date.fromisoformat(row["send_on"])) for row in hand.rows("consumables")}
    rows["3"] = (40, rows["3"][1])
    del rows["4"]
    assert {str(one.stop_id): (one.quantity, one.send_on) for one in sent} == rows
    assert [(one.packed.packs, one.packed.loose) for one in sent[:3]] == [(4, 18), (3, 33), (0, 40)]


def test_shirts_of_each_stop_and_size_are_those_of_the_hand_table():
    rows = hand.rows("shirts")
    for size, variant in hand.SIZES.items():
        assert by_stop(NEEDS[variant]) == {row["stop"]: int(row[size]) for row in rows}


@pytest.mark.parametrize("material", ["gloves", "banner"])
def test_reusables_of_each_stop_are_held_as_long_as_the_hand_table_says(material):
    variant = hand.VARIANTS[material]
    found = {str(stop.stop_id): held_until(stop, MATERIALS[variant]) for stop in NEEDS[variant].stops}
    assert found == {
        row["stop"]: (
            date.fromisoformat(row[f"{material}_from"]), date.fromisoformat(row[f"{material}_busy_until"]), int(row[material])
        )
        for row in hand.rows("reusables")
    }  # fmt: skip


@pytest.mark.parametrize("plan", ["planned", "slipped"])
def test_the_route_needs_and_buys_what_the_hand_table_says(plan):
    needs = needs_of(hand.demands(slipped=plan == "slipped"), hand.ARTICLES)
    for row in hand.rows("route_needs"):
        if row["plan"] == plan:
            variant = hand.SIZES.get(row["size"]) or hand.VARIANTS[row["material"]]
            need = needs[variant]
            purchase = purchase_of(need, MATERIALS[variant], hand.IN_THE_REGION.get(variant, 0))
            on = need.peak_on.isoformat() if need.peak_on else ""
            found = (need.total, on, purchase.has, purchase.lacking, purchase.packs, purchase.quantity)
            wanted = [int(row[name]) for name in ("need", "has", "lacking", "packs", "purchase")]
            assert found == (wanted[0], row["peak_on"], *wanted[1:]), row


def test_a_slip_changes_no_consumable():
    slipped = needs_of(hand.demands(slipped=True), hand.ARTICLES)
    assert [slipped[variant].total for variant in (11, 21, *hand.SIZES.values())] == [
        NEEDS[variant].total for variant in (11, 21, *hand.SIZES.values())
    ]


GLOVES = Article(1, True, 12, washing_days=2, travel_days=1, sizes=((7, 1),))
SOAP = Article(1, False, 48, washing_days=2, travel_days=1, sizes=((7, 1),))
DAYS = st.integers(0, 25)
USES = st.lists(st.tuples(st.integers(1, 5), DAYS, st.integers(0, 6), st.integers(1, 90), st.integers(0, 30)), max_size=14)


def drawn(uses) -> list[Demand]:
    return [
        Demand(stop, 1, 1, START + timedelta(first), START + timedelta(first + length), count, 1, each=3, reserve=reserve)
        for stop, first, length, count, reserve in uses
    ]


@given(USES, st.none() | DAYS)
def test_reusables_of_a_route_are_the_most_that_any_day_finds_in_use_being_washed_or_under_way(uses, since):
    """The same by trying every day, with no cleverness."""
    uses, since = drawn(uses), None if since is None else START + timedelta(since)
    days = [START + timedelta(number) for number in range(60)]

    def at(stop: int, day: date) -> list[Demand]:
        return [use for use in uses if use.stop_id == stop and use.first <= day <= use.last + timedelta(2)]

    holds = {}
    for stop in {use.stop_id for use in uses}:
        most = max(days, key=lambda day: sum(use.quantity for use in at(stop, day)))
        number = sum(use.quantity for use in at(stop, most))
        spare = -(-sum(use.quantity * use.reserve for use in at(stop, most)) // 100)
        own = [use for use in uses if use.stop_id == stop]
        holds[stop] = (min(use.first for use in own), max(use.last for use in own) + timedelta(3), number + spare)
    ahead = [day for day in days if since is None or day >= since]
    expected = max((sum(n for first, last, n in holds.values() if first <= day <= last) for day in ahead), default=0)

    found = needs_of(uses, {1: GLOVES}, since).get(7)
    assert (found.total if found else 0) == expected
    if found:
        assert {stop.stop_id: held_until(stop, GLOVES) for stop in found.stops} == holds
        assert sum(found.held_on_peak.values()) == found.total
        assert found.peak_on is None or since is None or found.peak_on >= since


@given(USES, DAYS)
def test_consumables_of_a_route_are_the_sum_of_what_is_still_to_be_used(uses, since):
    uses, since = drawn(uses), START + timedelta(since)
    ahead = [use for use in uses if use.first >= since]
    spare = [-(-sum(use.quantity * use.reserve for use in ahead if use.stop_id == stop) // 100) for stop in range(1, 6)]
    found = needs_of(uses, {1: SOAP}, since).get(7)
    assert (found.total if found else 0) == sum(use.quantity for use in ahead) + sum(spare)


@given(st.integers(0, 5000), st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_sizes_share_all_of_it_each_nearly_its_part(quantity, weights):
    parts = shared(quantity, weights)
    assert sum(parts) == quantity
    if any(weights):
        assert all(abs(part - quantity * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))


def a_use(first: int, last: int, count: int, stop: int = 1) -> Demand:
    return Demand(stop, 1, 1, START + timedelta(first), START + timedelta(last), count, 1)


def on(day: int) -> date:
    return START + timedelta(day)


def test_a_stop_runs_short_of_a_consumable_on_the_day_on_which_the_uses_exceed_what_has_come():
    need = needs_of([a_use(0, 0, 60), a_use(3, 3, 50), a_use(6, 6, 40)], {1: SOAP})[7].stops[0]
    stock = Stock(in_store=60, held=20, coming=(Coming(40, on(5)), Coming(500, None)))
    days = days_of(need, SOAP, stock, START)
    assert [(row.used, row.wanted, row.there) for row in days] == [
        (60, 60, 80), (0, 60, 80), (0, 60, 80), (50, 110, 80), (0, 110, 80), (0, 110, 120), (40, 150, 120),
    ]  # fmt: skip
    assert short_of(need, days) == Short(1, 7, on(3), on(6), lacking=30)
    assert short_of(need, days_of(need, SOAP, Stock(in_store=150), START)) is None


def test_a_stop_runs_short_of_a_reusable_while_the_last_ones_are_washed():
    need = needs_of([a_use(0, 0, 10), a_use(2, 3, 10)], {1: GLOVES})[7].stops[0]
    days = days_of(need, GLOVES, Stock(in_store=15), START)
    assert [(row.used, row.wanted) for row in days] == [(10, 10), (0, 10), (10, 20), (10, 10)]
    assert short_of(need, days) == Short(1, 7, on(2), on(2), lacking=5)


def test_what_is_short_can_be_sent_while_the_region_has_it_the_soonest_first():
    need = needs_of([a_use(0, 0, 60), a_use(3, 3, 50, stop=2)], {1: SOAP})[7]
    stocks = {(1, 7): Stock(in_store=30), (2, 7): Stock(in_store=5)}
    shorts = [short for stop in need.stops if (short := short_of(stop, days_of(stop, SOAP, stocks[stop.stop_id, 7], START)))]
    found = missing_of(shorts, need, SOAP, stocks, has=30 + 5 + 50)
    assert [(short.stop_id, short.lacking, short.can_be_sent, short.missing) for short in found] == [
        (1, 30, 30, 0), (2, 45, 20, 25),
    ]  # fmt: skip


def test_of_reusables_is_missing_what_all_hold_at_once_beyond_what_there_is():
    need = needs_of([a_use(0, 0, 10), a_use(2, 2, 8, stop=2), a_use(20, 20, 12, stop=3)], {1: GLOVES})[7]
    shorts = [Short(2, 7, on(2), on(2), lacking=8), Short(3, 7, on(20), on(20), lacking=12)]
    found = missing_of(shorts, need, GLOVES, {}, has=13)
    assert [(short.stop_id, short.missing) for short in found] == [(2, 5), (3, 0)]


def test_nothing_held_is_nothing_at_once():
    assert most_at_once([]) == (0, None)
