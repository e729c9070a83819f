"""The ticket the evening before: whom to call, what to bring, leaving and coming back, another role, a mended link."""

from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from sqlalchemy import func, select

from campaign.core.actor import NOBODY, Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Full, Invalid
from campaign.core.i18n import Translated
from campaign.events.briefing import services as briefing
from campaign.events.briefing.schemas import Contact
from campaign.events.models import Event, EventRole
from campaign.people import services
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services import finding
from tests.factories import a_role, a_stop, a_user, an_event
from tests.people.conftest import a_wish


def registered(event_id: int, name: str = "Сәрсенбай Айгерім", **more: object) -> str:
    with acting_as(NOBODY):
        return services.register(event_id, a_wish(name, **more), f"{event_id} {name}").ticket


def state_of(token: str) -> RegistrationState:
    db.session.rollback()
    return services.ticket_with(token).state


@pytest.fixture
def event(app) -> Event:
    return an_event(a_stop(), capacity=1)


def test_the_ticket_says_whom_to_call_and_what_to_bring(reader, event):
    with unit_of_work() as session:
        briefing.load_shipped(session)
    event_id = event.id
    text = replace(
        briefing.usual_text(), meeting=Translated("Басты есік", "Главный вход"), leader=Contact("Марат", "+77000000114"),
        medic=Contact("Медпункт", "+77000000115"), bring=Translated("Су\nБас киім", "Вода"),
    )  # fmt: skip
    briefing.write(event_id, text)
    briefing.send(event_id, 1, "key")
    token = registered(event_id)
    page = reader.visit(f"/ticket/{token}", language="kk")
    assert [link["href"] for link in page.select("main dl a[href^='tel:']")] == [
        "tel:+77000000114", "tel:+77000000115", "tel:1424",
    ]  # fmt: skip
    assert [item.get_text() for item in page.select("#bring li")] == ["Су", "Бас киім"]
    assert reader.text().count("Бас киім") == 1
    heads = [head.get_text() for head in page.select("main h2")]
    assert heads.index("Кіреберісте") < heads.index("Не алып келу керек")
    sms = page.select_one("a[href^='sms:']")["href"]
    assert parse_qs(urlsplit(sms).query)["body"][0].endswith(f"/ticket/{token}")
    assert unquote(page.select_one("a[href^='mailto:']")["href"]).endswith(f"/ticket/{token}")


def test_leaving_is_undone_while_the_place_is_free(reader, event):
    token = registered(event.id)
    reader.visit(f"/ticket/{token}")
    reader.send({}, form="form[action$=cancel]", expect=303)
    reader.follow()
    reader.send({}, form="form[action$=come]", expect=303)
    reader.follow()
    assert "You have a place" in reader.text()
    assert db.session.scalar(select(Event.taken)) == 1


def test_a_place_that_somebody_else_has_is_not_given_twice(reader, event):
    first = registered(event.id)
    second = registered(event.id, "Күтуші Адам")
    services.cancel_ticket(first)
    assert state_of(second) is RegistrationState.CONFIRMED
    with pytest.raises(Full):
        services.uncancel_ticket(first)
    reader.visit(f"/ticket/{first}")
    reader.send({}, form="form[action$=come]", expect=303)
    assert "has gone to somebody else" in reader.follow().select_one(".flash.warn").get_text()
    assert (state_of(first), state_of(second)) == (RegistrationState.CANCELLED, RegistrationState.CONFIRMED)


def test_somebody_chooses_another_role_and_never_one_that_is_full(reader, app):
    event = an_event(a_stop())
    roles = [a_role(event, name, capacity=1).id for name in ("фотограф", "вручает мыло")]
    event_id = event.id
    token, other = (registered(event_id, name, role_id=role) for name, role in zip(("Бірінші", "Екінші"), roles, strict=True))
    services.cancel_ticket(other)
    page = reader.visit(f"/ticket/{token}")
    assert page.select_one(f"#role input[value='{roles[0]}']").has_attr("checked")
    reader.send({"role": str(roles[1])}, form="#role-form", expect=303)
    assert services.ticket_with(token).role_id == roles[1]
    services.register(event_id, a_wish("Үшінші Адам", role_id=roles[0]), "third")
    reader.visit(f"/ticket/{token}")
    assert reader.page.select_one(f"#role input[value='{roles[0]}']").has_attr("disabled")
    reader.send({"role": str(roles[0])}, form="#role-form", expect=422)
    assert "No place is left in this role" in reader.text()
    reader.send({"role": "999999"}, form="#role-form", expect=422)
    with pytest.raises(Invalid):
        services.choose_role(token, -1)
    assert db.session.scalars(select(EventRole.taken).order_by(EventRole.id)).all() == [1, 1]


def test_a_withdrawn_link_says_how_to_get_another(reader, event):
    token = registered(event.id)
    services.renew_link(services.ticket_with(token).registration_id)
    for path in (f"/ticket/{token}", f"/registered/{token}", f"/ticket/{'x' * 5000}"):
        page = reader.visit(path, expect=404)
        assert page.select_one("main a[href='/ticket']")


def test_a_lost_phone_is_mended_in_one_step(reader, event):
    token = registered(event.id, phone="+77015550123", language="kk")
    ticket = services.ticket_with(token)
    assert finding.find_ticket(ticket.code, "0123", "10.0.0.1") == token
    reader.sign_in(a_user(Role.NATIONAL))
    url = f"/staff/registrations/{ticket.registration_id}"
    reader.visit(url, language="ru")
    reader.send({"new_phone": "8 701"}, form="#link-form", expect=422)
    assert reader.page.select_one("#new_phone")["value"] == "8 701"
    assert services.ticket_with(token)
    reader.send({"new_phone": "8 777 123 45 67"}, form="#link-form", expect=303)
    page = reader.follow()
    link = page.select_one("main input[readonly]")["value"]
    newer = link.rpartition("/")[2]
    assert newer != token
    assert link in page.select_one("p[lang=kk]").get_text()
    assert page.select_one("main svg[role=img] path")
    assert page.select_one("main a[href^='sms:+77771234567']")
    with pytest.raises(services.NoSuchTicket):
        services.ticket_with(token)
    assert finding.find_ticket(ticket.code, "4567", "10.0.0.1") == newer
    with pytest.raises(Invalid):
        finding.find_ticket(ticket.code, "0123", "10.0.0.1")
    reader.visit(url)
    assert not reader.page.select("main input[readonly]"), "it is shown once"


def test_a_number_that_is_another_persons_of_that_name_is_refused(app, event):
    mine, theirs = registered(event.id, phone="+77015550123"), registered(an_event(a_stop()).id, phone="+77015550199")
    with unit_of_work() as session:
        first, second = (session.get_one(Registration, services.ticket_with(one).registration_id) for one in (mine, theirs))
        second.region_id = first.region_id
        session.get_one(Person, second.person_id).region_id = first.region_id
    with pytest.raises(Invalid):
        services.renew_link(services.ticket_with(mine).registration_id, "+77015550199")
    assert services.ticket_with(mine)
    assert db.session.scalar(select(func.count(Person.id))) == 2


def test_the_ticket_weighs_little(app, event):
    token = registered(event.id)
    page = app.test_client().get(f"/ticket/{token}", headers={"Accept-Encoding": "gzip"})
    assert len(page.get_data()) < 40_000
