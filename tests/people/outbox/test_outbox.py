"""The outbox says what became of each letter; who is told by phone; one tap notes it, and one takes that back."""

from datetime import time
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select

from campaign.core import mail
from campaign.core.actor import Role
from campaign.core.db import db, unit_of_work
from campaign.core.errors import NotFound
from campaign.core.mail import Message
from campaign.events.models import Event
from campaign.events.queries import event_row
from campaign.events.schemas import EventState
from campaign.events.services import put_back
from campaign.events.services.steps import locked
from campaign.people import services
from campaign.people.outbox import queries, texts
from campaign.people.outbox import services as outbox
from campaign.people.outbox.forms import KINDS
from campaign.people.outbox.models import Telling
from campaign.people.outbox.schemas import OutboxFilter, Standing, Way
from campaign.relay.models import Stop
from tests.factories import a_registration, a_stop, a_user, an_event
from tests.mailserver import mail_server
from tests.people.outbox.letters import number_of, registered
from tests.people.test_letters import changed_to, moved


@pytest.fixture
def event_id(app):
    return an_event(a_stop(), title="Митинг на площади", capacity=2).id


def letters(event_id, **wish) -> list[tuple[str, str]]:
    db.session.rollback()
    page = queries.letters_of_event(event_row(event_id), OutboxFilter(**wish), None)
    return [(line.kind.removeprefix("people."), line.standing.value) for line in reversed(page.rows)]


def to_tell(event_id) -> list[tuple[str, str]]:
    db.session.rollback()
    event = event_row(event_id)
    page = queries.news_to_tell(event)
    assert len(page.rows) == queries.how_many_untold(event_id)
    return [(news.full_name, news.kind.removeprefix("people.")) for news in page.rows]


def last_letter() -> int:
    return db.session.scalars(select(func.max(Message.id))).one()


def test_the_few_to_be_called_are_found_by_their_letters_not_among_all_who_are_registered(app, event_id, statements):
    statements.clear()
    queries.calls_waiting(range(event_id, event_id + 80))  # as many as are near in a season
    (asked,) = statements
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", tuple([1] * asked.count("?"))).all()
    assert "ix_messages_state_trouble" in plan[0][3], plan


def test_every_letter_stands_with_what_became_of_it(app, event_id):
    registered(event_id, "Бірінші Адам", email="one@relay.example")
    registered(event_id, "Екінші Адам", email="two@relay.example", phone="+77015550124")
    registered(event_id, "Поштасыз Адам", phone="+77015550125")
    with mail_server() as server:
        app.config["MAIL_SERVER"] = server.address
        server.at_rcpt = ["250 2.1.5 OK", "550 5.1.1 no such mailbox"]
        mail.deliver_waiting()
        changed_to(event_id, EventState.CANCELLED, "Дауыл")
        assert letters(event_id) == [
            ("link", "sent"), ("link", "failed"), ("event_cancelled", "waiting"), ("event_cancelled", "waiting"),
            ("event_cancelled", "by_phone"),
        ]  # fmt: skip
        server.at_rcpt = ["451 4.7.1 later", "550 5.1.1 no such mailbox"]
        mail.deliver_waiting()
    assert letters(event_id, standing=Standing.FAILED) == [("link", "failed"), ("event_cancelled", "failed")]
    assert letters(event_id, standing=Standing.WAITING, kind="people.event_cancelled") == [("event_cancelled", "waiting")]
    assert to_tell(event_id) == [("Екінші Адам", "event_cancelled"), ("Поштасыз Адам", "event_cancelled")]
    assert queries.server_away_since() is None, "a server that puts off one letter is there"


def test_a_server_that_is_away_is_told_of_and_its_letters_go_when_it_is_back(app, reader, event_id):
    registered(event_id, "Бірінші Адам", email="one@relay.example")
    app.config["MAIL_SERVER"] = "127.0.0.1:9"
    mail.deliver_waiting()
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(f"/staff/events/{event_id}/outbox")
    assert "The mail server has not taken letters since" in reader.text()
    assert "The mail server did not answer." in reader.text()
    with mail_server() as server:
        app.config["MAIL_SERVER"] = server.address
        reader.send({}, form="form[action$=again]", expect=303)
        again = reader.response
        mail.deliver_waiting()
        assert server.recipients == ["one@relay.example"]
    assert again.location.endswith("/outbox")
    assert letters(event_id) == [("link", "sent")]
    assert queries.server_away_since() is None


def test_a_letter_sent_again_with_one_key_goes_once(app, event_id):
    registered(event_id, "Бірінші Адам", email="one@relay.example")
    with mail_server() as server:
        app.config["MAIL_SERVER"] = server.address
        mail.deliver_waiting()
        for _press in range(3):
            outbox.send_again(event_id, last_letter() if _press == 0 else 1, "key")
        mail.deliver_waiting()
        assert server.recipients == ["one@relay.example"] * 2
        assert len(set(server.subjects)) == 1
    with pytest.raises(NotFound):
        outbox.send_again(an_event().id, 1, "other")


def test_being_told_is_one_tap_and_so_is_taking_it_back(reader, event_id):
    registered(event_id, "Поштасыз Адам")
    moved(event_id, starts=time(9), ends=time(10))
    moved(event_id, starts=time(11), ends=time(12))
    reader.sign_in(a_user(Role.NATIONAL))
    page = reader.visit(f"/staff/events/{event_id}/by-phone", language="ru")
    text = page.select_one("p[lang=kk]").get_text()
    assert "11:00" in text
    assert "өзгерді" in text, "in the language of whoever is called, not of whoever calls"
    href = page.select_one("a[href^='sms:']")["href"]
    assert href.startswith("sms:+77015550123?&body=")
    assert parse_qs(urlsplit(href).query)["body"] == [text]
    assert page.select_one("a[href='tel:+77015550123']")
    reader.send({}, form="form[action$='/told']", expect=303)
    assert reader.follow().select_one(".flash.good")
    assert to_tell(event_id) == []
    assert letters(event_id, standing=Standing.TOLD) == [("event_changed", "told")]
    assert db.session.scalars(select(Telling.way)).all() == [Way.CALL]
    reader.send({}, form="form[action$='/untold']", expect=303)
    assert to_tell(event_id) == [("Поштасыз Адам", "event_changed")]


def test_news_follows_the_event_and_old_news_goes(event_id):
    token = registered(event_id, "Поштасыз Адам")
    was = db.session.scalar(select(func.count(Message.id)))
    moved(event_id, starts=time(9), ends=time(10))
    assert to_tell(event_id) == [("Поштасыз Адам", "event_changed")]
    changed_to(event_id, EventState.CANCELLED, "Дауыл")
    assert to_tell(event_id) == [("Поштасыз Адам", "event_cancelled")]
    outbox.tell(event_id, last_letter(), Way.TEXT)
    assert to_tell(event_id) == []
    with unit_of_work() as session:
        put_back(session, locked(session, event_id), EventState.OPEN, "")
    assert to_tell(event_id) == [("Поштасыз Адам", "event_restored")]
    services.cancel_ticket(token)
    assert to_tell(event_id) == [], "whoever has left is not called"
    assert db.session.scalar(select(func.count(Message.id))) == was + 3


def test_whoever_moves_up_without_an_address_is_to_be_called(event_id):
    first = registered(event_id, "Бірінші Адам")
    registered(event_id, "Екінші Адам", phone="+77015550124")
    registered(event_id, "Күтуші Адам", phone="+77015550125", language="ru")
    services.cancel_ticket(first)
    mail.deliver_waiting()
    assert to_tell(event_id) == [("Күтуші Адам", "promoted")]


def test_a_new_link_is_told_where_no_letter_goes(event_id):
    number = number_of(registered(event_id, "Поштасыз Адам"))
    services.renew_link(number)
    assert to_tell(event_id) == [("Поштасыз Адам", "link")]
    news = queries.news_to_tell(event_row(event_id)).rows[0]
    assert f"/ticket/{services.link_token(number)}" in news.text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("ә" * 70, 1),
        ("ә" * 71, 2),
        ("ә" * 134, 2),
        ("ә" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_the_number_of_short_messages_is_honest(text, parts):
    assert texts.parts_of(text) == parts


@pytest.mark.parametrize("kind", ["link", "promoted", "event_changed", "event_cancelled", "event_restored", "reminder"])
def test_every_kind_of_news_has_a_short_text_in_each_language(event_id, kind):
    said = set()
    for code in ("kk", "ru", "en"):
        news = queries.News(1, f"people.{kind}", 1, "Әлия", "+77015550123", code, failed=False)
        hearer = queries.Hearer("Әлия", "https://x.example/ticket/t", "K7M2QX3", "confirmed", {})
        said.add(queries.with_text(news, event_row(event_id), hearer).text)
    assert len(said) == 3


def test_letters_of_another_stop_are_not_there(reader, event_id):
    registered(event_id, "Бөтен Адам", email="one@relay.example")
    neighbour = an_event(a_stop())
    reader.sign_in(a_user(Role.STOP, stop=db.session.get_one(Stop, neighbour.stop_id)))
    reader.visit(f"/staff/events/{neighbour.id}/outbox")
    assert "No letters yet" in reader.text()
    for path in ("outbox", "by-phone"):
        reader.visit(f"/staff/events/{event_id}/{path}", expect=404)


@pytest.mark.parametrize("path", ["outbox", "by-phone"])
def test_the_pages_ask_as_much_for_many_as_for_few(reader, statements, path):
    event_id = an_event(a_stop()).id
    reader.sign_in(a_user(Role.NATIONAL))
    counts = []
    for turn in range(2):
        for number in range(1 + 11 * turn):
            registration = a_registration(db.session.get_one(Event, event_id), f"Адам {turn} {number}")
            with unit_of_work() as session:
                mail.keep_unaddressed(session, "people.promoted", [("kk", {mail.SUBJECT: registration.id})])
        reader.visit(f"/staff/events/{event_id}/{path}")
        statements.clear()
        reader.visit(f"/staff/events/{event_id}/{path}")
        counts.append(len([line for line in statements if not line.startswith("BEGIN")]))
    assert counts[0] == counts[1]


def test_each_letter_about_a_place_is_called_by_its_name():
    about_places = {
        kind for kind in mail.WRITERS if not kind.startswith(("accounts.", "reports.", "webhooks."))
    }  # those go to staff
    assert about_places <= set(KINDS)
