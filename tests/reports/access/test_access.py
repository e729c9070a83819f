"""The access log: a look at people is kept once an hour, with ids only; each reader sees the own region."""

import pytest
from sqlalchemy import select

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.db import db
from campaign.reports.access import queries
from campaign.reports.access.models import AccessEntry
from campaign.reports.access.schemas import AccessFilter, Look
from campaign.reports.access.services import note_look
from campaign.reports.access.words import shows_people, words_of
from campaign.territory.models import Region
from tests.factories import a_registration, a_relay, a_stop, a_user, an_event
from tests.machine import Machine
from tests.motorcades.columns import a_driven_car
from tests.walks.halls import a_hall_of_the_region


def kept() -> list[tuple[str, str, int, bool, int | None]]:
    db.session.rollback()
    asked = select(AccessEntry.page, AccessEntry.thing, AccessEntry.thing_id, AccessEntry.written, AccessEntry.region_id)
    return [tuple(row) for row in db.session.execute(asked.order_by(AccessEntry.id))]


def test_looking_at_a_list_and_at_a_person_is_kept_once_an_hour(reader):
    event = an_event(a_stop(a_relay()))
    registration = a_registration(event)
    ids = event.id, registration.id, event.region_id
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, ids[2])))
    for _turn in range(2):
        reader.visit(f"/staff/events/{ids[0]}/people")
        reader.visit(f"/staff/registrations/{ids[1]}")
    reader.visit(f"/staff/events/{ids[0]}")
    assert kept() == [
        ("people_staff.event_people", "event", ids[0], False, ids[2]),
        ("people_staff.person", "registration", ids[1], False, ids[2]),
    ]
    assert reader.page.select_one("h1")
    reader.visit(f"/staff/audit/looks?registration={ids[1]}")
    assert "page of one person" in reader.text()
    assert "Сейтова" not in reader.text()


def test_a_program_that_reads_drivers_and_teams_stands_in_the_log(shipped_app):
    stop = a_stop(a_relay())
    event = an_event(stop)
    ids = event.id, event.region_id, stop.id
    car = a_driven_car(ids[0], "Абенов Данияр")["car_id"]
    team = a_hall_of_the_region(ids[2], ids[0])["team_id"]
    machine = Machine.of(shipped_app, a_user(Role.REGION, region=db.session.get(Region, ids[1])))
    for path in (f"/events/{ids[0]}/column/cars", f"/column-cars/{car}", f"/events/{ids[0]}/walk", f"/walk-teams/{team}"):
        machine.get(path)
    assert machine.ask("GET", f"/column-cars/{car + 1}").status_code == 404
    assert kept() == [
        (page, "event", ids[0], False, ids[1])
        for page in ("motorcades_api.cars", "motorcades_api.car", "walks_api.walk", "walks_api.team")
    ]
    assert all(map(shows_people, ("motorcades_api.cars", "walks_api.team", "people_api.people")))


def test_nobody_who_is_refused_and_nobody_unknown_stands_in_the_log(reader):
    event = an_event(a_stop(a_relay()))
    event_id = event.id
    reader.visit(f"/staff/events/{event_id}/people", expect=302)
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, a_relay().region_id)))
    reader.visit(f"/staff/events/{event_id}/people", expect=404)
    assert kept() == []


def test_two_processes_keep_one_row(either_app):
    user = a_user(Role.NATIONAL)
    with acting_as(Actor(user_id=user.id, scope=scope_of((Grant(Role.NATIONAL),)))):
        for _process in range(2):
            either_app.extensions.pop("campaign_looks", None)
            note_look(Look("people_staff.people", "everybody", 0), False)
    assert kept() == [("people_staff.people", "everybody", 0, False, None)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_asks_three_times_and_shows_the_own_region(app, statements, rows):
    here, there = an_event(a_stop(a_relay())), an_event(a_stop(a_relay()))
    user = a_user(Role.NATIONAL)
    ids = here.id, there.id, here.region_id
    with acting_as(Actor(user_id=user.id, scope=scope_of((Grant(Role.NATIONAL),)))):
        for number in range(rows):
            note_look(Look(f"people_staff.{number}", "event", ids[0]), False)
        note_look(Look("people_staff.event_people", "event", ids[1]), False)
    with acting_as(Actor(user_id=1, grants=(grant := (Grant(Role.REGION, ids[2]),)), scope=scope_of(grant))):
        statements.clear()
        assert [line.thing_id for line in queries.looks(AccessFilter()).rows] == [ids[0]] * rows
        assert len(statements) <= 3
    with acting_as(Actor(user_id=1, grants=(Grant(Role.STOP, ids[2]),))):
        assert queries.looks(AccessFilter()).rows == ()


def test_public_pages_and_plans_are_no_looks():
    assert not any(map(shows_people, ("people.register", "events_staff.event", "relay_staff.relay", "static")))


def test_what_programs_read_of_people_is_a_look():
    assert shows_people("people_api.roster")
    assert str(words_of("people_api.roster")) == "people asked for by a program"
    assert not shows_people("events_api.events")
