"""Who was where: which events of a stop had the same people, and how many different people that were in all."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.lengths import length_complaint
from campaign.core.text import clean_line
from campaign.events.figures import policies, queries
from campaign.events.figures.models import EventAudience, Figure, Measure
from campaign.events.figures.schemas import MOST_AUDIENCE, Entry, Placing, Stage, Statement
from campaign.events.figures.services.judging import wrong
from campaign.events.figures.services.saying import NOT_SAVED, ensure_seen, keep, measures_by_code
from campaign.events.models import Event
from campaign.relay.models import Stop

_GONE: Final = _l("There is no event left that had these people. Look at the page again; nothing was saved.")


def place(stop_id: int, placings: Sequence[Placing], key: str) -> int:
    """Say of events of a stop with whom they share their people; how many were placed anew.

    Raises NotFound, Refused, Invalid, Stale where somebody has placed one of them meanwhile.
    """
    with unit_of_work() as session:
        stop = _stop(session, stop_id)
        body = [stop_id, [(one.event_id, one.label) for one in placings]]
        if (earlier := operations.begin(session, "figures.place", key, body)) is not None:
            return int(earlier["placed"])
        labels = _labels(session, stop_id)
        events = set(session.scalars(select(Event.id).where(Event.stop_id == stop_id)))
        placed = 0
        for one in placings:
            if one.event_id not in events:
                raise NotFound(_l("There is no such event."))
            now = labels.get(one.event_id, "")
            if now != one.seen and now != clean_line(one.label):
                raise Stale(_l("Somebody has changed who was where meanwhile. Look at the page again; nothing was saved."))
            placed += _put(session, stop, one.event_id, now, clean_line(one.label))
        operations.finish(session, "figures.place", key, {"placed": placed})
        return placed


def _put(session: Session, stop: Stop, event_id: int, now: str, label: str) -> bool:
    if now == label:
        return False
    if words := length_complaint(label, MOST_AUDIENCE):
        raise Invalid(NOT_SAVED, [Problem(f"audience-{event_id}", "too_long", words)])
    session.execute(delete(EventAudience).where(EventAudience.event_id == event_id))
    if label:
        session.add(EventAudience(event_id=event_id, stop_id=stop.id, region_id=stop.region_id, label=label))
    session.flush()
    audit.note(
        session, "audience.placed", "figures_of_event", event_id, region_id=stop.region_id, before={"label": now},
        after={"label": label},
    )  # fmt: skip
    return True


def say_of_audience(stop_id: int, audience: str, entry: Entry, key: str) -> bool:
    """How many different people came to all events of an audience together; whether that was news.

    There is one such figure of a measure and stage, whatever its source. Raises NotFound, Refused, Invalid, Stale.
    """
    with unit_of_work() as session:
        stop = _stop(session, stop_id)
        body = [stop_id, audience, repr(entry)]
        if (earlier := operations.begin(session, "figures.say_of_audience", key, body)) is not None:
            return bool(earlier["written"])
        known = measures_by_code(session)
        written = _kept(session, stop, audience, entry, known)
        operations.finish(session, "figures.say_of_audience", key, {"written": written})
        return written


def _kept(session: Session, stop: Stop, audience: str, entry: Entry, known: dict[str, Measure]) -> bool:
    of_audience = select(Figure).where(Figure.stop_id == stop.id, Figure.event_id.is_(None), Figure.audience == audience)
    there = {row.id: row for row in session.scalars(of_audience, execution_options={"populate_existing": True})}
    row = there.get(entry.figure_id)
    if row is not None:
        ensure_seen(row, entry.version, next(one for one in known.values() if one.id == row.measure_id))
    if entry.statement is not None:
        _ensure_right(stop.id, audience, entry, entry.statement, known, there)
    row = row or Figure(event_id=None, stop_id=stop.id, region_id=stop.region_id, audience=audience)
    return keep(session, row, entry.statement, known)


def _ensure_right(
    stop_id: int, audience: str, entry: Entry, said: Statement, known: dict[str, Measure], there: dict[int, Figure]
) -> None:
    problems = list(wrong(said, entry.name, known))
    if not problems and not queries.measure_of(known[said.code]).is_people:
        problems.append(Problem(entry.name, "no_people", _("Only people are counted once at several events.")))
    if problems:
        raise Invalid(NOT_SAVED, problems)
    events = [one for one in queries.figures_of_stop(stop_id).events if one.audience == audience]
    if not events:
        raise Stale(_GONE)
    measure_id = known[said.code].id
    if any(row.id != entry.figure_id and (row.measure_id, row.stage) == (measure_id, said.stage) for row in there.values()):
        raise Stale(_l("Somebody has said this number meanwhile. Look at the page again; nothing was saved."))
    if said.stage is Stage.FACT and not any(one.is_expected for one in events):
        words = _("None of these events was held yet.")
        raise Invalid(NOT_SAVED, [Problem(entry.name, "too_early", words)])


def _labels(session: Session, stop_id: int) -> dict[int, str]:
    found = session.execute(select(EventAudience.event_id, EventAudience.label).where(EventAudience.stop_id == stop_id))
    return {event_id: label for event_id, label in found}


def _stop(session: Session, stop_id: int) -> Stop:
    """The stop, whose audiences nobody else changes until the unit of work ends."""
    stop = session.scalars(select(Stop).where(Stop.id == stop_id).with_for_update()).one_or_none()
    if stop is None:
        raise NotFound(_l("There is no such stop."))
    policies.ensure_can_say(current_actor(), stop.region_id, stop.id)
    return stop
