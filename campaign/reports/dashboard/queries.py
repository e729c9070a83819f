"""Reading dashboards: counters of the stops that the asker reports on, by region, stop or event.

Figures stand under the region in which their stop was on its date; by today's borders only where that is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from campaign.core import clock
from campaign.core.actor import Actor, P
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.events.figures.queries import all_measures, figures_where
from campaign.events.figures.schemas import EventFigures, Gathered
from campaign.events.models import Event
from campaign.events.queries import kind_names
from campaign.events.schemas import WAS_HELD
from campaign.relay import queries as relays
from campaign.relay.schemas import RelayRow
from campaign.reports.dashboard.facts import events_at, steps_of, stops_for
from campaign.reports.dashboard.schemas import (
    CODES,
    Dashboard,
    EventCount,
    Key,
    KindRow,
    Level,
    Row,
    StopFact,
    Wish,
)
from campaign.reports.rollup.queries import COUNTRY
from campaign.reports.tallies.queries import tallies_between, tallies_of
from campaign.reports.tallies.reckoning import ByStop, tallies_in
from campaign.reports.tallies.schemas import EVERY_KIND, Tally
from campaign.territory import queries as territory


def dashboard_of(actor: Actor, wish: Wish) -> Dashboard:
    """What the asker reports on of what is wished, as it stands now. Raises NotFound.

    A constant number of statements, whatever the number of stops, events and people.
    """
    around = _relays(actor, wish)
    found = stops_for(actor, wish)
    stops = found.stops
    _ensure_there(actor, wish, stops)
    counts = events_at([stop.id for stop in stops], wish.period)
    if wish.level is Level.STOP:
        rows = _of_events(wish, stops)
    else:
        rows = _of_stops(wish, stops, counts, _tallied(wish, stops, counts), _names(wish, stops))
    named = kind_names()
    there = {one.kind for one in counts}
    meant = [one for one in counts if wish.kind in {EVERY_KIND, one.kind}]
    return Dashboard(
        wish=wish, title=_title(wish, stops, around), campaign=around[0].campaign_name if around else Translated(),
        today=clock.campaign_today(), rows=rows, kinds=_kinds(meant, named),
        steps=steps_of(stops, around) if wish.level is not Level.STOP else (), relays=around,
        measures={row.code: row for row in all_measures()},
        kinds_offered=tuple((code, name) for code, name in named.items() if code in there), moved=found.moved,
        region_id=_region(wish, stops), is_whole=_is_whole(actor, wish, stops),
    )  # fmt: skip


def first_looked_at(actor: Actor) -> tuple[Level, int]:
    """What somebody looks at first: the one region or stop they report on, else the country. Two statements at most."""
    if actor.scope.everything:
        return Level.COUNTRY, 0
    stops = stops_for(actor, Wish(Level.COUNTRY)).stops
    homes, regions = {stop.home for stop in stops}, {stop.region_id for stop in stops} | actor.scope.regions
    if len(homes) == 1 and not actor.scope.regions:
        return Level.STOP, min(homes)
    return (Level.REGION, min(regions)) if len(regions) == 1 else (Level.COUNTRY, 0)


def _relays(actor: Actor, wish: Wish) -> tuple[RelayRow, ...]:
    """The planned relays that the asker sees; where one is wished, that one, or the one of the stop."""
    if wish.level is Level.RELAY:
        return (relays.relay_row(wish.id),)
    if wish.level is Level.STOP:
        stop = relays.stop_row(wish.id)
        if not actor.may_at(P.REPORTS_READ, stop.region_id, stop.id):
            raise NotFound(_l("There is no such stop."))
        return (relays.relay_row(stop.relay_id),)
    return relays.planned_relays()


def _ensure_there(actor: Actor, wish: Wish, stops: Sequence[StopFact]) -> None:
    if wish.level is not Level.REGION or stops:
        return
    if not actor.may_at(P.REPORTS_READ, wish.id) or not territory.region_periods(wish.id):
        raise NotFound(_l("There is no such region."))


def _region(wish: Wish, stops: Sequence[StopFact]) -> int:
    """The region that a region, a relay or a stop lies in."""
    if wish.level is Level.REGION:
        return wish.id
    return stops[0].region_id if wish.level is not Level.COUNTRY and stops else 0


def _is_whole(actor: Actor, wish: Wish, stops: Sequence[StopFact]) -> bool:
    """Whether the asker reports on everything of it."""
    if wish.level is Level.COUNTRY:
        return actor.scope.everything
    return wish.level is Level.STOP or actor.may_at(P.REPORTS_READ, _region(wish, stops))


def _title(wish: Wish, stops: Sequence[StopFact], around: Sequence[RelayRow]) -> Translated:
    match wish.level:
        case Level.COUNTRY:
            return COUNTRY
        case Level.REGION:
            return _region_names(wish.today).get(wish.id) or territory.region_periods(wish.id)[-1].name
        case Level.RELAY:
            return around[0].title
        case Level.STOP:
            return stops[0].name if stops else relays.stop_row(wish.id).name  # of a relay that was called off


def _names(wish: Wish, stops: Sequence[StopFact]) -> Mapping[int, Translated]:
    return _region_names(wish.today) if wish.level is Level.COUNTRY else {stop.id: stop.name for stop in stops}


def _region_names(today: bool) -> dict[int, Translated]:
    as_of = clock.now().date() if today else clock.campaign_today()
    return {row.id: row.name for row in territory.regions(as_of)}


def _tallied(wish: Wish, stops: Sequence[StopFact], counts: Sequence[EventCount]) -> ByStop:
    """From counters; a stop that the period cuts is reckoned from its events, one without any in it is left out."""
    ids = [stop.id for stop in stops]
    if wish.period.is_whole:
        return tallies_of(ids, CODES, wish.kind)
    inside: defaultdict[int, int] = defaultdict(int)
    all_of: defaultdict[int, int] = defaultdict(int)
    for one in counts:
        inside[one.stop_id] += one.inside
        all_of[one.stop_id] += one.count
    whole = [number for number in ids if all_of[number] and inside[number] == all_of[number]]
    cut = [number for number in ids if 0 < inside[number] < all_of[number]]
    return tallies_of(whole, CODES, wish.kind) | tallies_between(cut, CODES, *wish.period.within(date.min, date.max), wish.kind)


def _of_stops(
    wish: Wish, stops: Sequence[StopFact], counts: Sequence[EventCount], tallied: ByStop, names: Mapping[int, Translated]
) -> tuple[Row, ...]:
    """A row a region, or a stop in the order of its chain; what is inside of a stop stands in its row."""
    by_region = wish.level is Level.COUNTRY
    group_of = {stop.id: stop.region_id if by_region else stop.home for stop in stops}
    parts: defaultdict[int, list[StopFact]] = defaultdict(list)
    for stop in stops:
        parts[group_of[stop.id]].append(stop)
    level = Level.REGION if by_region else Level.STOP
    rows = []
    for group, inside in parts.items():
        ids = {stop.id for stop in inside}
        events, held = _counted(wish, [one for one in counts if one.stop_id in ids])
        if not events and all(stop.left_out for stop in inside):
            continue
        span = min(stop.arrives_on for stop in inside), max(stop.departs_on for stop in inside)
        name = names.get(group) or inside[0].name
        rows.append(Row(group, level, name, span, events, held, _together(tallied.get(number, {}) for number in ids)))
    return tuple(sorted(rows, key=lambda row: row.name.text()) if by_region else rows)


def _counted(wish: Wish, counts: Iterable[EventCount]) -> tuple[int, int]:
    """How many events, and how many of them were held."""
    meant = [one for one in counts if wish.kind in {EVERY_KIND, one.kind}]
    return sum(one.inside for one in meant), sum(one.inside for one in meant if one.state in WAS_HELD)


def _together(parts: Iterable[Mapping[Key, Tally]]) -> dict[Key, Tally]:
    found: dict[Key, Tally] = {}
    for part in parts:
        for key, tally in part.items():
            found[key] = found[key] + tally if key in found else tally
    return found


def _of_events(wish: Wish, stops: Sequence[StopFact]) -> tuple[Row, ...]:
    """A row an event of the stop, reckoned from its figures; people of one audience are told at each of its events."""
    places = {stop.id: stop for stop in stops}
    gathered = figures_where(Event.stop_id.in_(places))
    return tuple(
        _of_event(event, gathered, places[event.stop_id]) for event in gathered.events
        if wish.period.has(event.day) and wish.kind in {EVERY_KIND, event.kind}
    )  # fmt: skip


def _of_event(event: EventFigures, gathered: Gathered, stop: StopFact) -> Row:
    """One of a relay inside of the stop says where it is."""
    tallies = tallies_in(replace(gathered, events=(event,), audiences=()))
    kept = {(one.code, one.stage): one for one in tallies if one.code in CODES}
    where = stop.name if stop.id != stop.home else Translated()
    return Row(event.event_id, None, event.title, (event.day, event.day), 1, int(event.state in WAS_HELD), kept, where)


def _kinds(counts: Sequence[EventCount], named: Mapping[str, Translated]) -> tuple[KindRow, ...]:
    held: defaultdict[str, int] = defaultdict(int)
    still: defaultdict[str, int] = defaultdict(int)
    for one in counts:
        (held if one.state in WAS_HELD else still)[one.kind] += one.inside
    rows = [KindRow(code, name, held[code], still[code]) for code, name in named.items() if held[code] or still[code]]
    return tuple(sorted(rows, key=lambda row: -row.held - row.open))
