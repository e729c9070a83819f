"""What `adalzhol check` recounts of relays: the chain of stays."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.relay.dates import ConflictKind, Stay, find_conflicts
from campaign.relay.models import Relay, Stop
from campaign.territory.models import Unit

_WORDS = {
    ConflictKind.GAP: "arrives on {day} when the stop before has departed already: a gap in the chain",
    ConflictKind.OVERLAP: "arrives on {day} while the stop before has not departed yet: an overlap in the chain",
    ConflictKind.BACKWARDS: "departs on {day}, before it arrives",
}


@check("chain")
def chain(session: Session) -> Finding:
    """The stays of every relay without gaps or overlaps, counted from 1, and the relay's own days those of its stays.

    A relay inside of a stop leads through the parts of its place, in its region, and in its days unless it may outlast them.
    Two statements; a country has some thousand stops.
    """
    rows = session.execute(
        select(Stop.relay_id, Stop.id, Stop.position, Stop.arrives_on, Stop.departs_on, Relay.starts_on, Relay.ends_on)
        .join(Relay, Relay.id == Stop.relay_id)
        .where(~Stop.left_out)
        .order_by(Stop.relay_id, Stop.position)
    ).all()
    by_relay = [list(stops) for _relay, stops in groupby(rows, key=lambda row: row.relay_id)]
    wrong = [found for stops in by_relay for found in (*_days(stops), *_positions(stops), *_ends(stops))]
    wrong += _inside(session)
    return Finding(len(rows), tuple(wrong[:MOST_NAMED]))


def _inside(session: Session) -> Iterator[Wrong]:
    """One relay is named once for each thing that is wrong with it."""
    around, whole = aliased(Stop), aliased(Relay)
    strange = exists().where(
        Stop.relay_id == Relay.id, Unit.id == Stop.unit_id, Unit.parent_id.is_distinct_from(around.unit_id)
    )
    for relay, stop, deeper, has_strange in session.execute(
        select(Relay, around, whole.parent_stop_id, strange)
        .join(around, around.id == Relay.parent_stop_id)
        .join(whole, whole.id == around.relay_id)
        .order_by(Relay.id)
    ):
        if relay.region_id != stop.region_id:
            yield Wrong("relay", relay.id, f"is inside of stop {stop.id}, which lies in another region")
        if deeper is not None:
            yield Wrong("relay", relay.id, f"is inside of stop {stop.id}, whose relay is inside of a stop itself")
        if has_strange:
            yield Wrong("relay", relay.id, f"visits a place that is no part of the place of stop {stop.id}")
        if not relay.may_outlast and not stop.arrives_on <= relay.starts_on <= relay.ends_on <= stop.departs_on:
            stay, runs = f"{stop.arrives_on} – {stop.departs_on}", f"{relay.starts_on} – {relay.ends_on}"
            yield Wrong("relay", relay.id, f"runs {runs}, beyond the stay {stay} of stop {stop.id}")


def _days(stops: Sequence[Any]) -> Iterator[Wrong]:
    stays = [Stay("", place, stop.arrives_on, stop.departs_on) for place, stop in enumerate(stops)]
    for conflict in find_conflicts(stays):
        if conflict.kind in _WORDS:
            yield Wrong("stop", stops[conflict.position].id, _WORDS[conflict.kind].format(day=conflict.date.isoformat()))


def _positions(stops: Sequence[Any]) -> Iterator[Wrong]:
    for place, stop in enumerate(stops, 1):
        if stop.position != place:
            yield Wrong("stop", stop.id, f"has the position {stop.position}, but is stop {place} of its chain")


def _ends(stops: Sequence[Any]) -> Iterator[Wrong]:
    first, last = stops[0], stops[-1]
    if (first.starts_on, first.ends_on) != (first.arrives_on, last.departs_on):
        lasts, runs = f"{first.starts_on} – {first.ends_on}", f"{first.arrives_on} – {last.departs_on}"
        yield Wrong("relay", first.relay_id, f"lasts {lasts}, but its stops run {runs}")
