"""Hours: planned by shifts, confirmed in bulk or one by one, corrected without losing what stood before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Closed
from campaign.people.checkin.models import CheckIn
from campaign.people.hours import services
from campaign.people.hours.models import HoursEntry
from campaign.people.hours.queries import hours_of_event, hours_of_person, hours_of_stop
from campaign.people.hours.schemas import as_hours, minutes_in
from campaign.relay.models import Stop
from tests.factories import NOON, a_registration, a_role, a_stop, a_user, an_event, kept
from tests.people.shifts.shifts import a_place_in, a_shift

BEGUN = NOON - timedelta(days=2)


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def event(stop):
    """An event that was two days ago."""
    return an_event(stop, capacity=20, starts=BEGUN)


@pytest.fixture
def coordinator(reader, stop):
    reader.sign_in(a_user(Role.STOP, stop=stop))
    return reader


def at_work(event, name, *minutes):
    registration = a_registration(event, name)
    for number, length in enumerate(minutes):
        a_place_in(a_shift(event, begins=300 * number, minutes=length), registration)
    return registration


def entries():
    db.session.rollback()
    asked = select(HoursEntry.registration_id, HoursEntry.number, HoursEntry.minutes, HoursEntry.source, HoursEntry.reason)
    return [tuple(row) for row in db.session.execute(asked.order_by(HoursEntry.id))]


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("0", 0),
        ("3", 180),
        ("3:30", 210),
        ("3,5", 210),
        ("3.25", 195),
        ("100", 6000),
        ("101", None),
        ("-1", None),
        ("три", None),
    ],
)
def test_hours_are_typed_as_people_write_them(typed, minutes):
    assert minutes_in(typed) == minutes
    assert as_hours(210) == "3:30"


def test_all_as_planned_at_once_and_twice_is_once(event):
    first, second = at_work(event, "Әлия Сейтова", 60, 90), at_work(event, "Іңкәр Ким", 30)
    a_registration(event, "Зритель")
    assert [services.as_planned(event.id), services.as_planned(event.id)] == [2, 0]
    assert entries() == [(first.id, 1, 150, "plan", ""), (second.id, 1, 30, "plan", "")]


def test_by_check_in_whoever_did_not_come_has_none(event):
    came, stayed = at_work(event, "Әлия Сейтова", 60), at_work(event, "Іңкәр Ким", 60)
    kept(CheckIn(event_id=event.id, registration_id=came.id, at=BEGUN, undo_reason=""))
    assert services.by_check_in(event.id) == 2
    assert entries() == [(came.id, 1, 60, "check_in", ""), (stayed.id, 1, 0, "check_in", "")]
    assert [line.full_name for line in hours_of_stop(event.stop_id)] == ["Әлия Сейтова"]


def test_before_the_event_begins_nobody_has_worked(stop):
    to_come = an_event(stop, capacity=5)
    at_work(to_come, "Әлия Сейтова", 60)
    with pytest.raises(Closed, match="once the event has begun"):
        services.as_planned(to_come.id)


def test_a_correction_says_why_and_keeps_both_values(coordinator, event):
    someone = at_work(event, "Әлия Сейтова", 60)
    services.as_planned(event.id)
    page, field = f"/staff/events/{event.id}/hours", f"hours-{someone.id}"
    coordinator.visit(page)
    coordinator.send({field: "2:30"}, form="#page-form", expect=422)
    assert "say why" in coordinator.text()
    assert coordinator.page.select_one(f"#hours-{someone.id}")["value"] == "2:30"
    coordinator.send({field: "2:30", "reason": "Помогала убирать"}, form="#page-form", expect=303)
    coordinator.follow()
    assert "before: 1:00. Помогала убирать" in coordinator.text()
    assert [entry[1:] for entry in entries()] == [(1, 60, "plan", ""), (2, 150, "typed", "Помогала убирать")]


def test_nonsense_is_named_with_the_person_and_nothing_is_saved(coordinator, event):
    first, second = at_work(event, "Әлия Сейтова", 60), at_work(event, "Іңкәр Ким", 60)
    coordinator.visit(f"/staff/events/{event.id}/hours")
    coordinator.send({f"hours-{first.id}": "девять" * 20, f"hours-{second.id}": "1"}, form="#page-form", expect=422)
    assert "is no number of hours for Әлия Сейтова" in coordinator.text()
    assert entries() == []


def test_what_somebody_else_confirmed_meanwhile_is_not_overwritten(coordinator, event):
    someone = at_work(event, "Әлия Сейтова", 60)
    coordinator.visit(f"/staff/events/{event.id}/hours")
    services.as_planned(event.id)
    coordinator.send({f"hours-{someone.id}": "5"}, form="#page-form", expect=409)
    assert [entry[2] for entry in entries()] == [60]


def test_hours_of_a_person_add_up_over_the_events_of_the_stop(coordinator, stop, event):
    someone, other = at_work(event, "Әлия Сейтова", 60), an_event(stop, title="Автоколонна", starts=BEGUN + timedelta(hours=3))
    again = at_work(other, "Әлия Сейтова", 120)
    again.person_id = someone.person_id
    db.session.commit()
    for one in (event, other):
        services.as_planned(one.id)
    (line,) = hours_of_stop(stop.id)
    assert (line.events, line.planned, line.minutes) == (2, 180, 180)
    assert [one.minutes for one in hours_of_person(someone.person_id)] == [120, 60]
    coordinator.visit(f"/staff/stops/{stop.id}/hours")
    coordinator.visit(f"/staff/registrations/{someone.id}")
    assert "3:00 in all" in coordinator.text()


def test_the_list_is_taken_out_without_a_formula(coordinator, event):
    at_work(event, "=Әлия Сейтова", 90)
    services.as_planned(event.id)
    for where in (f"events/{event.id}/hours", f"stops/{event.stop_id}/hours"):
        coordinator.visit(f"/staff/{where}")
        coordinator.send({"kind": "csv"}, form="form[action$=export]", expect=200)
        rows = coordinator.response.get_data(as_text=True)
        assert "1:30" in rows
        assert not any(line.lstrip('"').startswith("=") for line in rows.splitlines())


def test_the_lists_ask_as_much_for_one_as_for_three(coordinator, event, statements):
    addresses = (f"/staff/events/{event.id}/hours", f"/staff/stops/{event.stop_id}/hours")
    for address in addresses:
        coordinator.visit(address)  # the first look of an hour is written down
    counts = []
    for number in range(3):
        at_work(event, f"Ким {number}", 60)
        services.as_planned(event.id)
        statements.clear()
        for address in addresses:
            coordinator.visit(address)
        counts.append(len(statements))
    assert counts[0] == counts[2]


def test_roles_without_a_shift_can_be_given_hours_too(event):
    role = a_role(event)
    a_registration(event, "Әлия Сейтова").role_id = role.id
    db.session.commit()
    assert [(line.planned, line.minutes) for line in hours_of_event(event.id)] == [(0, None)]
    assert services.as_planned(event.id) == 0


def test_the_coordinator_of_another_stop_finds_nothing(reader, event):
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    for address in (f"events/{event.id}/hours", f"stops/{db.session.get_one(Stop, event.stop_id).id}/hours"):
        reader.visit(f"/staff/{address}", expect=404)


def test_everybody_is_confirmed_however_many_a_page_shows(app, event, monkeypatch):
    monkeypatch.setattr("campaign.people.hours.queries.MOST_AT_ONCE", 1)
    for name in ("Сейтова Әлия", "Ахметов Данияр"):
        at_work(event, name, 60)
    assert (services.as_planned(event.id), len(hours_of_event(event.id, 1))) == (2, 1)
