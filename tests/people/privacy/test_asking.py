"""The wish to be erased, from the ticket to the queue of the organizer."""

from datetime import date

from sqlalchemy import select

from campaign.core.actor import NOBODY, Role, acting_as
from campaign.core.db import db
from campaign.people.models import Person, Registration
from campaign.people.privacy import queries, services
from campaign.people.privacy.models import ErasureRequest
from campaign.people.privacy.schemas import ERASED
from campaign.reports.queries import start_for
from campaign.reports.schemas import TaskKind
from tests.exhibition.halls import an_actor
from tests.factories import a_region, a_registration, a_user, an_event
from tests.people.privacy.canaries import NAME, name_canary


def test_the_holder_asks_takes_back_asks_again_and_is_erased(app, reader):
    registration = a_registration(an_event(), NAME)
    person = name_canary(registration)
    registration.issue(1)
    db.session.commit()
    page = f"/ticket/{registration.token}/data"
    for deed in ("erase", "keep", "erase"):
        reader.visit(page)
        reader.send({}, form=f"form[action='{page}/{deed}']", expect=303)
    db.session.expire_all()
    assert db.session.scalars(select(ErasureRequest.due_on)).all() == [date(2018, 4, 10)]
    assert "by 10" in reader.follow().get_text()
    reader.sign_in(a_user(Role.NATIONAL))
    assert NAME in reader.visit("/staff/personal-data/requests").get_text()
    assert "1 person asks to be erased" in reader.visit("/staff/").get_text()
    services.erase(person.id)
    assert "Fulfilled so far: 1" in reader.visit("/staff/personal-data/requests").get_text()
    reader.visit(page, expect=404)
    assert db.session.get_one(Person, person.id).full_name == ERASED


def test_asked_twice_it_waits_once_and_only_for_its_region(app, statements):
    event = an_event()
    for name in (NAME, "Другой Человек"):
        registration = a_registration(event, name)
        registration.issue(1)
        db.session.commit()
        with acting_as(NOBODY):
            services.ask(registration.token)
            services.ask(registration.token)
        statements.clear()
        assert {row.full_name for row in queries.waiting_requests()} >= {name}
        assert [words for words in statements if words != "BEGIN"][1:] == []
    assert len(queries.waiting_requests()) == 2
    for actor, count in ((an_actor(Role.REGION, region=a_region()), 0), (an_actor(Role.NATIONAL), 2)):
        with acting_as(actor):
            assert len(queries.waiting_requests()) == count
            waiting = [task.count for task in start_for(actor).tasks if task.kind is TaskKind.ERASURES]
            assert waiting == [count] * bool(count)
    assert db.session.get_one(Registration, registration.id)
