"""Saying figures of an event: several at once, each once, told when somebody else was quicker, nothing lost."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations, outward
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.outward import Act
from campaign.events.figures import policies, queries
from campaign.events.figures.amounts import Amount
from campaign.events.figures.models import Figure, Measure
from campaign.events.figures.schemas import Counts, Entry, Stage, Statement
from campaign.events.figures.services.judging import wrong
from campaign.events.figures.words import SOURCES, amount_words
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.events.services.steps import locked

NOT_SAVED: Final = _l("Not saved yet: please correct what is marked.")
NO_FIGURE: Final = _l("There is no such figure.")


def say(event_id: int, entries: Sequence[Entry], key: str) -> int:
    """Keep these statements of an event, all or none; how many of them were news.

    What was seen and is as it was seen is not written anew. The same key gives the same answer. Raises NotFound, Refused,
    Conflict for an event that was called off, Invalid, Stale where somebody has changed one of the figures meanwhile.
    """
    with unit_of_work() as session:
        event = _event(session, event_id)
        body = [event_id, [asdict(entry) for entry in entries]]
        if (earlier := operations.begin(session, "figures.say", key, body)) is not None:
            return int(earlier["written"])
        known = measures_by_code(session)
        there = _figures_of(session, event_id)
        _ensure_right(event, entries, known, there)
        written = sum(keep(session, there.get(entry.figure_id) or _new(event), entry.statement, known) for entry in entries)
        operations.finish(session, "figures.say", key, {"written": written})
        return written


def take_back(figure_id: int, version: int) -> None:
    """Say no more what was said; the trail keeps what it was. Raises NotFound, Refused, Stale."""
    with unit_of_work() as session:
        row = session.scalars(select(Figure).where(Figure.id == figure_id).with_for_update()).one_or_none()
        if row is None:
            raise NotFound(NO_FIGURE)
        policies.ensure_can_say(current_actor(), row.region_id, row.stop_id)
        measure = session.get_one(Measure, row.measure_id)
        ensure_seen(row, version, measure)
        _remove(session, row, measure)


def adopt(event_id: int, code: str, stage: Stage, seen: int, key: str) -> int:
    """Say what rows of the campaign say, as it was `seen`; the number of the figure.

    Raises NotFound, Refused, Conflict where the rows say something else by now, or where it was said already.
    """
    with unit_of_work() as session:
        event = _event(session, event_id)
        if (earlier := operations.begin(session, "figures.adopt", key, [event_id, code, stage, seen])) is not None:
            return int(earlier["figure"])
        (gathered,) = queries.figures_of_events([event_id]).events
        row = next((one for one in gathered.said(code, stage) if one.derived), None)
        if row is None or row.amount.value != seen:
            raise Conflict(_l("The rows say something else by now. Look at the number again; nothing was taken over."))
        known, there = measures_by_code(session), _figures_of(session, event_id)
        said = Statement(code, seen, stage=stage, source=row.source, counts=row.counts)
        _ensure_right(event, [Entry(said, name=code)], known, there)
        figure = _new(event)
        _write(session, figure, said, known[code])
        operations.finish(session, "figures.adopt", key, {"figure": figure.id})
        return figure.id


def _event(session: Session, event_id: int) -> Event:
    """The event, whose figures nobody else writes until the unit of work ends."""
    event = locked(session, event_id)
    policies.ensure_can_say(current_actor(), event.region_id, event.stop_id)
    if event.state is EventState.CANCELLED:
        raise Conflict(_l("This event was called off: there is nothing to count."))
    return event


def _new(event: Event) -> Figure:
    return Figure(event_id=event.id, stop_id=event.stop_id, region_id=event.region_id)


def measures_by_code(session: Session) -> dict[str, Measure]:
    return {measure.code: measure for measure in session.scalars(select(Measure))}


def _figures_of(session: Session, event_id: int) -> dict[int, Figure]:
    found = session.scalars(select(Figure).where(Figure.event_id == event_id), execution_options={"populate_existing": True})
    return {figure.id: figure for figure in found}


def _ensure_right(event: Event, entries: Sequence[Entry], known: Mapping[str, Measure], there: Mapping[int, Figure]) -> None:
    by_id = {measure.id: measure for measure in known.values()}
    for entry in entries:
        if entry.figure_id:
            row = there.get(entry.figure_id)
            if row is None:
                raise Stale(
                    _l("Somebody has taken one of these figures back meanwhile. Look at the page again; nothing was saved.")
                )
            ensure_seen(row, entry.version, by_id[row.measure_id])
    problems = [
        problem for entry in entries if entry.statement
        for problem in (*wrong(entry.statement, entry.name, known), *_too_early(event, entry))
    ]  # fmt: skip
    if not problems:
        problems = list(_said_already(entries, known, there))
    if problems:
        raise Invalid(NOT_SAVED, problems)


def _too_early(event: Event, entry: Entry) -> list[Problem]:
    if entry.statement is None or entry.statement.stage is Stage.PLAN or event.day <= clock.campaign_today(event.time_zone):
        return []
    words = _("The event is on %(day)s: until then only a plan can be said.", day=f"{event.day:%d.%m.%Y}")
    return [Problem(entry.name, "too_early", words)]


def _said_already(entries: Sequence[Entry], known: Mapping[str, Measure], there: Mapping[int, Figure]) -> list[Problem]:
    """Two figures of one measure from the same source: the one that is there is to be corrected, not another one written."""
    replaced = {entry.figure_id for entry in entries}
    taken = {
        (row.measure_id, row.stage, row.source, row.counts): row.amount for row in there.values() if row.id not in replaced
    }  # fmt: skip
    problems = []
    for entry in entries:
        if (said := entry.statement) is None:
            continue
        measure = known[said.code]
        place = (measure.id, said.stage, said.kept_source, said.counts)
        if place in taken:
            shown = amount_words(taken[place], queries.measure_of(measure))
            words = _(
                "“%(source)s” is said already: %(amount)s. Correct that one, or choose another source.",
                source=SOURCES[said.source], amount=shown,
            )  # fmt: skip
            problems.append(Problem(entry.name, "taken", words))
        taken[place] = Amount(said.value, said.qualifier)
    return problems


def ensure_seen(row: Figure, version: int, measure: Measure) -> None:
    """Raises Stale, with what stands there now."""
    if row.version != version:
        now = amount_words(row.amount, queries.measure_of(measure))
        words = _(
            "Somebody has changed “%(measure)s” meanwhile: it says %(amount)s now. Nothing was saved; what you typed is still "
            "here. Save again to put it in its place.",
            measure=measure.name, amount=now,
        )  # fmt: skip
        raise Stale(words)


def keep(session: Session, row: Figure, said: Statement | None, known: Mapping[str, Measure]) -> bool:
    """Write what was said, and was judged, into the row, a new one or one that is there; without it take the row back.

    Whether that was news.
    """
    if said is not None:
        return _write(session, row, said, known[said.code])
    if row in session:
        _remove(session, row, next(measure for measure in known.values() if measure.id == row.measure_id))
        return True
    return False


def _write(session: Session, row: Figure, said: Statement, measure: Measure) -> bool:
    """Put the statement into the row, new or there; whether anything is other than it was."""
    is_new = row not in session
    before: dict[str, Any]
    old: tuple[str, ...]
    before, old = ({}, ()) if is_new else (_facts(row, measure), _texts(row))
    row.measure_id, row.stage, row.value, row.qualifier = measure.id, said.stage, said.value, said.qualifier
    row.source, row.counts = said.kept_source, said.counts
    row.method, row.by_whom, row.note = said.method, said.by_whom, said.note
    if before == _facts(row, measure) and old == _texts(row):
        return False
    row.version = 1 if is_new else row.version + 1
    row.changed_by, row.changed_at = current_actor().user_id, clock.campaign_now()
    if is_new:
        row.made_by, row.made_at = row.changed_by, row.changed_at
        session.add(row)
    session.flush()
    act = "figure.said" if is_new else "figure.corrected"
    after = {**_facts(row, measure), "figure": row.id, "version": row.version}
    _note(session, act, row, before, after)
    return True


def _remove(session: Session, row: Figure, measure: Measure) -> None:
    _note(session, "figure.taken_back", row, {**_facts(row, measure), "figure": row.id}, {})
    session.delete(row)
    session.flush()


def _note(session: Session, act: str, row: Figure, before: dict[str, Any], after: dict[str, Any]) -> None:
    """The trail of an event's figures, or of those of its stop's audiences. Names and methods stand in none."""
    thing, thing_id = ("figures_of_event", row.event_id) if row.event_id else ("figures_of_stop", row.stop_id)
    audit.note(session, act, thing, thing_id, region_id=row.region_id, before=before, after=after)
    _announce(session, Act.FIGURE_STATED if after else Act.FIGURE_TAKEN_BACK, row, (after or before)["measure"])


def _announce(session: Session, act: Act, row: Figure, measure: str) -> None:
    """Let other machines know which figure is said or not said any more; they ask for its value themselves."""
    outward.announce(
        session, act, region_id=row.region_id, stop_id=row.stop_id, event=row.event_id, measure=measure, figure=row.id,
        version=row.version,
    )  # fmt: skip


def _facts(row: Figure, measure: Measure) -> dict[str, Any]:
    facts = {
        "measure": measure.code, "stage": row.stage, "value": row.value, "qualifier": row.qualifier, "source": row.source,
        "counts": row.counts or Counts.PEOPLE,
    }  # fmt: skip
    return facts | ({"audience": row.audience} if row.audience else {})


def _texts(row: Figure) -> tuple[str, ...]:
    return row.method, row.by_whom, row.note
