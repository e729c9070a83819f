"""What reusables lack when stops move: before a slip is applied, against the same stock."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from campaign.core import clock
from campaign.materials.need.queries.demands import uses_of
from campaign.materials.need.queries.stocks import of_region, stocks_of
from campaign.materials.need.queries.stop import stay_of
from campaign.materials.need.reckoning import needs_of
from campaign.materials.need.schemas import Lacking
from campaign.relay import queries as relay


def lacking_when_moved(relay_id: int, moved: Mapping[int, int]) -> tuple[Lacking, ...]:
    """Reusables of which a relay lacks more than before when these stops are held so many days later (or earlier).

    Seventeen statements. Raises NotFound.
    """
    row, chain = relay.relay_row(relay_id), relay.chain_of(relay_id)
    today = clock.campaign_today()
    uses = uses_of(row.region_id, [stay_of(stop) for stop in chain])
    stocks = stocks_of(uses, today, of_region(row.region_id))
    later = [
        replace(use, first=use.first + timedelta(days), last=use.last + timedelta(days))
        for use in uses.demands
        for days in (moved.get(use.stop_id, 0),)
    ]
    before, after = needs_of(uses.demands, uses.articles, today), needs_of(later, uses.articles, today)
    found = []
    for variant_id, need in after.items():
        has, earlier = stocks.has(variant_id), before[variant_id].total if variant_id in before else 0
        if uses.variants[variant_id].is_reusable and need.total > has and need.total > earlier and need.peak_on:
            found.append(Lacking(uses.variants[variant_id], need.total, has, need.peak_on))
    return tuple(found)
