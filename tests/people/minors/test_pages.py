"""The pages about minors, as a child, a parent and a coordinator see them; without a script."""

import re

import pytest
from sqlalchemy import select

from campaign.core import crypto
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import db
from campaign.core.mail import Message
from campaign.people import services
from campaign.people.minors import services as minors
from campaign.people.minors.models import AgeRule, GuardianConsent
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from tests.factories import a_registration, a_stop, a_user, an_event
from tests.people.conftest import a_wish
from tests.people.minors.conftest import a_guardian_consent, a_minor

PENDING, CONFIRMED = RegistrationState.PENDING, RegistrationState.CONFIRMED
PARENT = {"full_name": "Сейтова Гүлнар", "relation": "mother", "phone": "8 701 000 00 01", "photo": "no", "agree": "y"}


def state_of(number):
    db.session.rollback()
    return db.session.get(Registration, number, populate_existing=True).state


def a_child(event, name="Ермек Нұрлан", **more):
    ticket = services.register(event.id, a_wish(name, **{"birth_year": 2005, **more}), crypto.new_uid()).ticket
    return services.ticket_with(ticket).registration_id, ticket


def test_a_child_registers_and_a_parent_agrees_on_their_own_page(reader):
    """From the form to the place: the ticket says what is missing, shows the link, the parent answers and takes it back."""
    reader.visit(f"/events/{an_event().id}/register")
    reader.send({"full_name": "Ермек Нұрлан", "phone": "8 701 777 88 99", "birth_year": "2005", "agree": "y"}, expect=303)
    reader.follow()
    assert "A parent's consent is missing" in reader.text()
    number = db.session.scalar(select(Registration.id))
    ticket = db.session.get(Registration, number).token
    reader.visit(f"/ticket/{ticket}")
    assert ["At the entrance" in reader.text(), "once a parent has agreed" in reader.text()] == [False, True]
    link = reader.page.select_one("#parent-link")["value"]
    assert reader.page.select_one('a[href^="sms:?body="]')
    reader.send({"parent_email": "mother@example.kz"}, form="form[action$=parent]", expect=303)
    reader.follow()
    assert "on its way" in reader.text()
    assert db.session.scalars(select(Message.kind).order_by(Message.id)).all() == ["minors.link"]

    path = re.sub(r"^https?://[^/]+", "", link)
    reader.visit(path)
    assert "Ермек Нұрлан" in reader.text()
    for private in ("777 88 99", "2005", db.session.get(Registration, number).code):
        assert private not in reader.text()
    reader.send({**PARENT, "phone": "1"}, expect=422)
    assert reader.page.select_one("#full_name")["value"] == "Сейтова Гүлнар"
    reader.send(PARENT, expect=303)
    assert state_of(number) is CONFIRMED
    reader.follow()
    assert "Photographs and films: no." in reader.text()
    reader.send({}, form="form[action$=photographs]", expect=303)
    reader.follow()
    assert "Photographs and films: yes." in reader.text()
    reader.send({}, form="form[action$=withdraw]", expect=303)
    assert state_of(number) is PENDING
    reader.follow()
    assert "The consent given before has not counted since " in reader.text()
    reader.visit(f"/ticket/{ticket}")
    assert "A parent has to agree" in reader.text()


def test_a_forged_or_withdrawn_link_opens_nothing(client):
    number, ticket = a_child(an_event())
    token = db.session.get(Registration, number).guardian_token
    assert client.get(f"/consent/{token}").status_code == 200
    assert {client.get(f"/consent/{forged}").status_code for forged in (ticket, token[::-1], "A" * 32, "%00")} == {404}
    with acting_as(SYSTEM):
        minors.renew_guardian_link(number)
    assert client.get(f"/consent/{token}").status_code == 404
    assert client.get(f"/ticket/{token}").status_code == 404


def test_the_date_is_asked_only_where_the_year_does_not_tell(reader):
    event = an_event()
    number, ticket = a_child(event, birth_year=2002)
    reader.visit(f"/ticket/{ticket}")
    reader.send({"birth_date": "06.04.2001"}, form="#birth-date-form", expect=303)
    reader.follow()
    assert "The registration says 2002" in reader.text()
    reader.send({"birth_date": "06.04.2002"}, form="#birth-date-form", expect=303)
    assert state_of(number) is CONFIRMED
    _other, ticket = a_child(event, "Екінші Бала")
    reader.visit(f"/ticket/{ticket}")
    assert not reader.page.select_one('[name="birth_date"]')


def test_a_coordinator_sees_whose_consent_is_missing_and_records_a_paper(reader):
    stop = a_stop()
    event = an_event(stop)
    number, _ticket = a_child(event)
    a_guardian_consent(a_minor(event, "Екінші Бала"))
    a_registration(event, "Үлкен Адам")
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.look(f"/staff/events/{event.id}/people/minors")
    assert [cell.get_text(strip=True) for cell in reader.page.select("tbody th")] == ["Екінші Бала", "Ермек Нұрлан"]
    reader.visit(f"/staff/registrations/{number}")
    paper = {"guardian_name": "Сейтова Гүлнар", "relation": "mother", "photo": "yes", "signed_on": "2018-04-04"}
    reader.send(paper, form="#paper-form", expect=422)
    assert reader.page.select_one("#guardian_name")["value"] == "Сейтова Гүлнар"
    reader.send({"kept_where": "папка 3"}, expect=303)
    assert state_of(number) is CONFIRMED
    reader.visit(f"/staff/registrations/{number}")
    assert "папка 3" in reader.text()
    reader.send({"reason": "мать позвонила"}, form="form[action$=withdraw]", expect=303)
    assert state_of(number) is PENDING
    reader.visit(f"/staff/registrations/{number}")
    reader.send({}, form="form[action$='guardian/link']", expect=303)
    reader.follow()
    assert "/consent/" in reader.response.text


def test_another_stops_coordinator_finds_no_minor(reader):
    event = an_event()
    number, _ticket = a_child(event)
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    reader.visit(f"/staff/events/{event.id}/people/minors", expect=404)
    reader.visit("/staff/ages")
    token = reader.page.select_one("[name=csrf_token]")["value"]
    for path in ("guardian", "guardian/withdraw", "guardian/link", "birth-date"):
        answer = reader.client.post(f"/staff/registrations/{number}/{path}", data={"csrf_token": token})
        assert answer.status_code == 404, path


def test_the_national_coordinator_adds_a_rule_after_seeing_what_it_does(reader):
    a_child(an_event(), birth_year=2001)
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit("/staff/ages")
    wish = {"valid_from": "2018-04-05", "consent_below": "18", "photo_below": "18", "source_ru": "Приказ № 1"}
    reader.send(wish, expect=200)
    assert "1 person waits for a parent then" in reader.text()
    assert db.session.query(AgeRule).count() == 1
    reader.send({}, expect=303)
    reader.follow()
    assert "The rule is added." in reader.text()
    assert db.session.query(AgeRule).count() == 2
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    reader.visit("/staff/ages")
    assert not reader.page.select_one('[name="valid_from"]')


@pytest.mark.parametrize("children", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_few(reader, statements, children):
    event = an_event()
    for number in range(children):
        a_guardian_consent(a_minor(event, f"Бала {number}"))
    reader.sign_in(a_user(Role.NATIONAL))
    page = f"/staff/events/{event.id}/people/minors"
    reader.look(page)  # the first look of an hour is written down
    statements.clear()
    reader.visit(page)
    assert len([words for words in statements if words.startswith("SELECT")]) == 11


def test_a_guardian_is_nowhere_in_the_clear(app):
    a_guardian_consent(a_minor(an_event()))
    row = db.session.connection().exec_driver_sql("SELECT * FROM guardian_consents").mappings().one()
    held = "".join(str(bytes(value) if isinstance(value, memoryview | bytes) else value) for value in row.values())
    assert "Гүлнар" not in held
    assert "7010000001" not in held
    assert db.session.query(GuardianConsent).one().phone == "+77010000001"
