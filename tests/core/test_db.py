"""The unit of work, instants, the scope of rows, and the trail, on both databases."""

import contextlib
from datetime import datetime

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError, StatementError

from campaign.core import audit, operations, settings
from campaign.core.actor import NOBODY, Actor, Grant, Role, acting_as, scope_of, set_actor, widened
from campaign.core.db import db, unit_of_work
from campaign.core.errors import KeyReused
from campaign.events.models import Event
from campaign.people.models import Person, Registration
from campaign.relay.models import Relay, Stop
from tests.factories import a_person, a_region, a_registration, a_relay, a_stop, an_event


def an_actor(*grants: Grant) -> Actor:
    return Actor(user_id=1, grants=grants, scope=scope_of(grants))


def test_a_naive_time_is_refused(app):
    event = an_event()
    with pytest.raises(StatementError, match="naive"), unit_of_work() as session:
        session.execute(update(Event).where(Event.id == event.id).values(starts_at=datetime(2018, 4, 6)))


def test_half_an_act_cannot_be_saved_by_catching_its_error(either_app):
    with pytest.raises(RuntimeError, match="none of it"), unit_of_work() as session:
        settings.keep(session, "kept", 1)
        with contextlib.suppress(KeyError), unit_of_work():
            raise KeyError
    assert settings.value_of("kept") is None


def test_a_row_outside_the_scope_does_not_exist(either_app):
    here, there = a_relay(), a_relay()
    stop_here, stop_there = a_stop(here), a_stop(there)
    for stop in (stop_here, stop_there):
        a_registration(an_event(stop))
    ids = here.region_id, stop_here.id, here.id
    with acting_as(an_actor(Grant(Role.REGION, region_id=ids[0]))):
        for table in (Relay, Stop, Event, Person, Registration):
            assert {row.region_id for row in db.session.scalars(select(table))} == {ids[0]}, table
    with acting_as(an_actor(Grant(Role.STOP, ids[0], ids[1], ids[2]))):
        assert [row.id for row in db.session.scalars(select(Stop))] == [ids[1]]
        assert [row.id for row in db.session.scalars(select(Relay))] == [ids[2]]
        assert {row.stop_id for row in db.session.scalars(select(Registration))} == {ids[1]}
        assert len(db.session.scalars(select(Person)).all()) == 1


def test_people_do_not_exist_for_the_public_and_nothing_exists_for_nobody_named(app):
    a_registration(an_event())
    with acting_as(NOBODY):
        assert db.session.scalars(select(Person.full_name)).all() == []
        assert len(db.session.scalars(select(Event)).all()) == 1
    from flask import g

    g.pop("actor")
    assert db.session.scalars(select(Event)).all() == []
    with widened():
        assert len(db.session.scalars(select(Person)).all()) == 1


def test_an_update_is_narrowed_as_a_select_is(app):
    event, other = an_event(), an_event()
    with acting_as(an_actor(Grant(Role.REGION, region_id=event.region_id))), unit_of_work() as session:
        session.execute(update(Event).values(reason="mine"))
    assert [row.reason for row in db.session.scalars(select(Event).order_by(Event.id))] == ["mine", ""]
    assert other.reason == ""


def test_the_trail_is_only_ever_added_to(either_app):
    with unit_of_work() as session:
        audit.note(session, "tested", "thing", 1, reason="because")
    for statement in (update(audit.AuditEntry).values(act="other"), delete(audit.AuditEntry)):
        with pytest.raises(DBAPIError, match="only ever added"), unit_of_work() as session:
            session.execute(statement)
    assert db.session.scalars(select(audit.AuditEntry.act)).all() == ["tested"]


def test_an_operation_key_has_one_effect_and_one_answer(either_app):
    for expected in (None, {"id": 7}):
        with unit_of_work() as session:
            assert operations.begin(session, "act", "key", {"name": "Ә"}) == expected
            if expected is None:
                operations.finish(session, "act", "key", {"id": 7})
    with pytest.raises(KeyReused), unit_of_work() as session:
        operations.begin(session, "act", "key", {"name": "other"})
    with unit_of_work() as session:
        assert operations.begin(session, "other act", "key", {}) is None


def test_a_key_that_is_claimed_at_the_end_is_the_same_key(either_app):
    sent = operations.Sent.of("act", "key", {"name": "Ә"})
    with unit_of_work() as session:
        operations.keep(session, sent, {"id": 7})
    with pytest.raises(KeyReused), unit_of_work() as session:
        operations.keep(session, operations.Sent.of("act", "key", {"name": "other"}), {"id": 8})
    with unit_of_work() as session:
        assert operations.begin(session, "act", "key", {"name": "Ә"}) == {"id": 7}
    assert sent.answered(None, None) is None
    assert sent.answered(sent.body_hash, {"id": 7}) == {"id": 7}
    with pytest.raises(KeyReused):
        sent.answered("another", {"id": 7})


def test_numbers_have_no_gaps(either_app):
    with unit_of_work() as session:
        assert [settings.next_number(session, "n") for _turn in range(3)] == [1, 2, 3]
    with pytest.raises(KeyError), unit_of_work() as session:
        assert settings.next_number(session, "n") == 4
        raise KeyError
    with unit_of_work() as session:
        assert settings.next_number(session, "n") == 4


def test_a_sealed_phone_cannot_be_read_in_the_database(app, tmp_path):
    person = a_person(a_region().id, phone="+77015550123")
    set_actor(NOBODY)
    assert person.phone == "+77015550123"
    db.session.remove()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("test.db*"))
    assert b"Person" not in stored
    assert b"7015550123" not in stored
