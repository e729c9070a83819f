"""Materials against need, in two numbers a stop: for boards of many stops."""

from collections.abc import Sequence
from typing import NamedTuple

from campaign.core import clock
from campaign.materials.need.queries.demands import uses_of
from campaign.materials.need.queries.stocks import of_stops, stocks_of
from campaign.materials.need.queries.stop import lines_of, stay_of
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
    stocks = stocks_of(uses, of_stops([stop.id for stop in stops]))
    whole, ahead = needs_of(uses.demands, uses.articles), needs_of(uses.demands, uses.articles, today)
    found = {}
    for stop in stops:
        wanted = [line for line in lines_of(stop.id, uses, whole, ahead, stocks, today) if line.ahead]
        found[stop.id] = Met(sum(line.is_met for line in wanted), len(wanted))
    return found
