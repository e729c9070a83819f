"""What a whole route needs: stop by stop, what is bought, what is sent, what is short and when."""

from campaign.core import clock
from campaign.core.actor import Actor, P, current_actor
from campaign.materials.need.queries.demands import uses_of
from campaign.materials.need.queries.stocks import of_region, of_stops, stocks_of
from campaign.materials.need.queries.stop import lines_of, stay_of
from campaign.materials.need.reckoning import missing_of, needs_of, purchase_of
from campaign.materials.need.schemas import (
    Holding,
    NeedOfStop,
    RouteLine,
    RouteNeed,
    Short,
    Stocks,
    Uses,
    VariantNeed,
)
from campaign.relay import queries as relay
from campaign.relay.schemas import StopRow


def need_of(relay_id: int) -> RouteNeed:
    """What a relay that is the actor's to see needs at the stops that are theirs. Raises NotFound.

    Nineteen statements at most however long the chain is.
    """
    row, chain = relay.relay_row(relay_id), relay.chain_of(relay_id)
    own = own_stops(current_actor(), chain)
    is_whole = current_actor().may_at(P.MATERIALS_READ, row.region_id)
    today = clock.campaign_today()
    uses = uses_of(row.region_id, [stay_of(stop) for stop in own])
    stocks = stocks_of(uses, today, of_region(row.region_id) if is_whole else of_stops([stop.id for stop in own]))
    whole, ahead = needs_of(uses.demands, uses.articles), needs_of(uses.demands, uses.articles, today)
    lines = tuple(_line(need, ahead.get(variant_id), uses, stocks) for variant_id, need in whole.items())
    at_stops = {
        stop.id: NeedOfStop(stop, today, uses, lines_of(stop.id, uses, whole, ahead, stocks, today)) for stop in own
    }  # fmt: skip
    shorts = tuple(short for stop in own for short in at_stops[stop.id].shorts)
    return RouteNeed(
        row, chain, own, is_whole, today, uses, stocks, lines, at_stops, _missing(shorts, ahead, uses, stocks, is_whole),
        relay.relays_beside(row, today) if is_whole else (),
    )  # fmt: skip


def own_stops(actor: Actor, chain: tuple[StopRow, ...]) -> tuple[StopRow, ...]:
    """Those whose stock the actor may read."""
    return tuple(stop for stop in chain if actor.may_at(P.MATERIALS_READ, stop.region_id, stop.id))


def _line(need: VariantNeed, ahead: VariantNeed | None, uses: Uses, stocks: Stocks) -> RouteLine:
    variant = uses.variants[need.variant_id]
    still = ahead or VariantNeed(need.variant_id, (), 0)
    purchase = purchase_of(still, uses.article_of(need.variant_id), stocks.has(need.variant_id))
    return RouteLine(variant, need, ahead, stocks.in_region.get(need.variant_id, Holding()), purchase)


def _missing(
    shorts: tuple[Short, ...], ahead: dict[int, VariantNeed], uses: Uses, stocks: Stocks, is_whole: bool
) -> tuple[Short, ...]:
    """What is short with how much of it must be bought, the soonest first; whoever sees only stops is told that it is short."""
    found = list(shorts)
    if is_whole:
        found = []
        for variant_id in {short.variant_id for short in shorts}:
            own = [short for short in shorts if short.variant_id == variant_id]
            need, article = ahead[variant_id], uses.article_of(variant_id)
            found += missing_of(own, need, article, stocks.at_stops, stocks.has(variant_id))
    order = {variant_id: place for place, variant_id in enumerate(uses.variants)}
    return tuple(sorted(found, key=lambda it: (it.day, order[it.variant_id], it.stop_id)))
