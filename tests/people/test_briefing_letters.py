"""The briefing reaches those on the list: once a version, in their language, by letter and on the ticket."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from campaign.core import mail
from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.i18n import Translated
from campaign.core.mail import Message
from campaign.events.briefing import services as briefing
from campaign.events.briefing.schemas import Contact, Reach
from campaign.people import services
from campaign.people.briefing.models import BriefingLetter
from campaign.people.models import Registration
from campaign.people.schemas import Contact as Address
from tests.accounts.postman import laid_down, plain_of
from tests.factories import a_registration, a_stop, an_event
from tests.people.conftest import a_wish

TEXT = replace(
    briefing.usual_text(), meeting=Translated("Басты есік", "Главный вход"), leader=Contact("Марат Оспанов", "+77000000114"),
    medic=Contact("Медпункт", "+77000000115"), bring=Translated("Су", "Бутылка воды\nШапка"),
)  # fmt: skip


def a_briefed_event():
    with unit_of_work() as session:
        briefing.load_shipped(session)
    made = an_event(a_stop())
    briefing.write(made.id, TEXT)
    return made


@pytest.fixture
def event(app):
    return a_briefed_event()


def registered(event_id, name, language="ru") -> str:
    with acting_as(NOBODY):
        token = services.register(event_id, a_wish(name), name).ticket
        services.keep_contact(token, Address(f"a{abs(hash(name))}@relay.example", language))
    return token


def letters() -> list[tuple[str, int]]:
    found = select(Message.language, func.count()).where(Message.kind == "people.briefing").group_by(Message.language)
    return sorted(map(tuple, db.session.execute(found)))


def test_each_person_gets_each_version_once(either_app):
    event = a_briefed_event()
    registered(event.id, "Әлия Сейтова", "kk")
    registered(event.id, "Иван Ли")
    a_registration(event, "Без Адреса")
    assert briefing.reach_of(event.id) == Reach(people=3, reachable=2)
    assert briefing.send(event.id, 1, "first").letters == 2
    assert briefing.send(event.id, 1, "first").letters == 2
    assert letters() == [("kk", 1), ("ru", 1)]
    registered(event.id, "Позже Всех")
    assert briefing.send(event.id, 1, "late comer").letters == 1
    assert briefing.send(event.id, 1, "nobody left").letters == 0
    assert briefing.reach_of(event.id) == Reach(people=4, reachable=3, told=3, waiting=3)
    briefing.write(event.id, replace(TEXT, version=1, points=Translated("Ой", "Мысль")))
    assert briefing.send(event.id, 2, "second").letters == 3
    assert db.session.scalar(select(func.count(BriefingLetter.id))) == 6


def test_the_letter_says_what_the_page_says(event, tmp_path):
    registered(event.id, "Иван Ли")
    briefing.send(event.id, 1, "key")
    mail.deliver_waiting()
    (letter,) = [plain_of(one) for one in laid_down(tmp_path) if "Перед приходом" in one["subject"]]
    for words in (
        "показать, что честность",
        "– Отказ – это нормально",
        "Главный вход",
        "Марат Оспанов, 8 700 000 01 14",
        "1424",
        "Что взять с собой:\n– Бутылка воды\n– Шапка",
    ):
        assert words in letter.replace("\xa0", " ")
    assert briefing.reach_of(event.id).waiting == 0


def test_somebody_who_has_cancelled_gets_none(event, tmp_path):
    token = registered(event.id, "Иван Ли")
    briefing.send(event.id, 1, "key")
    services.cancel_ticket(token)
    mail.deliver_waiting()
    assert [one for one in laid_down(tmp_path) if "Перед приходом" in one["subject"]] == []


def test_it_costs_as_much_to_tell_hundreds(event, statements):
    """Two registrations or twenty: the same number of statements."""
    counts = []
    for turn in range(2):
        for number in range(2 + 8 * turn):
            registration = a_registration(event, f"Человек {turn} {number}")
            registration.email = "a@relay.example"
            db.session.commit()
        statements.clear()
        briefing.send(event.id, 1, f"turn {turn}")
        counts.append(len([line for line in statements if "briefing_letters" in line or "messages" in line]))
    assert counts[0] == counts[1]


def test_the_ticket_has_the_briefing_with_phones(event, reader):
    token = registered(event.id, "Иван Ли")
    reader.visit(f"/ticket/{token}", language="ru")
    assert "Зачем мы здесь" not in reader.text()
    briefing.send(event.id, 1, "key")
    for language in ("kk", "en", "ru"):
        reader.visit(f"/ticket/{token}", language=language)
    assert [words in reader.text() for words in ("Зачем мы здесь", "Главный вход", "Медпункт")] == [True, True, True]
    assert reader.page.select_one("a[href='tel:+77000000115']")
    services.cancel_ticket(token)
    reader.visit(f"/ticket/{token}", language="ru")
    assert "Медпункт" not in reader.text()
    assert db.session.scalar(select(func.count(Registration.id))) == 1
