"""Recounting the stops that have changed: by the clock, and by whoever cannot wait for it."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import db, unit_of_work
from campaign.events.figures.queries import figures_of_stop
from campaign.events.figures.schemas import MeasureRow
from campaign.relay.models import Stop
from campaign.reports.tallies.models import StopTally, TallyMark
from campaign.reports.tallies.reckoning import every_tally_in
from campaign.reports.tallies.schemas import Tally

AT_ONCE: Final = 200  # stops of one turn; the rest waits a minute, and is reckoned by whoever looks meanwhile


def sweep(most: int = AT_ONCE) -> int:
    """Recount the stops that have a mark, each in a unit of work of its own, and say how many. One statement when none has.

    Any number of processes may do it at once: they follow each other at each stop.
    """
    with acting_as(SYSTEM):
        db.session.rollback()
        marked = db.session.scalars(select(TallyMark.stop_id).distinct().order_by(TallyMark.stop_id).limit(most)).all()
        for stop_id in marked:
            recount(stop_id)
    return len(marked)


def recount(stop_id: int) -> None:
    """Take the marks of a stop away and write down what it comes to now.

    The stop is held, so that two recounts of it follow each other; then its marks go, and only then are its rows read:
    whatever was changed before a mark that goes is seen, and whatever is changed later leaves a mark that stays.
    """
    with unit_of_work() as session:
        asked = select(Stop.region_id).where(Stop.id == stop_id).with_for_update(key_share=True)
        region_id = session.scalars(asked).one_or_none()
        session.execute(delete(TallyMark).where(TallyMark.stop_id == stop_id))
        session.execute(delete(StopTally).where(StopTally.stop_id == stop_id))
        if region_id is not None:
            _write(session, stop_id, region_id)


def _write(session: Session, stop_id: int, region_id: int) -> None:
    gathered = figures_of_stop(stop_id)
    rows = [_row(one, stop_id, region_id, gathered.measures) for one in every_tally_in(gathered)]
    if rows:
        session.execute(insert(StopTally), rows)


def _row(one: Tally, stop_id: int, region_id: int, measures: Mapping[str, MeasureRow]) -> dict[str, Any]:
    people = one.people
    return {
        "stop_id": stop_id, "kind": one.kind, "measure_id": measures[one.code].id, "stage": one.stage, "region_id": region_id,
        "times_value": one.times.value, "times_parts": one.times.parts, "times_estimates": one.times.estimates,
        "times_at_least": one.times.at_least,
        "people_value": people.value if people else None, "people_parts": people.parts if people else None,
        "people_estimates": people.estimates if people else None, "people_at_least": people.at_least if people else None,
        "missing": one.missing,
    }  # fmt: skip
