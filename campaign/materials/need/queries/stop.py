"""What one stop needs: each material with its days, what there is, what is sent and when it runs short."""

from collections.abc import Mapping
from datetime import date

from campaign.core import clock
from campaign.materials.need.queries.demands import uses_of
from campaign.materials.need.queries.stocks import of_stops, stocks_of
from campaign.materials.need.reckoning import days_of, needs_of, sendings_of, short_of
from campaign.materials.need.schemas import NeedOfStop, Stay, Stocks, StopLine, StopNeed, Uses, VariantNeed
from campaign.relay import queries as relay
from campaign.relay.schemas import StopRow


def need_of_stop(stop_id: int) -> NeedOfStop:
    """What a stop that is the actor's to see needs; one that was left out of the chain nothing. Raises NotFound.

    Fifteen statements at most.
    """
    return need_at(relay.stop_row(stop_id))


def need_at(row: StopRow) -> NeedOfStop:
    """The same for whoever has read the stop already. Fourteen statements at most."""
    today = clock.campaign_today(row.time_zone)
    uses = uses_of(row.region_id, [] if row.left_out else [stay_of(row)])
    stocks = stocks_of(uses, today, of_stops([row.id]))
    whole, ahead = needs_of(uses.demands, uses.articles), needs_of(uses.demands, uses.articles, today)
    return NeedOfStop(row, today, uses, lines_of(row.id, uses, whole, ahead, stocks, today))


def stay_of(row: StopRow) -> Stay:
    return Stay(row.id, row.arrives_on, row.departs_on)


def lines_of(
    stop_id: int,
    uses: Uses,
    whole: Mapping[int, VariantNeed],
    ahead: Mapping[int, VariantNeed],
    stocks: Stocks,
    today: date,
) -> tuple[StopLine, ...]:
    """The lines of one stop out of the needs of a route, in the order of the catalogue. No statement."""
    made = []
    for variant_id, need in whole.items():
        if (own := _at(need, stop_id)) is not None:
            still = _at(ahead.get(variant_id), stop_id)
            made.append(_line(own, None if still is None or still.is_over else still, uses, stocks, today))
    return tuple(made)


def _at(need: VariantNeed | None, stop_id: int) -> StopNeed | None:
    return next((stop for stop in need.stops if stop.stop_id == stop_id), None) if need else None


def _line(need: StopNeed, ahead: StopNeed | None, uses: Uses, stocks: Stocks, today: date) -> StopLine:
    article, stock = uses.article_of(need.variant_id), stocks.at(need.stop_id, need.variant_id)
    variant = uses.variants[need.variant_id]
    if ahead is None:
        return StopLine(variant, need, 0, stock, (), None, None)
    days = days_of(ahead, article, stock, today)
    sent = sendings_of(VariantNeed(need.variant_id, (ahead,), ahead.total), article, stocks.at_stops, today)
    return StopLine(variant, need, ahead.total, stock, days, short_of(ahead, days), sent[0] if sent else None)
