"""Reading the season board: plain facts of every stop of a relay that the asker may see, and what follows from them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from campaign.accounts.queries import in_charge_of
from campaign.core import clock
from campaign.core.actor import Actor, P
from campaign.core.db import db
from campaign.core.text import fold
from campaign.events import queries as events
from campaign.events.briefing.queries import briefed_of
from campaign.events.briefing.schemas import Briefed
from campaign.events.checklists.queries import progress_of
from campaign.events.checklists.schemas import Progress
from campaign.events.deadlines.queries import deadlines_of_stops, standing_of
from campaign.events.deadlines.schemas import Deadline, StopStanding
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState
from campaign.materials.need.queries import against_need
from campaign.relay import queries as relay
from campaign.relay.custody import queries as custody
from campaign.relay.custody.models import Handover
from campaign.relay.custody.schemas import HandoverState
from campaign.relay.models import Stop
from campaign.relay.schemas import StopRow, StopState
from campaign.reports.board.readiness import expected_on, level_of, readiness_of
from campaign.reports.board.schemas import (
    Board,
    Check,
    Counts,
    Due,
    EventFact,
    Filter,
    HandoverFact,
    Level,
    Line,
    Passed,
)
from campaign.reports.queries import AHEAD, tasks_for
from campaign.reports.schemas import Task, TaskKind

ORDER = list(Level)


def board_of(actor: Actor, relay_id: int) -> Board:
    """The board of a relay that is the actor's to see. Raises NotFound.

    Rows only of stops whose events the actor may read. Forty-five statements at most, however many stops and events there are.
    """
    today = clock.campaign_today()
    choices = relay.planned_relays()
    row = next((row for row in choices if row.id == relay_id), None) or relay.relay_row(relay_id)
    chain = relay.chain_of(relay_id)
    own = [stop for stop in chain if actor.may_at(P.EVENTS_READ, stop.region_id, stop.id)]
    own_ids = [stop.id for stop in own]
    facts, handovers, in_charge, deadlines = (
        _events(relay_id), _handovers(relay_id), _in_charge(own_ids), deadlines_of_stops(own_ids),
    )  # fmt: skip
    further, tasks = _further(own_ids, deadlines), _tasks(actor, relay_id, {stop.id for stop in chain}, today, deadlines)
    baton = custody.baton_now(relay_id, chain)
    here = baton.here.id if baton and baton.here else 0
    ahead = [stop for stop in own if stop.state is not StopState.DONE]
    for stop_id, met in against_need(row.region_id, ahead).items():
        further[stop_id] = {**further[stop_id], Check.MATERIALS: met}
    known = {stop.id: _AtStop(stop, facts[stop.id], handovers, in_charge[stop.id], stop.id == here) for stop in own}
    lines = [_line(known[stop.id], further[stop.id], tasks, today) for stop in ahead]
    passed = [_passed(known[stop.id]) for stop in reversed(own) if stop.state is StopState.DONE]
    return Board(
        today, row, chain, baton, _next_handover(handovers), tuple(sorted(lines, key=_red_first)), tuple(passed), tasks,
        choices, {line.stop.id: line.level for line in lines},
    )  # fmt: skip


def _red_first(line: Line) -> tuple[int, bool, int]:
    return (ORDER.index(line.level), not line.is_here, line.stop.position)


def chosen(board: Board, wish: Filter) -> tuple[tuple[Line, ...], tuple[Passed, ...]]:
    """The rows that fit what was asked for."""
    sought = fold(wish.text).split()

    def fits(row: Line | Passed) -> bool:
        key = fold(" ".join((*row.stop.name.as_dict().values(), *row.stop.centre.as_dict().values(), *row.coordinators)))
        return (
            (wish.level is None or row.level is wish.level)
            and (not wish.who or wish.who in row.coordinators)
            and all(word in key for word in sought)
        )

    return tuple(filter(fits, board.lines)), tuple(filter(fits, board.passed))


def _events(relay_id: int) -> defaultdict[int, list[EventFact]]:
    """The events of the relay's stops that are not called off. One statement."""
    roles = select(EventRole.event_id, func.sum(EventRole.capacity).label("places")).group_by(EventRole.event_id).subquery()
    asked = (
        select(
            Event.id, Event.stop_id, Event.state, Event.place_id, Event.place_note, Event.responsible, Event.taken,
            Event.capacity, Event.ends_at, roles.c.places,
        )
        .join(Stop, Stop.id == Event.stop_id)
        .outerjoin(roles, roles.c.event_id == Event.id)
        .where(Stop.relay_id == relay_id, Event.state != EventState.CANCELLED)
    )  # fmt: skip
    now = clock.campaign_now()
    found: defaultdict[int, list[EventFact]] = defaultdict(list)
    for event_id, stop_id, state, place, note, responsible, taken, capacity, ends_at, places in db.session.execute(asked):
        found[stop_id].append(
            EventFact(
                event_id,
                stop_id,
                state,
                bool(place or note),
                bool(responsible),
                taken,
                int(capacity or places or 0),
                ends_at < now,
            )
        )
    return found


def _handovers(relay_id: int) -> tuple[HandoverFact, ...]:
    """The handovers that the actor sees and that were not called off, the soonest first. One statement."""
    asked = (
        select(
            Handover.id, Handover.number, Handover.giver_stop_id, Handover.receiver_stop_id, Handover.state,
            Handover.agreed_at, Handover.time_zone, Handover.place,
        )
        .where(Handover.relay_id == relay_id, Handover.state != HandoverState.CANCELLED)
        .order_by(Handover.agreed_at, Handover.id)
    )  # fmt: skip
    return tuple(
        HandoverFact(key, number, giver, receiver, state is HandoverState.CONFIRMED, at, zone, place)
        for key, number, giver, receiver, state, at, zone, place in db.session.execute(asked)
    )


def _further(stop_ids: Sequence[int], deadlines: Sequence[Deadline]) -> dict[int, Counts]:
    """What other rooms count of these stops: checklists, briefings, what has to be filed. Two statements."""
    progress, briefed, standing = progress_of(stop_ids), briefed_of(stop_ids), standing_of(stop_ids, deadlines)

    def counts(stop_id: int) -> Counts:
        tasks, letters = progress.get(stop_id, Progress()), briefed.get(stop_id, Briefed())
        papers = standing.get(stop_id, StopStanding())
        return {
            Check.TASKS: (tasks.done, tasks.total),
            Check.BRIEFING: (letters.sent, letters.needed),
            Check.FILINGS: (papers.filed, papers.all),
        }

    return {stop_id: counts(stop_id) for stop_id in stop_ids}


def _in_charge(stop_ids: Sequence[int]) -> defaultdict[int, tuple[str, ...]]:
    """The names of those who are in charge of these stops. One statement."""
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    found.update({stop_id: tuple(name for _number, name in users) for stop_id, users in in_charge_of(stop_ids).items()})
    return found


def _tasks(actor: Actor, relay_id: int, stop_ids: set[int], today: date, deadlines: Sequence[Deadline]) -> tuple[Task, ...]:
    """What has to be done at the stops of this relay. Three statements at most."""
    nearby = [row for row in events.events_between(today - AHEAD, today + AHEAD) if row.relay_id == relay_id]
    return tuple(task for task in tasks_for(actor, nearby, today, deadlines) if task.stop_id in stop_ids)


def _next_handover(handovers: Iterable[HandoverFact]) -> HandoverFact | None:
    return next((row for row in handovers if not row.is_confirmed), None)


def counts_of(held: Sequence[EventFact], coordinators: Sequence[str], has_handover: bool) -> Counts:
    """What is counted of a stop: people, places and who is in charge only of events that are still to come.

    A stop without any event lacks all that events are counted for.
    """
    counts: dict[Check, tuple[int, int]] = {
        Check.COORDINATOR: (min(len(coordinators), 1), 1),
        Check.HANDOVER: (int(has_handover), 1),
    }
    if not held:
        return counts | dict.fromkeys((Check.APPROVED, Check.PEOPLE, Check.PLACES, Check.RESPONSIBLE), (0, 1))
    ahead = [event for event in held if event.is_ahead]
    return counts | {
        Check.APPROVED: (sum(event.state is not EventState.DRAFT for event in held), len(held)),
        Check.PEOPLE: people_of(ahead),
        Check.PLACES: (sum(event.has_place for event in ahead), len(ahead)),
        Check.RESPONSIBLE: (sum(event.has_responsible for event in ahead), len(ahead)),
    }


def people_of(held: Iterable[EventFact]) -> tuple[int, int]:
    """Who is registered against how many are wanted, each event counted up to what it wants."""
    needs = [event for event in held if event.need]
    return sum(min(event.taken, event.need) for event in needs), sum(event.need for event in needs)


@dataclass(frozen=True)
class _AtStop:
    """A stop with its events and who is in charge, beside the handovers of its relay; `is_here`: the baton is."""

    stop: StopRow
    held: Sequence[EventFact]
    handovers: Sequence[HandoverFact]
    coordinators: tuple[str, ...]
    is_here: bool


def _line(at: _AtStop, further: Counts, tasks: Sequence[Task], today: date) -> Line:
    stop = at.stop
    has_handover = any(row.receiver_stop_id == stop.id for row in at.handovers)
    readiness = readiness_of({**counts_of(at.held, at.coordinators, has_handover), **further})
    days = (stop.arrives_on - today).days
    expected = expected_on(days)
    due = next((Due(task.day, task) for task in tasks if task.stop_id == stop.id and task.kind is not TaskKind.PRINT), None)
    level = level_of(readiness.percent, days, today, due.day if due else None)
    people = people_of(event for event in at.held if event.is_ahead)
    return Line(
        stop, at.coordinators, days, readiness, expected, level, people, due, at.is_here,
        further.get(Check.MATERIALS, (0, 0)),
    )  # fmt: skip


def _passed(at: _AtStop) -> Passed:
    marked = [event for event in at.held if event.is_held]
    act = next((row for row in reversed(at.handovers) if row.giver_stop_id == at.stop.id), None)
    return Passed(
        at.stop, at.coordinators, len(marked), len(at.held),
        sum(event.is_over and not event.is_held for event in at.held),
        sum(event.taken for event in marked), act, at.is_here,
    )  # fmt: skip
