"""Reading roll-ups: by stop of a relay, by relay of the country, and who owes what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select

from campaign.accounts.queries import in_charge_of
from campaign.core import clock
from campaign.core.actor import Actor, P
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.figures.plausibility.queries import tallies_of, warnings_of
from campaign.events.figures.queries import figures_where
from campaign.events.figures.schemas import EventFigures, Gathered
from campaign.relay import queries as relays
from campaign.relay.models import Relay, Stop
from campaign.relay.schemas import RelayRow, StopRow
from campaign.reports.rollup.models import FigureNudge
from campaign.reports.rollup.policies import sees_whole
from campaign.reports.rollup.reckoning import owes, table_of
from campaign.reports.rollup.schemas import Debt, Period, Place, RollUp

NONE: Final[Mapping[int, Translated]] = {}
WHOLE: Final = Period()
COUNTRY = Translated(kk="Қазақстан", ru="Казахстан", en="Kazakhstan")


def rollup_of(actor: Actor, relay_id: int, period: Period = WHOLE) -> RollUp:
    """The roll-up of a relay that is the actor's to see, by the stops that they report on. Raises NotFound.

    What was held inside of a stop, by a relay of its own, stands in its row. A constant number of statements.
    """
    row = relays.relay_row(relay_id)
    chain = relays.chains_of([relay_id], with_left_out=True).get(relay_id, ())
    own = [stop for stop in chain if actor.may_at(P.REPORTS_READ, stop.region_id, stop.id)]
    gathered, inside = gathered_of([relay_id], own, period)
    places = _places(own, gathered, inside)
    today = clock.campaign_today(own[0].time_zone if own else clock.HOME)
    table = table_of(places, gathered, lambda stop_id: inside.get(stop_id, stop_id), today)
    return RollUp(
        row.title, row.campaign_name, period, period.within(row.starts_on, row.ends_on), clock.campaign_now(),
        own[0].time_zone if own else clock.HOME, table, _debts(gathered, places, inside, today),
        _doubts(gathered, inside, {}), sees_whole(actor, row.region_id),
    )  # fmt: skip


def gathered_of(relay_ids: Sequence[int], stops: Iterable[StopRow], period: Period = WHOLE) -> tuple[Gathered, dict[int, int]]:
    """The events of these stops and of the relays inside of them with their figures; each stop inside with the one around."""
    inside = _inside(relay_ids)
    wanted = {stop.id for stop in stops}
    kept = sorted(wanted | {stop_id for stop_id, around in inside.items() if around in wanted})
    gathered = figures_where(Stop.id.in_(kept))
    return (gathered if period.is_whole else gathered.where(lambda event: period.has(event.day))), inside


def _inside(relay_ids: Sequence[int]) -> dict[int, int]:
    """The stops of relays that lead through the parts of a stop, each with that stop. One statement."""
    around = select(Stop.id).where(Stop.relay_id.in_(relay_ids))
    asked = select(Stop.id, Relay.parent_stop_id).join(Relay, Relay.id == Stop.relay_id).where(Relay.parent_stop_id.in_(around))
    return {stop_id: parent for stop_id, parent in db.session.execute(asked) if parent is not None}


def _places(stops: Sequence[StopRow], gathered: Gathered, inside: Mapping[int, int]) -> list[Place]:
    """The stops of the chain; one that left it only where something was held there."""
    used = {inside.get(event.stop_id, event.stop_id) for event in gathered.events}
    kept = [stop for stop in stops if not stop.left_out or stop.id in used]
    return [Place(stop.id, place, stop.name, stop.arrives_on, stop.departs_on) for place, stop in enumerate(kept, 1)]


def rollup_by_relay(actor: Actor, period: Period = WHOLE) -> RollUp:
    """The country for the capital: a row a relay that the actor reports on as a whole. A constant number of statements."""
    rows = [row for row in relays.planned_relays() if _runs_in(row, period) and sees_whole(actor, row.region_id)]
    rows.sort(key=lambda row: (row.title.text(), row.starts_on, row.id))
    chains = relays.chains_of([row.id for row in rows], with_left_out=True)
    stops = [stop for row in rows for stop in chains.get(row.id, ())]
    gathered, inside = gathered_of([row.id for row in rows], stops, period)
    relay_of = {stop.id: stop.relay_id for stop in stops}
    places = [Place(row.id, number, row.title, row.starts_on, row.ends_on) for number, row in enumerate(rows, 1)]
    today = clock.campaign_today()
    table = table_of(places, gathered, lambda stop_id: relay_of[inside.get(stop_id, stop_id)], today)
    of_stops = [Place(stop.id, stop.position, stop.name, stop.arrives_on, stop.departs_on) for stop in stops]
    titles = {stop.id: row.title for row in rows for stop in chains.get(row.id, ())}
    first = min((row.starts_on for row in rows), default=today)
    last = max((row.ends_on for row in rows), default=today)
    return RollUp(
        COUNTRY, rows[0].campaign_name if rows else Translated(), period, period.within(first, last),
        clock.campaign_now(), clock.HOME, table, _debts(gathered, of_stops, inside, today, titles),
        _doubts(gathered, inside, relay_of), by_region=True,
    )  # fmt: skip


def _runs_in(relay: RelayRow, period: Period) -> bool:
    """Whether one of its days lies in the period."""
    first, last = period.within(relay.starts_on, relay.ends_on)
    return first <= relay.ends_on and relay.starts_on <= last


def _doubts(gathered: Gathered, inside: Mapping[int, int], row_of: Mapping[int, int]) -> dict[int, int]:
    """How many warnings of each row nobody has answered. Four statements."""
    found: Counter[int] = Counter()
    for stop_id, tally in tallies_of(warnings_of(gathered)).items():
        around = inside.get(stop_id, stop_id)
        found[row_of.get(around, around)] += tally.open
    return dict(+found)


def _debts(
    gathered: Gathered, places: Sequence[Place], inside: Mapping[int, int], today: date, titles: Mapping[int, Translated] = NONE
) -> tuple[Debt, ...]:
    """Who owes figures of which stop, the longest owed first; a stop inside of another is run by whoever runs that one."""
    owed: defaultdict[int, list[EventFigures]] = defaultdict(list)
    for event in gathered.events:
        if owes(event, gathered, today):
            owed[inside.get(event.stop_id, event.stop_id)].append(event)
    people, asked = in_charge_of(owed), _asked(owed)
    found = [
        Debt(
            place.id, place.name, titles.get(place.id, Translated()), min(row.day for row in rows), tuple(rows),
            tuple(people.get(place.id, ())), tuple(asked.get(place.id, ())), today,
        )
        for place in places
        if (rows := owed.get(place.id))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda debt: (debt.since, debt.stop_id)))


def debt_of(stop_id: int) -> Debt | None:
    """What is owed of one stop that is the asker's to see, and by whom; None where nothing is. Raises NotFound."""
    stop = relays.stop_row(stop_id)
    gathered, inside = gathered_of([stop.relay_id], [stop])
    places = [Place(stop.id, stop.position, stop.name, stop.arrives_on, stop.departs_on)]
    return next(iter(_debts(gathered, places, inside, clock.campaign_today(stop.time_zone))), None)


def _asked(stop_ids: Iterable[int]) -> dict[int, list[tuple[date, int]]]:
    """On which days who was reminded of these stops, the last first. One statement."""
    asked = select(FigureNudge.stop_id, FigureNudge.day, FigureNudge.user_id).where(FigureNudge.stop_id.in_(list(stop_ids)))
    found: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    for stop_id, day, user_id in db.session.execute(asked.order_by(FigureNudge.day.desc(), FigureNudge.id.desc())):
        found[stop_id].append((day, user_id))
    return found
