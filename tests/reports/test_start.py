"""The start page: what somebody has to do today, within their scope, in a number of questions that does not grow."""

from datetime import timedelta

import pytest

from campaign.accounts.queries import actor_of
from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.queries import event_row
from campaign.events.schemas import EventState
from campaign.events.services import change_state
from campaign.people.paper.schemas import PrintWish
from campaign.people.services.printing import ask_for_roster
from campaign.reports.beginning import StepKind
from campaign.reports.board.words import DEEDS
from campaign.reports.queries import start_for
from campaign.reports.schemas import Start, Task, TaskKind, Urgency, When
from tests.factories import NOON, a_region, a_registration, a_relay, a_stop, a_user, an_event


def tasks_of(user) -> set[tuple[TaskKind, int, int]]:
    actor = actor_of(user)
    with acting_as(actor):
        return {(task.kind, task.stop_id, task.count) for task in start_for(actor).tasks}


def test_each_thing_to_do_is_said_once_and_grouped_by_stop(app):
    region = a_region()
    stop = a_stop(a_relay(region))
    an_event(stop, state=EventState.DRAFT)
    an_event(stop, state=EventState.DRAFT)
    an_event(stop, state=EventState.APPROVED)
    a_registration(an_event(stop))
    an_event(stop, starts=NOON - timedelta(days=2))
    tasks = tasks_of(a_user(Role.REGION, region=region))
    assert tasks == {
        (TaskKind.APPROVE, stop.id, 2),
        (TaskKind.OPEN, stop.id, 1),
        (TaskKind.PLACE, stop.id, 4),
        (TaskKind.PRINT, stop.id, 1),
        (TaskKind.MARK_HELD, stop.id, 0),
        (TaskKind.COORDINATOR, stop.id, 1),
    }


def test_nobody_is_asked_to_open_a_registration_that_was_closed_and_its_roster_is_still_to_be_printed(app):
    region = a_region()
    stop = a_stop(a_relay(region))
    event, unopened = (an_event(stop, state=EventState.APPROVED) for _turn in range(2))
    organizer = a_user(Role.REGION, region=region)
    for state, reason in ((EventState.OPEN, ""), (EventState.APPROVED, "мест нет")):
        change_state(event.id, state, reason, event_row(event.id).version)
    for one in (event, unopened):
        a_registration(one)
    said = {kind: count for kind, _stop, count in tasks_of(organizer)}
    assert (said[TaskKind.OPEN], said[TaskKind.PRINT]) == (1, 1)


def test_what_lies_elsewhere_or_is_not_theirs_to_do_is_not_said(app):
    region = a_region()
    stop = a_stop(a_relay(region))
    an_event(stop, state=EventState.DRAFT)
    assert tasks_of(a_user(Role.REGION, region=a_region())) == set()
    assert tasks_of(a_user(Role.AUDITOR)) == set()
    coordinator = a_user(Role.STOP, stop=stop)
    assert {kind for kind, _stop, _count in tasks_of(coordinator)} == {TaskKind.APPROVE, TaskKind.PLACE}
    assert (TaskKind.COORDINATOR, stop.id, 1) not in tasks_of(a_user(Role.REGION, region=region))


def test_urgency_follows_the_campaigns_today(app):
    region = a_region()
    stop = a_stop(a_relay(region))
    for days in (-1, 0, 9):
        an_event(stop, state=EventState.APPROVED, starts=NOON + timedelta(days=days))
    actor = actor_of(a_user(Role.REGION, region=region))
    with acting_as(actor):
        found = {task.urgency for task in start_for(actor).tasks if task.kind is TaskKind.OPEN}
    assert found == {Urgency.BAD}
    assert clock.campaign_today().isoformat() == "2018-04-05"


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_asks_the_same_number_of_questions_however_much_there_is(app, statements, size):
    region = a_region()
    for _turn in range(size):
        stop = a_stop(a_relay(region))
        for _event in range(size):
            an_event(stop, state=EventState.DRAFT)
    actor = actor_of(a_user(Role.REGION, region=region))
    db.session.expunge_all()
    statements.clear()
    with acting_as(actor):
        start_for(actor)
    assert len(statements) == 32  # two of them until the first roster is printed


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_start_page_that_says_what_comes_next(app, reader, role):
    region = a_region()
    stop = a_stop(a_relay(region))
    an_event(stop)
    reader.sign_in(a_user(role, region=region, stop=stop))
    reader.visit("/staff/")
    assert "Coming events" in reader.text()


def test_an_empty_installation_leads_to_planning(app, reader):
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/")
    assert reader.page.select_one("main a.btn-primary")["href"] == "/staff/relays/new"
    reader.sign_in(a_user(Role.AUDITOR))
    reader.visit("/staff/")
    assert "Nothing to do yet" in reader.text()


def test_the_first_steps_lead_to_the_first_roster_and_then_are_gone(app, reader):
    region = a_region()
    organizer = a_user(Role.REGION, region=region)

    def steps():
        actor = actor_of(organizer)
        with acting_as(actor):
            return [(step.kind, step.done) for step in start_for(actor).steps]

    done = dict.fromkeys((StepKind.SEASON, StepKind.OPEN, StepKind.REGISTER, StepKind.PRINT), False)
    assert steps() == list(done.items())
    stop = a_stop(a_relay(region))
    event = an_event(stop, state=EventState.DRAFT)
    assert steps() == list((done | {StepKind.SEASON: True}).items())
    event.state = EventState.OPEN
    db.session.commit()
    done |= {StepKind.SEASON: True, StepKind.OPEN: True}
    assert steps() == list(done.items())
    a_registration(event)
    assert steps() == list((done | {StepKind.REGISTER: True}).items())
    reader.sign_in(organizer)
    reader.visit("/staff/")
    assert "First steps 3 of 4 done" in reader.text()
    assert reader.page.select_one("main a.btn-primary")["href"] == f"/staff/events/{event.id}/people"
    with acting_as(actor_of(organizer)):
        ask_for_roster(event.id, PrintWish("ru"), "first")
    assert steps() == []
    reader.visit("/staff/")
    assert "First steps" not in reader.text()


def test_the_hotline_is_a_step_of_whoever_may_change_the_campaign(app):
    a_stop(a_relay(a_region()))
    national = actor_of(a_user(Role.NATIONAL))
    with acting_as(national):
        assert [step.kind for step in start_for(national).steps] == list(StepKind)
    auditor = actor_of(a_user(Role.AUDITOR))
    with acting_as(auditor):
        assert start_for(auditor).steps == ()


def test_what_is_due_stands_under_overdue_today_soon_and_later(app):
    today = clock.campaign_today()
    days = {When.OVERDUE: -1, When.TODAY: 0, When.SOON: 3, When.LATER: 4}
    tasks = tuple(
        Task(TaskKind.CALL, Urgency.CALM, today + timedelta(days=ahead), 1, 1, Translated(), Translated(), 1)
        for ahead in days.values()
    )
    assert Start(today, tasks, (), ()).groups == tuple(zip(days, ((task,) for task in tasks), strict=True))
    assert Start(today, tasks[1:2], (), ()).groups == ((When.TODAY, tasks[1:2]),)


def test_every_kind_of_task_has_a_deed_on_the_board():
    assert set(DEEDS) == set(TaskKind)
