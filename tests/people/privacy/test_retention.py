"""When a term is over its people are erased, the others stay, and every figure is what it was."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from campaign.core.actor import Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Refused
from campaign.people.models import Person, Registration
from campaign.people.privacy import services
from campaign.people.privacy.models import RetentionRun
from campaign.people.privacy.schemas import ERASED
from tests.exhibition.halls import an_actor
from tests.factories import a_registration, a_user, an_event
from tests.people.privacy.canaries import NAME, left, name_canary, papers_of
from tests.people.privacy.test_erasing import sums


def test_after_the_term_none_of_the_canaries_is_anywhere_and_figures_are_unchanged(either_app, figure):
    event = an_event()
    registration = a_registration(event, NAME)
    later = a_registration(an_event(), "Другой Человек")
    with unit_of_work() as session:
        services.load_shipped(session)
    db.session.get_one(type(event), later.event_id).day = event.day + timedelta(days=400)
    db.session.commit()
    name_canary(registration)
    papers_of(registration)
    before, last = sums(), date(event.day.year, 12, 31)
    assert services.due(last) == ()
    assert sum(len(group.person_ids) for group in services.due(last + timedelta(days=1))) == 1
    assert services.run(last + timedelta(days=1), lambda _line: None) == 1
    assert list(left(Path(either_app.config["DATA_DIR"]))) == []
    assert {**sums(), "retention_runs": 0} == before
    assert db.session.get_one(Person, later.person_id).full_name == "Другой Человек"
    assert services.run(last + timedelta(days=1), lambda _line: None) == 0
    assert db.session.scalar(select(func.sum(RetentionRun.total))) == 1
    figure("0 left, every sum equal")


def test_a_coordinator_of_a_stop_does_not_let_terms_run(app):
    registration = a_registration(an_event(), NAME)
    with unit_of_work() as session:
        services.load_shipped(session)
    stop = db.session.get_one(Registration, registration.id).stop_id
    actor = an_actor(Role.NATIONAL)
    with acting_as(actor):
        assert services.due(date(2100, 1, 1))
    with acting_as(an_actor(Role.AUDITOR)), pytest.raises(Refused):
        services.run(date(2100, 1, 1), lambda _line: None)
    assert stop


def test_the_organizer_looks_first_and_then_erases(app, reader):
    registration = a_registration(an_event(), NAME)
    person = name_canary(registration)
    reader.sign_in(a_user(Role.NATIONAL))
    page = reader.visit(f"/staff/registrations/{registration.id}/erase", language="ru")
    assert [words in page.get_text() for words in (NAME, "Отменить это нельзя")] == [True, True]
    reader.visit(f"/staff/registrations/{registration.id}")
    reader.visit(reader.page.find("a", string="Look at what would be erased")["href"])
    reader.send({}, form="main form[method=post]", expect=303)
    assert "The person was erased." in reader.follow().get_text()
    db.session.expire_all()
    assert db.session.get_one(Person, person.id).full_name == ERASED
    reader.sign_in(a_user(Role.AUDITOR))
    reader.visit(f"/staff/registrations/{registration.id}/erase", expect=403)
