"""Materials against need, in two numbers a stop: for boards of many stops."""

from collections.abc import Sequence
from typing import NamedTuple

from campaign.core import clock
from campaign.materials.need.queries.demands import uses_of
from campaign.materials.need.queries.stocks import of_stops, stocks_of
from campaign.materials.need.queries.stop import stay_of
from campaign.materials.need.reckoning import needs_of
from campaign.relay.schemas import StopRow


class Met(NamedTuple):
    """So many materials that a stop still needs are there or under way to it, of so many."""

    met: int = 0
    of: int = 0


def against_need(region_id: int, stops: Sequence[StopRow]) -> dict[int, Met]:
    """How far what these stops of one region still need is met, each material and size counted once. Thirteen statements."""
    if not stops:
        return {}
    today = clock.campaign_today()
    uses = uses_of(region_id, [stay_of(stop) for stop in stops])
    stocks = stocks_of(uses, today, of_stops([stop.id for stop in stops]))
    met = dict.fromkeys((stop.id for stop in stops), Met())
    for variant_id, need in needs_of(uses.demands, uses.articles, today).items():
        for stop in need.stops:
            if not stop.is_over:
                there, of = met[stop.stop_id]
                met[stop.stop_id] = Met(there + (stocks.at(stop.stop_id, variant_id).total >= stop.total), of + 1)
    return met
