"""Reading across the features: what somebody has to do today."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import exists, select

from campaign.accounts.models import RoleGrant
from campaign.core import clock
from campaign.core.actor import Actor, P
from campaign.core.db import db
from campaign.core.i18n import _
from campaign.events import queries as events
from campaign.events.bookings import clashes_between
from campaign.events.checklists import queries as checklists
from campaign.events.checklists.schemas import TaskRow
from campaign.events.clash_words import detail, heading
from campaign.events.clashes import ClashKind
from campaign.events.deadlines.queries import open_deadlines
from campaign.events.deadlines.schemas import Deadline
from campaign.events.deadlines.words import sign, standing_words, what
from campaign.events.schemas import ANNOUNCED, EventRow, EventState
from campaign.motorcades.offers.queries import to_look_at as offers_to_look_at
from campaign.motorcades.queries import without_driver
from campaign.people.badges.queries import without_badge
from campaign.people.checkin.queries import waiting_for_review
from campaign.people.groups.line_queries import unconfirmed_by_event
from campaign.people.minors.listing import waiting_for_parents
from campaign.people.outbox.queries import calls_waiting
from campaign.people.shifts.queries import shifts_lacking
from campaign.relay import queries as relay
from campaign.relay.models import Relay, Stop
from campaign.relay.schemas import RelayRow, StopRow, StopState
from campaign.reports.alarm_tasks import of_alarms
from campaign.reports.beginning import first_steps
from campaign.reports.book_tasks import of_book
from campaign.reports.doubt_tasks import of_doubts
from campaign.reports.erasure_tasks import of_erasures
from campaign.reports.exhibition_tasks import of_exhibitions
from campaign.reports.figure_tasks import of_figures
from campaign.reports.period_tasks import of_periods
from campaign.reports.photo_tasks import of_photos
from campaign.reports.ports import TASKS
from campaign.reports.report_tasks import of_reports
from campaign.reports.sample.queries import offer_for
from campaign.reports.schemas import SOON, RelayNow, Start, Task, TaskKind, Urgency
from campaign.reports.stock_tasks import of_materials
from campaign.territory.models import Unit
from campaign.walks.doors.queries import waiting_for_review as records_to_look_at

AHEAD = timedelta(days=14)
FILE_AHEAD = timedelta(days=75)  # so far ahead lie the events whose papers may be due within two weeks
PRINT_AHEAD = timedelta(days=2)
TICK_AHEAD = timedelta(days=1)
FILL_AHEAD = timedelta(days=1)
COMING = 8
MOTORCADE = "motorcade"
WALK = "office_walk"


def start_for(actor: Actor) -> Start:
    """What the actor has to do, soonest first; where the batons of their relays are; what comes next.

    Forty-two statements at most, three more before the first roster is printed and one before a season is planned, however many
    relays and events there are.
    """
    today = clock.campaign_today()
    nearby = events.events_between(today - AHEAD, today + AHEAD)
    told = [task for of_later in TASKS for task in of_later(actor, today)]
    tasks = (*of_alarms(actor, today), *told, *tasks_for(actor, nearby, today))
    coming = [row for row in nearby if row.ends_at >= clock.campaign_now() and row.state is not EventState.CANCELLED]
    planned = sorted(relay.planned_relays(), key=lambda row: row.distance(today))
    chains = relay.chains_of([row.id for row in planned])
    now = tuple(_now(row, chains.get(row.id, ())) for row in planned)
    steps = first_steps(actor, chains)
    return Start(today, tasks, now, tuple(coming[:COMING]), steps, offer_for(actor) if steps and not now else None)


def tasks_for(
    actor: Actor, nearby: Sequence[EventRow], today: date, deadlines: Sequence[Deadline] | None = None
) -> tuple[Task, ...]:
    """What somebody with these rights has to do about these events and about stops nobody is in charge of, soonest first.

    Thirty-three statements at most, one more where events clash hard, and those of figures where something was held.
    Whoever has reckoned the `deadlines` that matter gives them, the most urgent first.
    """
    tasks: list[Task] = of_reports(actor, today)
    if actor.may(P.EVENTS_WRITE):
        tasks += [*_of_stops(nearby, today), *_of_events(nearby, today), *_of_clashes(nearby, today)]
        tasks += [*_of_checklists(today), *_of_deadlines(today, deadlines), *of_doubts(nearby, today)]
        tasks += [*of_figures(nearby, today), *of_book(today)]
    if actor.may(P.PEOPLE_WRITE):
        tasks += [*_of_doors(nearby, today), *_of_shifts(nearby, today), *_of_calls(nearby, today), *_of_terms(nearby, today)]
        tasks += _of_minors(nearby, today)
    if actor.may(P.COLUMNS_WRITE):
        tasks += [*_of_drivers(nearby, today), *_of_offers(nearby, today)]
    if actor.may(P.WALKS_WRITE):
        tasks += _of_walks(nearby, today)
    if actor.may(P.MATERIALS_WRITE):
        tasks += of_materials(today)
    if actor.may(P.SHEETS_PRINT):
        tasks += _of_badges(nearby, today)
    tasks += [*of_photos(actor, today), *of_periods(actor, today), *of_exhibitions(actor, today), *of_erasures(actor, today)]
    if actor.may(P.ACCOUNTS_MANAGE):
        tasks += _without_coordinator(today)
    tasks.sort(key=lambda task: (task.day, task.kind != TaskKind.MARK_HELD, str(task.stop_name), task.kind))
    return tuple(tasks)


def _now(row: RelayRow, chain: Sequence[StopRow]) -> RelayNow:
    now = [stop for stop in chain if stop.state is StopState.NOW]
    coming = [stop for stop in chain if stop.state is StopState.COMING]
    return RelayNow(row, now[-1] if now else None, coming[0] if coming else None)


def _urgency(day: date, today: date) -> Urgency:
    if day <= today:
        return Urgency.BAD
    return Urgency.WARN if day <= today + SOON else Urgency.CALM


def _of_stops(rows: Iterable[EventRow], today: date) -> list[Task]:
    """Drafts to approve, registrations to open, places to name: one line a stop and kind, due on the first event's day."""
    found: dict[tuple[TaskKind, int], list[EventRow]] = defaultdict(list)
    coming = [row for row in rows if row.day >= today]
    for row in coming:
        if row.state is EventState.DRAFT:
            found[TaskKind.APPROVE, row.stop_id].append(row)
        elif row.state is EventState.APPROVED and not row.is_closed_again:
            found[TaskKind.OPEN, row.stop_id].append(row)
        if row.state is not EventState.CANCELLED and not row.place_name and not row.place_note:
            found[TaskKind.PLACE, row.stop_id].append(row)
    return [
        Task(
            kind, _urgency(kept[0].day, today), kept[0].day, stop_id, kept[0].id if len(kept) == 1 else None,
            kept[0].unit_name, kept[0].title, len(kept),
        )
        for (kind, stop_id), kept in found.items()
    ]  # fmt: skip


def _of_events(rows: Iterable[EventRow], today: date) -> list[Task]:
    """Rosters to print before, and events that are over and not marked as held."""
    tasks = []
    for row in rows:
        day = row.day
        if row.state in ANNOUNCED and today <= day <= today + PRINT_AHEAD and row.taken:
            tasks.append(_task(TaskKind.PRINT, row, day, today))
        elif row.state in ANNOUNCED and row.ends_at < clock.campaign_now():
            tasks.append(_task(TaskKind.MARK_HELD, row, day, today))
    return tasks


def _of_clashes(rows: Iterable[EventRow], today: date) -> list[Task]:
    """Two events that do not go together, on the day of the later; what may be meant is no task. Four statements."""
    known = {row.id: row for row in rows}
    tasks = []
    for clash in clashes_between(today, today + AHEAD):
        row = known.get(clash.second.event_id)
        if row is not None and clash.kind is not ClashKind.BESIDE and not clash.accepted:
            task = _task(TaskKind.CLASH, row, row.day, today)
            tasks.append(replace(task, what=heading(clash), how=detail(clash)))
    return tasks


def _of_deadlines(today: date, known: Sequence[Deadline] | None) -> list[Task]:
    """Papers that are overdue, unanswered or due soon: one line a stop, rule and last day. Three statements, or none."""
    found: dict[tuple[int, str, date], list[Deadline]] = defaultdict(list)
    for row in open_deadlines(today, today + FILE_AHEAD) if known is None else known:
        is_near = today <= row.subject.day <= today + FILE_AHEAD
        if row.is_open and is_near and row.last_day <= today + AHEAD:
            found[row.subject.stop_id, what(row), row.last_day].append(row)
    return [_paper(rows, today) for rows in found.values()]


def _paper(rows: Sequence[Deadline], today: date) -> Task:
    first, subject = rows[0], rows[0].subject
    titles = ", ".join(dict.fromkeys(row.subject.title.text() for row in rows))
    urgency = Urgency.BAD if sign(first) == "bad" else _urgency(max(first.last_day, today + timedelta(days=1)), today)
    return Task(
        TaskKind.DEADLINE, urgency, first.last_day, subject.stop_id, subject.event_id, subject.stop_name, subject.title,
        len(rows), what=what(first), how=f"{titles}: {standing_words(first)}",
    )  # fmt: skip


def _task(kind: TaskKind, row: EventRow, day: date, today: date, count: int | None = None) -> Task:
    counted = row.taken if count is None else count
    return Task(kind, _urgency(day, today), day, row.stop_id, row.id, row.unit_name, row.title, counted)


def _of_checklists(today: date) -> list[Task]:
    """What is overdue on the checklists or due by tomorrow: one line a stop, due on the day of the first. One statement."""
    found: dict[int, list[TaskRow]] = defaultdict(list)
    for row in checklists.tasks_due(today + TICK_AHEAD):
        found[row.stop_id].append(row)
    return [
        Task(
            TaskKind.CHECKLIST, _urgency(kept[0].due, today), kept[0].due, stop_id, None, kept[0].stop_name, kept[0].title,
            len(kept), how=_("the first of them: %(task)s", task=kept[0].title) if len(kept) > 1 else "",
        )
        for stop_id, kept in found.items()
    ]  # fmt: skip


def _of_doors(rows: Iterable[EventRow], today: date) -> list[Task]:
    """What phones at the door could not decide and nobody has looked at yet: one line an event. One statement."""
    waits = waiting_for_review()
    return [_task(TaskKind.DOOR, row, row.day, today, waits[row.id]) for row in rows if row.id in waits]


def _of_terms(rows: Iterable[EventRow], today: date) -> list[Task]:
    """Whoever moved up from a waiting list and has not confirmed, to be called: one line an event. One statement."""
    waits = unconfirmed_by_event()
    return [_task(TaskKind.CONFIRM, row, today, today, waits[row.id]) for row in rows if row.id in waits]


def _of_minors(rows: Iterable[EventRow], today: date) -> list[Task]:
    """Children of events to come whose parents have not agreed yet: one line an event. One statement."""
    coming = [row for row in rows if row.ends_at > clock.campaign_now() and row.state is not EventState.CANCELLED]
    waiting = waiting_for_parents(row.id for row in coming)
    return [_task(TaskKind.MINORS, row, row.day, today, waiting[row.id]) for row in coming if row.id in waiting]


def _of_drivers(rows: Iterable[EventRow], today: date) -> list[Task]:
    """Cars of columns to come whose driver nobody has named: one line an event. One statement, or none."""
    coming = [row for row in rows if row.ends_at > clock.campaign_now() and row.state is not EventState.CANCELLED]
    lacking = without_driver(row.id for row in coming if row.kind == MOTORCADE)
    return [_task(TaskKind.DRIVERS, row, row.day, today, lacking[row.id]) for row in coming if row.id in lacking]


def _of_walks(rows: Iterable[EventRow], today: date) -> list[Task]:
    """What phones of walk teams could not decide and nobody has looked at yet: one line a walk. One statement, or none."""
    walks = [row for row in rows if row.kind == WALK]
    waits = records_to_look_at([row.id for row in walks]) if walks else {}
    return [_task(TaskKind.WALK, row, row.day, today, waits[row.id]) for row in walks if row.id in waits]


def _of_offers(rows: Iterable[EventRow], today: date) -> list[Task]:
    """Cars that drivers offer, or do not bring after all, to look at: one line an event. One statement, or none."""
    coming = [row for row in rows if row.kind == MOTORCADE and row.ends_at > clock.campaign_now()]
    waiting = offers_to_look_at([row.id for row in coming]) if coming else {}
    return [_task(TaskKind.OFFERS, row, today, today, waiting[row.id]) for row in coming if row.id in waiting]


def _of_shifts(rows: Sequence[EventRow], today: date) -> list[Task]:
    """Shifts of today and tomorrow that lack people: one line an event. One statement."""
    events_by_id, found = {row.id: row for row in rows if row.state is not EventState.CANCELLED}, defaultdict(list)
    for shift in shifts_lacking(events_by_id):
        if shift.ends_at > clock.campaign_now() and shift.day <= today + FILL_AHEAD:
            found[shift.event_id].append(shift)
    return [
        replace(
            _task(TaskKind.SHIFT, events_by_id[event_id], min(shift.day for shift in lacking), today, len(lacking)),
            how=_("missing in all: %(count)s", count=sum(shift.missing for shift in lacking)),
        )
        for event_id, lacking in found.items()
    ]  # fmt: skip


def _of_calls(rows: Iterable[EventRow], today: date) -> list[Task]:
    """People whom no letter tells the news of their event: one line an event, due now. One statement."""
    known = {row.id: row for row in rows}
    return [_task(TaskKind.CALL, known[event_id], today, today, count) for event_id, count in calls_waiting(known).items()]


def _of_badges(rows: Iterable[EventRow], today: date) -> list[Task]:
    """People of the next days who registered after the badges of their event were printed. One statement, or none."""
    soon = {row.id: row for row in rows if row.state is EventState.OPEN and today <= row.day <= today + PRINT_AHEAD}
    missing = without_badge([number for number, row in soon.items() if row.taken])
    return [_task(TaskKind.BADGES, soon[number], soon[number].day, today, count) for number, count in missing.items()]


def _without_coordinator(today: date) -> list[Task]:
    """Stops of the next two weeks that nobody has been put in charge of. One statement.

    Stops of a relay inside of another stop are run by whoever runs that one.
    """
    in_charge = exists().where(RoleGrant.stop_id == Stop.id)
    rows = db.session.execute(
        select(Stop.id, Stop.arrives_on, Unit.name)
        .join(Unit, Unit.id == Stop.unit_id)
        .join(Relay, Relay.id == Stop.relay_id)
        .where(Stop.departs_on >= today, Stop.arrives_on <= today + AHEAD, ~in_charge, Relay.parent_stop_id.is_(None))
        .where(~Stop.left_out)
    )
    return [Task(TaskKind.COORDINATOR, _urgency(day, today), day, stop_id, None, name, name, 1) for stop_id, day, name in rows]
