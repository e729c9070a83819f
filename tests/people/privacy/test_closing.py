"""A wish to be erased that is closed without erasing anybody: why, who is told, and that it may be asked again."""

import pytest
from sqlalchemy import select

from campaign.core import mail
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused
from campaign.people.models import Person
from campaign.people.privacy import queries, services
from campaign.people.privacy.models import ErasureRequest
from campaign.people.privacy.schemas import ERASED, ClosedWhy, Closing
from campaign.relay.models import Stop
from tests.exhibition.halls import an_actor
from tests.factories import a_region, a_registration, a_user, an_event
from tests.people.privacy.canaries import MAIL, NAME, name_canary
from tests.people.privacy.wishes import a_wish

PAGE = "/staff/personal-data/requests"


def letters() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(mail.Message.kind).order_by(mail.Message.id)))


def test_a_wish_is_closed_with_a_reason_and_the_person_is_told(reader):
    registration = a_registration(an_event(), NAME)
    person_id = name_canary(registration).id
    number = a_wish(registration.id)
    token = registration.token
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"{PAGE}/{number}/close")
    reader.send({"why": "other"}, expect=422)
    assert "Say to the person why" in reader.text()
    reader.send({"why": "corrected", "words": "Фамилия исправлена"}, expect=303)
    assert "Closed without erasing: 1" in reader.follow().get_text()
    reader.visit(f"{PAGE}/{number}/close", expect=404)
    assert letters() == ["people.wish_closed"]
    written = mail.WRITERS["people.wish_closed"]({"registration_id": registration.id, "request_id": number})
    assert written.to == MAIL
    assert "Фамилия исправлена" in str(written.parts)
    page = reader.visit(f"/ticket/{token}/data").get_text()
    assert "nothing was erased" in page
    assert "Фамилия исправлена" in page
    assert db.session.get_one(Person, person_id).full_name == NAME


def test_closed_it_can_be_asked_again_and_erasing_takes_the_words_too(either_app):
    registration = a_registration(an_event(), NAME)
    person = name_canary(registration)
    first = a_wish(registration.id)
    assert services.close(first, Closing(ClosedWhy.OTHER, f"Для {NAME}: уже исправлено"))
    assert queries.waiting_requests() == ()
    second = a_wish(registration.id)
    assert second != first
    assert (queries.how_many_done(), queries.how_many_closed()) == (0, 1)
    services.erase(person.id)
    db.session.expire_all()
    assert (queries.how_many_done(), queries.how_many_closed()) == (1, 1)
    assert db.session.get_one(ErasureRequest, first).closed_words == ERASED


def test_nobody_is_written_to_whose_address_is_not_known(app):
    number = a_wish(a_registration(an_event(), NAME).id)
    assert not queries.waiting_request(number).has_address
    assert not services.close(number, Closing(ClosedWhy.WITHDRAWN))
    assert letters() == []


def test_only_the_organizer_of_the_region_closes_and_only_once(app):
    number = a_wish(a_registration(event := an_event(), NAME).id)
    stop = db.session.get_one(Stop, event.stop_id)
    for actor, error in ((an_actor(Role.REGION, region=a_region()), NotFound), (an_actor(Role.STOP, stop=stop), Refused)):
        with acting_as(actor), pytest.raises(error):
            services.close(number, Closing(ClosedWhy.WITHDRAWN))
    with pytest.raises(Invalid):
        services.close(number, Closing(ClosedWhy.OTHER))
    services.close(number, Closing(ClosedWhy.WITHDRAWN))
    with pytest.raises(Conflict):
        services.close(number, Closing(ClosedWhy.WITHDRAWN))
