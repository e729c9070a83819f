"""What `adalzhol check` says of places and waiting lists: true ones, and each way in which they can be wrong."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from campaign.core.actor import NOBODY, acting_as
from campaign.core.audit import AuditEntry
from campaign.core.checks import recount
from campaign.core.db import db
from campaign.people import services
from campaign.people.models import Registration
from tests.factories import NOON, a_role, an_event
from tests.people.conftest import a_wish


def change(sql, **values):
    db.session.execute(text(sql), values)
    db.session.commit()


def said(name):
    (outcome,) = recount([name])
    return [(wrong.thing, wrong.id, wrong.message) for wrong in outcome.wrong]


def enter(event_id, number, **more):
    """Somebody registers; the number of the registration."""
    wish = a_wish(f"Қатысушы {number}", **more)
    with acting_as(NOBODY):
        services.register(event_id, wish, wish.full_name + wish.phone)
    return db.session.scalars(select(Registration.id).order_by(Registration.id.desc()).limit(1)).one()


def line_of(event_id, count, **more):
    return [enter(event_id, number, **more) for number in range(count)]


@pytest.fixture
def full(either_app):
    """An event with two places, both taken, and three who wait; its number and the registrations, in order."""
    event = an_event(capacity=2).id
    return event, line_of(event, 5)


def test_what_the_services_do_is_in_order(full):
    event, people = full
    services.cancel(people[0])
    services.cancel(people[3])
    services.restore(people[3])
    enter(event, 9)
    for name in ("places", "waiting_list"):
        (outcome,) = recount([name])
        assert (outcome.wrong, outcome.looked_at) == ((), {"places": 1, "waiting_list": 6}[name])


def test_a_counter_that_lies_is_found(full):
    event, _people = full
    change("UPDATE events SET taken = 1 WHERE id = :id", id=event)
    assert said("places") == [("event", event, "says that 1 places of 2 are taken, but 2 are confirmed")]


def test_an_overbooked_event_is_found_although_the_counter_keeps_within_the_capacity(full):
    event, people = full
    change("UPDATE registrations SET state = 'confirmed' WHERE id = :id", id=people[2])
    assert said("places") == [("event", event, "says that 2 places of 2 are taken, but 3 are confirmed")]


def test_a_counter_of_an_event_without_people_is_found(app):
    event = an_event().id
    change("UPDATE events SET taken = 4")
    assert said("places") == [("event", event, "says that 4 places without a limit are taken, but 0 are confirmed")]


def test_the_counter_of_a_role_is_recounted_too(either_app):
    event = an_event()
    role = a_role(event, capacity=3).id
    enter(event.id, 1, role_id=role)
    assert said("places") == []
    change("UPDATE event_roles SET taken = 3")
    assert said("places") == [("role", role, "says that 3 places of 3 are taken, but 1 are confirmed")]


def test_a_role_of_another_event_is_found(app):
    here, there = an_event().id, a_role(an_event()).id
    person = enter(here, 1)
    change("UPDATE registrations SET role_id = :role", role=there)
    change("UPDATE event_roles SET taken = 1")
    ((thing, number, words),) = said("places")
    assert (thing, number) == ("registration", person)
    assert f"is at event {here}, but has role {there}" in words


def test_somebody_who_waits_beside_a_free_place_is_found(full):
    event, people = full
    change("UPDATE events SET capacity = 4 WHERE id = :id", id=event)
    words = f"waits for event {event}, where a place that fits is free"
    assert said("waiting_list") == [("registration", number, words) for number in people[2:]]


@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_at_an_event_that_is_over_or_cancelled_places_may_stay_free(full, state):
    change("UPDATE events SET capacity = 4, state = :state", state=state)
    assert said("waiting_list") == []


def test_after_the_end_places_may_stay_free(app):
    event = an_event(capacity=1)
    line_of(event.id, 2)
    event.move(NOON - timedelta(days=9), NOON - timedelta(days=9, hours=-1))
    event.capacity = 5
    db.session.commit()
    assert said("waiting_list") == []


def test_a_place_in_another_role_is_no_place_that_fits(app):
    event = an_event(capacity=5)
    small, _large = a_role(event, capacity=1).id, a_role(event, capacity=1).id
    line_of(event.id, 1, role_id=small)
    line_of(event.id, 1, role_id=_large)
    waiting = enter(event.id, 8, role_id=small)
    change("UPDATE event_roles SET capacity = 4 WHERE id <> :id", id=small)
    assert said("waiting_list") == []
    change("UPDATE event_roles SET capacity = 4")
    assert [number for _thing, number, _words in said("waiting_list")] == [waiting]


def test_a_line_that_is_not_the_order_of_commit_is_found(full):
    event, people = full
    change("UPDATE registrations SET queue_number = 99 WHERE id = :id", id=people[2])
    words = f"has the queue number 4 of event {event}, but came after number 99"
    assert said("waiting_list") == [("registration", people[3], words)]


def test_gaps_in_the_line_are_allowed_and_whoever_comes_again_is_at_its_end(full):
    event, people = full
    change("UPDATE registrations SET queue_number = 50 WHERE id = :id", id=people[4])
    services.cancel(people[2])
    person = a_wish("Қатысушы 2")
    phone = db.session.get(Registration, people[2]).person_id
    change("UPDATE people SET phone_index = NULL WHERE id = :id", id=phone)
    with acting_as(NOBODY):
        services.register(event, person, "again")
    assert said("waiting_list") == []


def test_a_number_given_twice_is_found(either_app):
    """Only a damaged index lets this happen: on PostgreSQL the rule is taken away, on SQLite it cannot be."""
    event = an_event(capacity=2).id
    people = line_of(event, 3)
    if db.engine.dialect.name == "postgresql":
        change("ALTER TABLE registrations DROP CONSTRAINT uq_registrations_event_id_queue_number")
        change("UPDATE registrations SET queue_number = 2 WHERE id = :id", id=people[2])
        wrong = ("event", event, "gave the queue number 2 to 2 registrations; each has its own, from 1")
    else:
        change("UPDATE registrations SET queue_number = 0 WHERE id = :id", id=people[0])
        words = f"has the queue number 0 of event {event}, but nobody put it first"
        wrong = ("registration", people[0], words)
    assert said("waiting_list")[0] == wrong


def test_somebody_who_was_passed_over_is_found_in_the_trail(full):
    event, people = full
    change("UPDATE registrations SET queue_number = 1000 - queue_number WHERE id >= :id", id=people[2])
    services.cancel(people[0])
    promoted = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "people.promoted")).one()
    assert promoted.thing_id == people[4]
    change("UPDATE registrations SET queue_number = 1000 - queue_number WHERE id >= :id", id=people[2])
    entries = [words for _thing, _number, words in said("waiting_list") if "trail" in words]
    assert entries == [f"waited with number 3 for event {event} when 995 got the place (trail, entry {promoted.id})"]


def test_somebody_whose_role_is_full_is_passed_over_rightly(either_app):
    event = an_event(capacity=2)
    small, other = a_role(event, capacity=1).id, a_role(event, capacity=9).id
    first, second = enter(event.id, 1, role_id=small), enter(event.id, 2, role_id=other)
    line_of(event.id, 2, role_id=small)
    enter(event.id, 5, role_id=other)
    services.cancel(second)
    assert db.session.scalars(select(AuditEntry.act).where(AuditEntry.act == "people.promoted")).all() == ["people.promoted"]
    assert said("waiting_list") == []
    services.cancel(first)
    assert said("waiting_list") == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_a_constant_number_of_questions(app, statements, count):
    for _ in range(count):
        event = an_event(capacity=1)
        people = line_of(event.id, 3)
        services.cancel(people[0])
    db.session.rollback()
    statements.clear()
    recount(["places", "waiting_list"])
    assert len([line for line in statements if line.startswith("SELECT")]) == 13
