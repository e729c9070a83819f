"""Everybody with a place is reminded the evening before, once, of the event as it is then."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from campaign.core import clock, mail
from campaign.core.db import db
from campaign.core.mail import MessageState
from campaign.events.schemas import EventState
from campaign.people.outbox import reminders
from tests.accounts.postman import laid_down, plain_of
from tests.factories import a_stop, an_event
from tests.people.outbox.letters import registered
from tests.people.outbox.test_outbox import letters, to_tell
from tests.people.test_letters import changed_to, moved, waiting


def an_event_tomorrow() -> int:
    made = an_event(a_stop(), title="Митинг", capacity=2).id  # on 6 April, 12:00 on the wall
    registered(made, "Бірінші Адам", email="one@relay.example")
    registered(made, "Поштасыз Адам", phone="+77015550124")
    registered(made, "Күтуші Адам", email="three@relay.example", phone="+77015550125")
    mail.deliver_waiting()
    return made


@pytest.fixture
def event_id(app) -> int:
    return an_event_tomorrow()


def at(day: int, hour: int, minute: int = 0) -> None:
    """Let it be that hour on the wall of the place, in April 2018."""
    moment = datetime(2018, 4, day, hour, minute, tzinfo=ZoneInfo("Asia/Almaty"))
    clock.set_shift(moment - clock.now())


def reminded(event_id) -> list[tuple[str, str]]:
    return [line for line in letters(event_id) if line[0] == "reminder"]


def test_those_with_a_place_are_reminded_once_at_six_in_the_evening(either_app, tmp_path):
    event_id = an_event_tomorrow()
    at(5, 17, 59)
    assert reminders.sweep() == 0
    at(5, 18, 1)
    assert [reminders.sweep(), reminders.sweep()] == [1, 0]
    assert reminded(event_id) == [("reminder", "waiting"), ("reminder", "by_phone")]
    assert to_tell(event_id) == [("Поштасыз Адам", "reminder")]
    mail.deliver_waiting()
    last = laid_down(tmp_path)[-1]
    assert (last["Subject"], last["To"]) == ("Ертең: Митинг", "one@relay.example")
    assert "12:00–13:00" in plain_of(last)


def test_an_event_that_moves_is_reminded_of_before_its_new_day(event_id, tmp_path):
    at(5, 18, 1)
    reminders.sweep()
    moved(event_id, day=date(2018, 4, 8))
    mail.deliver_waiting()
    subjects = [letter["Subject"] for letter in laid_down(tmp_path)]
    assert not [subject for subject in subjects if subject.startswith("Ертең")], "what was queued for the old day says nothing"
    assert "reminder" not in dict(to_tell(event_id)).values()
    assert reminders.sweep() == 0
    at(7, 18, 1)
    assert reminders.sweep() == 1
    assert [message.facts["day"] for message in waiting("people.reminder")] == ["2018-04-08"]


def test_today_counts_the_calls_that_the_page_has(event_id):
    at(5, 18, 1)
    reminders.sweep()
    for hour, calls in ((10, 1), (12, 0)):  # a reminder says nothing to whoever is there
        at(6, hour, 30)
        assert len(to_tell(event_id)) == calls, "and `to_tell` says that the page has as many"


def test_one_that_moves_by_hours_says_the_new_hour(event_id, tmp_path):
    at(5, 18, 1)
    reminders.sweep()
    moved(event_id, starts=time(15), ends=time(16))
    mail.deliver_waiting()
    said = {letter["Subject"]: plain_of(letter) for letter in laid_down(tmp_path)}
    assert "15:00–16:00" in said["Ертең: Митинг"]


def test_nothing_is_held_for_an_event_that_is_not_due_or_was_reminded_of(event_id, statements):
    for hour, sent in ((9, 0), (19, 1), (19, 0)):
        at(5, hour)
        statements.clear()
        assert reminders.sweep() == sent
    assert len(statements) <= 2, "a transaction begins, and one question"


@pytest.mark.parametrize("what", ["cancelled", "begun", "left"])
def test_nobody_is_reminded_of_what_is_not(event_id, what):
    at(5, 18, 1)
    if what == "cancelled":
        changed_to(event_id, EventState.CANCELLED, "Дауыл")
    elif what == "begun":
        at(6, 11)
    else:
        reminders.sweep()
        changed_to(event_id, EventState.CANCELLED, "Дауыл")
        db.session.rollback()
        mail.deliver_waiting()
        assert ("reminder", MessageState.SENT.value) not in reminded(event_id)
        return
    assert reminders.sweep() == 0
    assert reminded(event_id) == []


def test_the_outbox_says_when_people_are_reminded(event_id):
    at(5, 9)
    planned = reminders.planned_at(reminders.event_row(event_id))
    assert planned is not None
    assert f"{planned.astimezone(ZoneInfo('Asia/Almaty')):%d %H:%M}" == "05 18:00"
    assert timedelta(0) < planned - clock.campaign_now() < timedelta(days=1)
