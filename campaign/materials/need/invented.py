"""The need of a route that never was, for the samples of papers about it: what is short at each stop and who has it."""

from typing import Final

from campaign.materials.invented import invented_variants
from campaign.materials.need.schemas import (
    Article,
    Coming,
    Demand,
    Holding,
    NeedOfStop,
    Purchase,
    RouteLine,
    RouteNeed,
    Sending,
    Share,
    Short,
    Stock,
    Stocks,
    StopLine,
    StopNeed,
    Unknown,
    Uses,
    VariantNeed,
)
from campaign.materials.schemas import VariantRow
from campaign.papers.gallery.cast import Cast
from campaign.papers.gallery.schemas import Size
from campaign.relay.invented import invented_relay, invented_stop
from campaign.relay.schemas import StopRow

_STOPS: Final = {Size.EMPTY: 1, Size.ONE: 1, Size.MANY: 6}
_MATERIALS: Final = 14


def invented_need(cast: Cast, size: Size) -> RouteNeed:
    """Of six stops, or of one; every third material of a stop runs short, and every second of these lies nowhere."""
    variants = invented_variants(cast, len(size.of(_MATERIALS)))
    relay, stops = invented_relay(cast, _STOPS[size]), tuple(invented_stop(cast, number) for number in range(_STOPS[size]))
    uses = _uses(variants, waiting=len(size.of(3)))
    of_stops = {stop.id: _of_stop(cast, stop, uses, variants) for stop in stops}
    shorts = sorted((short for need in of_stops.values() for short in need.shorts), key=lambda short: short.day)
    lines = tuple(
        _of_route(variant, [need.lines[place].need for need in of_stops.values()]) for place, variant in enumerate(variants)
    )
    return RouteNeed(
        relay, stops, stops, True, cast.day(), uses, Stocks({}, {}), lines, of_stops, tuple(shorts),
        beside=(relay,) if len(stops) > 1 else (),
    )  # fmt: skip


def invented_need_of_stop(cast: Cast, size: Size) -> NeedOfStop:
    """The first stop of the same route."""
    return invented_need(cast, size).of_stops[1]


def _uses(variants: list[VariantRow], waiting: int) -> Uses:
    articles = {
        one.material_id: Article(one.material_id, one.is_reusable, one.pack, one.washing_days, one.travel_days, ((one.id, 1),))
        for one in variants
    }
    unknown = tuple(Unknown(1, number + 1, 1) for number in range(waiting))
    return Uses((), articles, {one.id: one for one in variants}, {}, {}, unknown)


def _of_stop(cast: Cast, stop: StopRow, uses: Uses, variants: list[VariantRow]) -> NeedOfStop:
    lines = tuple(_line(cast, stop, place, variant) for place, variant in enumerate(variants))
    return NeedOfStop(stop, cast.day(), uses, lines)


def _line(cast: Cast, stop: StopRow, place: int, variant: VariantRow) -> StopLine:
    first, last = stop.arrives_on, stop.departs_on
    used = 40 + place * 137 + stop.position * 11
    demand = Demand(stop.id, 1, variant.material_id, first, last, used, 1)
    need = StopNeed(stop.id, variant.id, (Share(demand, used),), used, used // 10, first, last, peak_on=first)
    is_short, has = place % 3 == 0, used // 2
    stock = Stock(has if is_short else need.total, 0, (Coming(12, first),))
    lacking = need.total - stock.total if is_short else 0
    missing = lacking if place % 2 else lacking // 3
    short = Short(stop.id, variant.id, first, last, lacking, missing) if is_short else None
    sent = Sending(stop.id, variant.id, lacking, variant.pack, cast.day(-3 + stop.position)) if is_short else None
    return StopLine(variant, need, need.total, stock, (), short, sent)


def _of_route(variant: VariantRow, needs: list[StopNeed]) -> RouteLine:
    totals = [need.total for need in needs]
    total = max(totals) if variant.is_reusable else sum(totals)
    peak = needs[totals.index(max(totals))].first if variant.is_reusable else None
    whole = VariantNeed(variant.id, tuple(needs), total, peak)
    has = Holding(total // 3, total // 4, 12, 5)
    return RouteLine(variant, whole, whole, has, Purchase(variant.id, total, has.total, variant.pack))
