"""The crowd of the demo: as many people as asked for, counted right."""

import shutil
from collections import Counter

import pytest
from sqlalchemy import func, select, union_all

from campaign.core.actor import SYSTEM, set_actor
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.events.models import Event, EventRole
from campaign.people.groups.models import Group
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.reports.demo_crowd import NUMBERS, STRIDE, _shares, load_crowd
from tests.conftest import built_app

CROWD = 1500


@pytest.fixture(scope="module")
def crowded(demo_database, tmp_path_factory):
    """One crowd for all tests that only look at it."""
    folder = tmp_path_factory.mktemp("crowd")
    shutil.copy(demo_database, folder / "test.db")
    app = built_app(f"sqlite:///{folder}/test.db", folder)
    with app.app_context():
        set_actor(SYSTEM)
        before = db.session.scalar(select(func.count()).select_from(Registration))
        said = []
        load_crowd(CROWD, said.append)
        assert db.session.scalar(select(func.count()).select_from(Registration)) == before + CROWD
        yield said
        db.session.remove()
        db.engine.dispose()


def confirmed_by(column, held_by):
    """Places of people, and those that groups hold without names."""
    confirmed = select(column, func.sum(Registration.places)).where(Registration.state == RegistrationState.CONFIRMED)
    found = Counter(dict(db.session.execute(confirmed.group_by(column)).all()))
    found.update(dict(db.session.execute(select(held_by, func.sum(Group.held)).group_by(held_by)).all()))
    return found


def test_every_place_the_crowd_has_is_counted(crowded):
    of_events = confirmed_by(Registration.event_id, Group.event_id)
    assert all(taken == of_events[number] for number, taken in db.session.execute(select(Event.id, Event.taken)))
    of_roles = confirmed_by(Registration.role_id, Group.role_id)
    assert all(taken == of_roles[number] for number, taken in db.session.execute(select(EventRole.id, EventRole.taken)))


def test_who_waits_waits_for_a_full_event(crowded):
    left = select(Event.capacity - Event.taken).join(Registration, Registration.event_id == Event.id)
    waiting = db.session.scalars(left.where(Registration.state == RegistrationState.WAITING)).all()
    assert len(waiting) > 3
    assert set(waiting) == {0}


def test_two_events_are_large_and_the_others_alike(crowded):
    sizes = db.session.execute(
        select(func.count()).where(AuditEntry.act == "demo.crowd").group_by(AuditEntry.thing_id)
    ).scalars()
    assert set(sizes) == {1}
    shares = [
        row["registrations"] for row in db.session.scalars(select(AuditEntry.after).where(AuditEntry.act == "demo.crowd"))
    ]
    assert shares[:2] == [CROWD // 2, CROWD // 4]
    assert max(shares[2:]) - min(shares[2:]) <= 1
    assert crowded[-1].startswith("1,500 of 1,500 people")
    assert [share for _event, share in _shares([1, 2, 3], 100_000)] == [10_000, 5_000, 85_000]


def test_the_queue_goes_on_where_it_ended(crowded):
    stand = union_all(
        select(Registration.event_id, Registration.queue_number), select(Group.event_id, Group.queue_number)
    ).subquery()
    rows = select(func.count(), func.max(stand.c.queue_number)).group_by(stand.c.event_id)
    assert all(count == last for count, last in db.session.execute(rows))


def test_all_are_grown_up_and_each_has_a_number_of_their_own(crowded):
    of_crowd = select(Person.birth_year).order_by(Person.id.desc()).limit(CROWD).subquery()
    assert db.session.scalar(select(func.max(of_crowd.c.birth_year))) <= 2001
    assert len({number * STRIDE % NUMBERS for number in range(200_000)}) == 200_000
    person = db.session.scalars(select(Person).order_by(Person.id.desc()).limit(1)).one()
    assert person.phone.startswith("+7700")


def test_nobody_more_comes_when_no_crowd_is_asked_for(demo_app):
    said = []
    load_crowd(0, said.append)
    assert said == []
