"""The start page: what somebody has to do today, within their scope, in a number of questions that does not grow."""

from datetime import timedelta

import pytest

from campaign.accounts.queries import actor_of
from campaign.core import clock
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.events.schemas import EventState
from campaign.reports.board.words import DEEDS
from campaign.reports.queries import start_for
from campaign.reports.schemas import TaskKind, Urgency
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
    assert len(statements) == 29


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


def test_every_kind_of_task_has_a_deed_on_the_board():
    assert set(DEEDS) == set(TaskKind)
