"""An earlier season with new dates: which places there still are, in the same order, with the same stays and pins.

A place is followed by its code through other names. One that belongs to another region by then, or is gone, is left out and
named; one that the region has gained is named too. Reads, and stores nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from campaign.core.errors import Invalid, NotFound, Problem
from campaign.core.i18n import Translated, _l
from campaign.relay import dates, planning, queries
from campaign.relay.dates import DatesError
from campaign.relay.planstate import PlanState
from campaign.relay.schemas import PlanWish, RelayRow, StopRow
from campaign.relay.wishes import state_of, wish_of
from campaign.territory import queries as territory
from campaign.territory.schemas import UnitRow

SAME_WEEKDAY = timedelta(weeks=52)  # a year later on the same day of the week


@dataclass(frozen=True)
class Gone:
    """A place of the earlier relay that is left out; `region` is where it belongs by then, None when it is nowhere."""

    name: Translated
    region: Translated | None


@dataclass(frozen=True)
class Copy:
    """What of the earlier relay can be done again from a day on. `renamed` are places that had another name before."""

    earlier: RelayRow
    kept: tuple[UnitRow, ...]
    renamed: tuple[UnitRow, ...]
    gone: tuple[Gone, ...]
    gained: tuple[UnitRow, ...]


def same_weekday(day: date) -> date:
    """The same day of the week 52 weeks later.

    >>> same_weekday(date(2018, 4, 2)).isoformat()
    '2019-04-01'
    """
    return day + SAME_WEEKDAY


def copy_of(relay_id: int, start: date) -> Copy:
    """What of the relay there is on the day. Raises NotFound, also for a relay inside of a stop. Nine statements at most."""
    earlier = queries.relay_row(relay_id)
    if earlier.parent_stop_id is not None:
        raise NotFound(_l("A relay inside of a stop is planned anew from the page of its stop."))
    units = {unit.code: unit for unit in territory.units_of(earlier.region_id, start)}
    chain = queries.chain_of(relay_id)
    kept = tuple(units[stop.unit_code] for stop in chain if stop.unit_code in units)
    visited = {stop.unit_code for stop in chain}
    return Copy(
        earlier, kept, tuple(unit for unit in kept if unit.former_names), _gone(chain, set(units), start),
        tuple(unit for unit in units.values() if unit.code not in visited),
    )  # fmt: skip


def _gone(chain: Sequence[StopRow], there: set[str], start: date) -> tuple[Gone, ...]:
    missing = [stop for stop in chain if stop.unit_code not in there]
    if not missing:
        return ()
    regions = {row.id: row.name for row in territory.regions(start)}
    belongs = territory.regions_of_units([stop.unit_id for stop in missing], start)
    return tuple(Gone(stop.name, regions.get(belongs.get(stop.unit_id, 0))) for stop in missing)


def state_for(copy: Copy, start: date, until: date, kit: str, own_events: bool) -> PlanState:
    """The page of the plan that does the earlier relay again from this day on, in its order, with its stays and pins.

    Raises Invalid when none of its places is in the region by then.
    """
    if not copy.kept:
        words = _l("None of its places is in this region by then")
        raise Invalid(words, [Problem("start", "no_places", words)])
    chain = queries.chain_of(copy.earlier.id)
    facts = queries.wish_facts(copy.earlier.id)
    wish = wish_of(facts) if facts is not None else None
    stay, stays = _stays(chain, wish)
    made = PlanWish(
        region_code=copy.earlier.region_code, as_of=start, start=start, stay_days=stay, until=until, kit=kit,
        skip=replace(wish.skip, days=frozenset()) if wish else dates.SkipRule(), stays=tuple(stays.items()),
        pins=wish.pins if wish else (), order=tuple(unit.code for unit in copy.kept), first="",
        like_relay_id=copy.earlier.id, own_events=own_events,
    )  # fmt: skip
    return state_of(made, copy.kept)


def _stays(chain: Sequence[StopRow], wish: PlanWish | None) -> tuple[int, dict[str, int]]:
    """The usual stay and those of single places: as wished while the chain still stands so, else as the days are now."""
    if wish is not None and _stands_as_wished(chain, wish):
        return wish.stay_days, dict(wish.stays)
    lasted = {stop.unit_code: min(stop.days, planning.MOST_DAYS) for stop in chain}
    lengths = list(lasted.values())
    usual = max(sorted(set(lengths)), key=lengths.count, default=planning.MOST_DAYS)
    return usual, {code: days for code, days in lasted.items() if days != usual}


def _stands_as_wished(chain: Sequence[StopRow], wish: PlanWish) -> bool:
    order = [stop.unit_code for stop in chain]
    try:
        planned = dates.plan_stays(order, wish.start, wish.stay_days, wish.until, wish.skip, dict(wish.stays))
    except DatesError:
        return False
    return [(stay.arrives, stay.departs) for stay in planned] == [(stop.arrives_on, stop.departs_on) for stop in chain]


def until_for(earlier: RelayRow, start: date) -> date:
    """The last day: 9 December of the new year where the earlier relay had that, else as far from the start as then."""
    if (earlier.last_day.month, earlier.last_day.day) == (12, 9):
        return planning.last_day_of(start)
    return start + (earlier.last_day - earlier.starts_on)
