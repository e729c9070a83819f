"""What a route needs: pure reckoning, from uses to what each stop holds, what is bought, what is sent, when it runs short.

A consumable is gone when it was used, so its uses are added up. A reusable serves again, so what counts is the greatest number
in use at once: within a stop with the days of washing after each use, along the chain also with the days of travel to the next.
Every span of days includes its first and its last day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from campaign.materials.need.schemas import (
    Article,
    DayNeed,
    Demand,
    Purchase,
    Sending,
    Share,
    Short,
    Stock,
    StopNeed,
    VariantNeed,
)

Hold = tuple[date, date, int]  # from a day to a day, so many
A_DAY = timedelta(days=1)


def shared(quantity: int, weights: Sequence[int]) -> list[int]:
    """A quantity in whole shares by weight: the largest remainder first, then the order.

    >>> shared(10, [1, 3, 3, 2, 1]), shared(7, [1, 2, 2, 1]), shared(3, [0, 0])
    ([1, 3, 3, 2, 1], [1, 3, 2, 1], [2, 1])
    """
    weights = weights if any(weights) else [1] * len(weights)
    whole = sum(weights)
    parts = [quantity * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(quantity * weights[at] % whole))
    for at in by_remainder[: quantity - sum(parts)]:
        parts[at] += 1
    return parts


def most_at_once(holds: Iterable[Hold], since: date | None = None) -> tuple[int, date | None]:
    """The greatest number held on one day, and the first such day; from `since` on where it is given."""
    changes: dict[date, int] = defaultdict(int)
    for first, last, number in holds:
        if since is None or last >= since:
            changes[first if since is None else max(first, since)] += number
            changes[last + A_DAY] -= number
    most, on, held = 0, None, 0
    for day in sorted(changes):
        held += changes[day]
        if held > most:
            most, on = held, day
    return most, on


def needs_of(demands: Iterable[Demand], articles: Mapping[int, Article], since: date | None = None) -> dict[int, VariantNeed]:
    """The need of a route by variant, the stops in the order of their first use.

    With `since`, only of what is used on that day or later. A reusable counts as long as it is in use, is washed or travels.
    """
    by_stop: dict[tuple[int, int], list[Demand]] = defaultdict(list)
    for demand in demands:
        if demand.quantity > 0:
            by_stop[demand.material_id, demand.stop_id].append(demand)
    found: dict[int, list[StopNeed]] = defaultdict(list)
    for (material_id, _stop), uses in by_stop.items():
        article = articles[material_id]
        for need in _of_stop(uses, article, since):
            found[need.variant_id].append(need)
    order = [(variant_id, article) for article in articles.values() for variant_id, _weight in article.sizes]
    return {
        variant_id: _of_route(variant_id, sorted(found[variant_id], key=lambda it: (it.first, it.stop_id)), article, since)
        for variant_id, article in order
        if variant_id in found
    }


def _of_stop(uses: Sequence[Demand], article: Article, since: date | None) -> list[StopNeed]:
    """What a stop needs of each size of one material."""
    uses = sorted(uses, key=lambda it: (it.first, it.last, it.event_id or 0, it.norm_id))
    if not article.is_reusable and since is not None:
        uses = [use for use in uses if use.first >= since and not use.is_done]
    if not uses:
        return []
    weights = [weight for _variant, weight in article.sizes]
    parts = [shared(use.quantity, weights) for use in uses]
    spare_of = _spare_of((use.reserve, use.quantity) for use in uses)
    spare = shared(_spare(spare_of), weights)
    made = []
    for at, (variant_id, _weight) in enumerate(article.sizes):
        shares = tuple(Share(use, part[at]) for use, part in zip(uses, parts, strict=True) if part[at])
        if shares:
            used = _used(shares, variant_id, spare[at], spare_of)
            made.append(_reused(shares, variant_id, article, since) if article.is_reusable else used)
    return made


Spare = tuple[tuple[int, int], ...]  # so many percent of so many


def _spare_of(parts: Iterable[tuple[int, int]]) -> Spare:
    """Norms of one percentage together, the highest first."""
    found: dict[int, int] = defaultdict(int)
    for percent, quantity in parts:
        found[percent] += quantity
    return tuple((percent, found[percent]) for percent in sorted(found, reverse=True) if percent)


def _spare(parts: Spare) -> int:
    """Rounded up once for a material and stop.

    >>> _spare(((10, 33), (5, 20)))
    5
    """
    return -(-sum(percent * quantity for percent, quantity in parts) // 100)


def _used(shares: tuple[Share, ...], variant_id: int, reserve: int, spare_of: Spare) -> StopNeed:
    return StopNeed(
        shares[0].demand.stop_id, variant_id, shares, sum(share.quantity for share in shares), reserve,
        shares[0].demand.first, max(share.demand.last for share in shares), spare_of=spare_of,
    )  # fmt: skip


def _reused(shares: tuple[Share, ...], variant_id: int, article: Article, since: date | None) -> StopNeed:
    """The reserve is of what is in use on the day on which the most is."""
    washed = timedelta(days=article.washing_days)
    most, on = most_at_once((share.demand.first, share.demand.last + washed, share.quantity) for share in shares)
    then = [share for share in shares if on and share.demand.first <= on <= share.demand.last + washed]
    spare_of = _spare_of((share.demand.reserve, share.quantity) for share in then)
    last = max(share.demand.last for share in shares)
    is_over = since is not None and last < since
    return StopNeed(
        shares[0].demand.stop_id, variant_id, shares, most, _spare(spare_of), shares[0].demand.first, last, on, spare_of,
        is_over,
    )  # fmt: skip


def _of_route(variant_id: int, stops: Sequence[StopNeed], article: Article, since: date | None) -> VariantNeed:
    if not article.is_reusable:
        return VariantNeed(variant_id, tuple(stops), sum(stop.total for stop in stops))
    holds = {stop.stop_id: held_until(stop, article) for stop in stops}
    most, on = most_at_once(holds.values(), since)
    then = {stop_id: number for stop_id, (first, last, number) in holds.items() if on and first <= on <= last}
    return VariantNeed(variant_id, tuple(stops), most, on, then)


def held_until(stop: StopNeed, article: Article) -> Hold:
    """How long what a stop holds serves no other one: from its first use until it is washed and has travelled on."""
    return stop.first, stop.last + timedelta(days=article.washing_days + article.travel_days), stop.total


def days_of(need: StopNeed, article: Article, stock: Stock, since: date) -> tuple[DayNeed, ...]:
    """The days from `since` to the last use: what is used, what must be there by then, what is there. No reserve.

    A transfer under way is there from its day, an overdue one from `since`; one without a day is not counted on.
    """
    washed = timedelta(days=article.washing_days if article.is_reusable else 0)
    rows, wanted = [], 0
    day = max(since, need.first)
    while day <= need.last:
        begun = sum(share.quantity for share in need.shares if share.demand.first == day)
        if article.is_reusable:
            used = sum(share.quantity for share in need.shares if share.demand.first <= day <= share.demand.last)
            wanted = sum(share.quantity for share in need.shares if share.demand.first <= day <= share.demand.last + washed)
        else:
            used, wanted = begun, wanted + begun
        come = sum(one.quantity for one in stock.coming if one.due_on is not None and one.due_on <= day)
        rows.append(DayNeed(day, used, wanted, stock.here + come))
        day += A_DAY
    return tuple(rows)


def short_of(need: StopNeed, days: Sequence[DayNeed]) -> Short | None:
    """From when to when a stop lacks something, and how many at most; None when it never does."""
    lacking = [row for row in days if row.lacking]
    if not lacking:
        return None
    return Short(need.stop_id, need.variant_id, lacking[0].day, lacking[-1].day, max(row.lacking for row in lacking))


def purchase_of(need: VariantNeed, article: Article, has: int) -> Purchase:
    """What is bought of a variant of which the region has so many units, in whole packs."""
    return Purchase(need.variant_id, need.total, has, article.pack)


def sendings_of(
    need: VariantNeed, article: Article, stocks: Mapping[tuple[int, int], Stock], since: date
) -> tuple[Sending, ...]:
    """What each stop is still to get, for all that it needs with its reserve; never to be sent before `since`."""
    found = []
    for stop in need.stops:
        lacking = 0 if stop.is_over else stop.total - stocks.get((stop.stop_id, need.variant_id), Stock()).total
        if lacking > 0:
            send_on = max(since, stop.first - timedelta(days=article.travel_days))
            found.append(Sending(stop.stop_id, need.variant_id, lacking, article.pack, send_on))
    return tuple(found)


def missing_of(
    shorts: Sequence[Short], need: VariantNeed, article: Article, stocks: Mapping[tuple[int, int], Stock], has: int
) -> tuple[Short, ...]:
    """The same with how many of what each stop lacks lie nowhere in the region, the soonest served first.

    Of a consumable, what is not kept for the needs of a stop may be sent. Of a reusable, what the region has beyond what all
    stops hold at once on the days on which it is lacking.
    """
    made = []
    free = has - sum(min(stop.total, _total(stocks, stop)) for stop in need.stops)
    holds = [held_until(stop, article) for stop in need.stops]
    for short in sorted(shorts, key=lambda it: (it.day, it.stop_id)):
        if article.is_reusable:
            inside = [hold for hold in holds if hold[0] <= short.until]
            missing = min(short.lacking, max(0, most_at_once(inside, short.day)[0] - has))
        else:
            sent = min(max(free, 0), short.lacking)
            missing, free = short.lacking - sent, free - sent
        made.append(Short(short.stop_id, short.variant_id, short.day, short.until, short.lacking, missing))
    return tuple(made)


def _total(stocks: Mapping[tuple[int, int], Stock], stop: StopNeed) -> int:
    return stocks.get((stop.stop_id, stop.variant_id), Stock()).total
