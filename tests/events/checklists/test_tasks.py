"""Tasks of a stop and its events: their days follow, they are ticked once, and nonsense is refused with a sentence."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, NotFound, Refused, Stale
from campaign.events import services
from campaign.events.checklists import queries
from campaign.events.checklists.schemas import NewTask, Progress, TaskAnchor, TaskFilter, TaskState
from campaign.events.checklists.services import add_task, edit_task, settle_task
from campaign.events.checklists.showing import checklist, line_of
from campaign.events.checklists.slips import TasksOfASlip
from campaign.events.models import Event
from campaign.relay.dates import Stay
from campaign.relay.schemas import Shift, ShiftKind, StopMove
from tests.events.test_planning import auditor, complaints, coordinator_of
from tests.factories import a_relay, a_stop, a_user, an_event, words

TODAY = date(2018, 4, 5)


def a_wish(stop, **changes) -> NewTask:
    wish = NewTask(stop.id, None, words("Письмо в полицию", "Полицияға хат"), TaskAnchor.ARRIVAL, -5, person="Рахимов М.")
    return replace(wish, **changes)


def due(task_id: int) -> date:
    return queries.task_row(task_id).due


def test_the_day_of_a_task_follows_what_it_counts_from(either_app):
    stop = a_stop(arrives=date(2018, 4, 6), departs=date(2018, 4, 11))
    event = an_event(stop)
    before = add_task(a_wish(stop))
    after = add_task(a_wish(stop, anchor=TaskAnchor.DEPARTURE, day_offset=3))
    at_event = add_task(a_wish(stop, event_id=event.id, anchor=TaskAnchor.EVENT, day_offset=-1))
    fixed = add_task(a_wish(stop, anchor=TaskAnchor.FIXED, fixed_on=date(2018, 4, 2)))
    assert [due(task) for task in (before, after, at_event, fixed)] == [
        date(2018, 4, 1), date(2018, 4, 14), date(2018, 4, 5), date(2018, 4, 2),
    ]  # fmt: skip
    stop.arrives_on, stop.departs_on = date(2018, 4, 9), date(2018, 4, 15)
    event.move(event.starts_at + timedelta(days=30), event.ends_at + timedelta(days=30))
    db.session.commit()
    assert [due(task) for task in (before, after, at_event, fixed)] == [
        date(2018, 4, 4), date(2018, 4, 18), date(2018, 5, 5), date(2018, 4, 2),
    ]  # fmt: skip


def test_a_kit_brings_its_checklist_once(app):
    with unit_of_work() as session:
        services.load_shipped(session)
    stop = a_stop()
    services.apply_kit(stop.id, "standard")
    services.apply_kit(stop.id, "standard")
    rows = queries.tasks_of_stop(stop.id)
    assert len(rows) == 16
    letter = next(row for row in rows if row.title.ru.startswith("Письмо"))
    assert (str(letter.event_title), letter.due, letter.days_from_arrival) == ("Motorcade", date(2018, 4, 1), -5)
    stage = next(row for row in rows if row.title.ru.startswith("Флаг"))
    assert (stage.due, stage.at) == (stop.arrives_on, time(8, 30))


def test_progress_is_counted_in_one_statement(either_app, statements_of):
    relay = a_relay()
    stops = [a_stop(relay) for _ in range(3)]
    for stop in stops[:2]:
        _first, second, third = (add_task(a_wish(stop, day_offset=offset)) for offset in (-5, -1, 2))
        settle_task(second, TaskState.DONE, 1)
    settle_task(third, TaskState.NOT_NEEDED, 1)
    ids = [stop.id for stop in stops]
    with statements_of(db.session()) as seen:
        found = queries.progress_of(ids)
    assert len([words for words in seen if words.startswith("SELECT")]) == 1
    assert found == {ids[0]: Progress(done=1, open=2), ids[1]: Progress(done=1, open=1)}
    assert queries.find_tasks(TaskFilter(until=TODAY)).rows[0].id == queries.tasks_due(TODAY)[0].id


def test_pages_of_tasks_lose_nobody(either_app):
    stop = a_stop()
    made = [add_task(a_wish(stop, day_offset=-(number % 3))) for number in range(7)]
    seen, token = [], None
    while True:
        page = queries.find_tasks(TaskFilter(), token, 3)
        seen += [row.id for row in page.rows]
        token = page.after
        if token is None:
            break
    assert sorted(seen) == sorted(made)
    assert [due(task) for task in seen] == sorted(due(task) for task in made)


def test_a_task_is_ticked_taken_up_again_and_told(app):
    stop = a_stop()
    task_id = add_task(a_wish(stop))
    user = a_user(Role.STOP, stop=stop, name="Алия Бекова")
    with acting_as(replace(coordinator_of(stop), user_id=user.id)):
        assert settle_task(task_id, TaskState.DONE, 1)
    row = queries.task_row(task_id)
    assert (row.state, row.settled_by, row.settled_at) == (TaskState.DONE, "Алия Бекова", row.settled_at)
    assert abs(row.settled_at - clock.campaign_now()) < timedelta(minutes=1)
    assert not settle_task(task_id, TaskState.DONE, 1), "the second to say so disturbs nobody"
    with pytest.raises(Stale):
        settle_task(task_id, TaskState.OPEN, 1)
    assert settle_task(task_id, TaskState.OPEN, 2)
    assert queries.task_row(task_id).settled_at is None
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.thing == "checklist_task").order_by(AuditEntry.id)).all()
    assert acts == ["checklist.added", "checklist.done", "checklist.open"]
    assert "Рахимов" not in repr(db.session.execute(select(AuditEntry.before, AuditEntry.after)).all())


def test_two_who_change_a_task_at_once(app):
    stop = a_stop()
    task_id = add_task(a_wish(stop))
    edit_task(task_id, a_wish(stop, person="Дюсенова Г."), 1)
    with pytest.raises(Stale):
        edit_task(task_id, a_wish(stop, person="Сулейменов К."), 1)
    assert queries.task_row(task_id).person == "Дюсенова Г."


def test_sending_a_new_task_twice_is_one_task(app):
    stop = a_stop()
    assert add_task(a_wish(stop), "key") == add_task(a_wish(stop), "key")
    assert len(queries.tasks_of_stop(stop.id)) == 1


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"title": words("")}, "title_ru", "what has to be done"),
        ({"title": words("я" * 201)}, "title_ru", "At most 200 characters"),
        ({"note": "x" * 10_000}, "note", "there are 10000"),
        ({"day_offset": -10_000}, "days", "At most 366 days"),
        ({"anchor": TaskAnchor.FIXED}, "fixed_on", "on which day"),
        ({"anchor": TaskAnchor.FIXED, "fixed_on": date(2031, 1, 1)}, "fixed_on", "more than a year away"),
        ({"anchor": TaskAnchor.EVENT}, "when", "say from which"),
        ({"event_id": 999}, "event", "no such event at this stop"),
        ({"user_id": 999}, "user", "does not work at this stop"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(app, changes, field, says):
    with pytest.raises(Invalid) as error:
        add_task(a_wish(a_stop(), **changes))
    assert says in complaints(error)[field]


def test_an_event_of_another_stop_is_none_of_this_one(app):
    with pytest.raises(Invalid):
        add_task(a_wish(a_stop(), event_id=an_event(a_stop()).id))


def test_only_those_who_run_the_stop_tick(app):
    stop, other = a_stop(), a_stop()
    task_id = add_task(a_wish(stop))
    with acting_as(auditor()), pytest.raises(Refused):
        settle_task(task_id, TaskState.DONE, 1)
    with acting_as(coordinator_of(other)):
        with pytest.raises(NotFound):
            settle_task(task_id, TaskState.DONE, 1)
        assert queries.find_tasks(TaskFilter()).rows == ()
        assert queries.progress_of([stop.id]) == {}
    with acting_as(coordinator_of(stop)):
        assert settle_task(task_id, TaskState.DONE, 1)


def test_how_a_task_stands_is_said_in_words(app):
    stop = a_stop()
    for offset in (-5, -2, -1, 0, 3):
        add_task(a_wish(stop, day_offset=offset, at=time(8, 30) if offset == 0 else None))
    shown = checklist(queries.tasks_of_stop(stop.id), date(2018, 4, 4))
    assert [(line.day, line.clock, line.kind, line.state) for line in shown.open] == [
        ("D\u22125", "", "bad", "3 days overdue"), ("D\u22122", "", "warn", "today"), ("D\u22121", "", "calm", "tomorrow"),
        ("D", "08:30", "calm", "6\u00a0Apr"), ("D+3", "", "calm", "9\u00a0Apr"),
    ]  # fmt: skip
    settle_task(shown.open[0].task.id, TaskState.NOT_NEEDED, 1)
    assert line_of(queries.task_row(shown.open[0].task.id), TODAY).state == "not needed"
    assert checklist(queries.tasks_of_stop(stop.id), TODAY).needed == 4


def test_tasks_go_with_their_event_and_their_stop(app):
    stop = a_stop()
    event = an_event(stop)
    add_task(a_wish(stop, event_id=event.id))
    add_task(a_wish(stop))
    db.session.delete(db.session.get(Event, event.id))
    db.session.commit()
    assert [row.event_id for row in queries.tasks_of_stop(stop.id)] == [None]


def test_a_name_typed_and_an_account_are_both_found(app):
    stop = a_stop()
    user = a_user(Role.STOP, stop=stop, name="Жанар Әбенова")
    add_task(a_wish(stop, person="", user_id=user.id))
    add_task(a_wish(stop, person="Ербол"))
    assert set(queries.people_with_tasks()) == {"Жанар Әбенова", "Ербол"}
    assert [row.who for row in queries.find_tasks(TaskFilter(person="Жанар Әбенова")).rows] == ["Жанар Әбенова"]
    assert [one.name for one in queries.candidates(stop.id, stop.region_id)] == ["Жанар Әбенова"]


def test_a_slip_shows_which_tasks_follow_and_writes_nothing(app):
    stop = a_stop(arrives=date(2018, 4, 6), departs=date(2018, 4, 11))
    event = an_event(stop)
    add_task(a_wish(stop, day_offset=-1))
    add_task(a_wish(stop, anchor=TaskAnchor.DEPARTURE, day_offset=3))
    with_event = add_task(a_wish(stop, event_id=event.id, anchor=TaskAnchor.EVENT, day_offset=-1))
    add_task(a_wish(stop, anchor=TaskAnchor.FIXED, fixed_on=date(2018, 4, 2)))
    settle_task(add_task(a_wish(stop)), TaskState.DONE, 1)
    stays = (Stay("u", 1, date(2018, 4, day), date(2018, 4, 11)) for day in (6, 4))
    move = StopMove(stop.id, stop.relay_id, stop.region_id, words("Темиртау"), stop.time_zone, *stays)
    gone = Shift(ShiftKind.EVENT, stop.id, event.id, event.title, date(2018, 4, 6), date(2018, 4, 4))
    plan = TasksOfASlip().preview([move], False, [gone])
    assert [(shift.before.day, shift.after and shift.after.day) for shift in plan.shifts] == [(5, 3), (5, 3)]
    assert plan.fixed == 2
    assert [str(clash.words) for clash in plan.clashes] == ["Темиртау: 2 tasks would be overdue at once."]
    left = TasksOfASlip().preview([replace(move, after=None)], True, [])
    assert {shift.after for shift in left.shifts} == {None}
    assert [shift.thing_id for shift in TasksOfASlip().preview([move], True, []).shifts] != [with_event]
