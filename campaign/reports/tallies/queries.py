"""Reading counters. A stop with a mark is reckoned from its rows at once, so that a page is never wrong, only slower."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from campaign.core.db import db
from campaign.events.figures.amounts import Sum
from campaign.events.figures.models import Measure
from campaign.events.figures.queries import figures_where
from campaign.events.models import Event
from campaign.reports.tallies.models import StopTally, TallyMark
from campaign.reports.tallies.reckoning import ByStop, by_stop
from campaign.reports.tallies.schemas import EVERY_KIND, Tally

COLUMNS = (
    StopTally.stop_id, Measure.code, StopTally.kind, StopTally.stage, StopTally.times_value, StopTally.times_parts,
    StopTally.times_estimates, StopTally.times_at_least, StopTally.people_value, StopTally.people_parts,
    StopTally.people_estimates, StopTally.people_at_least, StopTally.missing,
)  # fmt: skip


def tallies_of(stop_ids: Collection[int], codes: Collection[str], kind: str = EVERY_KIND) -> ByStop:
    """What these stops come to in these measures, over all events or those of one kind; within the asker's scope.

    Marks are read before counters: a recount between the two statements is then looked at twice and never missed. Two
    statements, and those of `figures_where` while a stop has a mark, however many there are.
    """
    marked = _marked(stop_ids)
    found: ByStop = {}
    asked = (
        select(*COLUMNS)
        .join(Measure, Measure.id == StopTally.measure_id)
        .where(StopTally.stop_id.in_(stop_ids), StopTally.kind == kind, Measure.code.in_(codes))
    )
    for row in db.session.execute(asked):
        if row.stop_id not in marked:
            found.setdefault(row.stop_id, {})[row.code, row.stage] = tally(row)
    return found | _narrowed(by_stop(figures_where(Event.stop_id.in_(marked)), kind) if marked else {}, codes)


def tallies_between(stop_ids: Sequence[int], codes: Collection[str], first: date, last: date, kind: str = EVERY_KIND) -> ByStop:
    """The same over the events of some days only, both included, reckoned from their rows."""
    if not stop_ids:
        return {}
    gathered = figures_where(Event.stop_id.in_(stop_ids)).where(lambda event: first <= event.day <= last)
    return _narrowed(by_stop(gathered, kind), codes)


def _narrowed(found: ByStop, codes: Collection[str]) -> ByStop:
    return {stop_id: {key: one for key, one in tallies.items() if key[0] in codes} for stop_id, tallies in found.items()}


def _marked(stop_ids: Collection[int]) -> set[int]:
    return set(db.session.scalars(select(TallyMark.stop_id).where(TallyMark.stop_id.in_(stop_ids)).distinct()))


def tally(row: Any) -> Tally:
    """A row of `COLUMNS` as plain data."""
    people = None
    if row.people_value is not None:
        people = Sum(row.people_value, row.people_parts, row.people_estimates, row.people_at_least)
    times = Sum(row.times_value, row.times_parts, row.times_estimates, row.times_at_least)
    return Tally(row.code, row.kind, row.stage, times, people, row.missing)
