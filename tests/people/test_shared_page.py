"""The registration page is rendered once for all its readers, and anew as soon as anything in it changes."""

import pytest

from campaign.core.actor import NOBODY, Role, acting_as
from campaign.core.db import db
from campaign.events.models import Event
from campaign.people import services
from campaign.relay.models import Campaign
from campaign.web import shared
from tests.factories import a_role, a_user, an_event
from tests.people.conftest import a_wish
from tests.reader import Reader

FIELDS = {"full_name": "Әлия Сейтова", "phone": "8 701 555 01 23", "birth_year": "1990", "organisation": "", "agree": "y"}


@pytest.fixture
def rendered(app, monkeypatch):
    """How many pages were rendered to be shared."""
    made, keep = [], shared._keep

    def counted(key, page):
        made.append(page)
        keep(key, page)

    monkeypatch.setattr(shared, "_keep", counted)
    return made


def own_words(reader):
    return {name: reader.page.select_one(f"main [name={name}]")["value"] for name in ("csrf_token", "operation_key")}


def test_every_reader_gets_the_same_page_with_words_of_their_own(app, rendered):
    page = f"/events/{an_event().id}/register"
    readers = [Reader(app) for _turn in range(3)]
    for reader in readers:
        reader.visit(page)
    assert len(rendered) == 1
    words = [own_words(reader) for reader in readers]
    assert all(len({word[name] for word in words}) == 3 for name in ("csrf_token", "operation_key"))
    assert not any(word in rendered[0] for own in words for word in own.values())
    readers[1].send(FIELDS, expect=303)
    readers[2].send(FIELDS | {"full_name": "Басқа Адам"}, expect=303)


def test_whatever_the_page_shows_makes_it_anew(reader, rendered):
    event = an_event(capacity=3)
    number, role = event.id, a_role(event, capacity=2)
    page = f"/events/{number}/register"

    def shows(words):
        before = len(rendered)
        reader.visit(page)
        assert words in reader.text()
        return len(rendered) - before

    assert shows("3 places of 3 are left.") == 1
    assert shows("3 places of 3 are left.") == 0
    with acting_as(NOBODY):
        services.register(number, a_wish(role_id=role.id), "key")
    assert shows("2 places of 3 are left.") == 1
    assert "1 place left" in reader.text()
    db.session.get(Event, number).place_note = "у фонтана"
    db.session.commit()
    assert shows("у фонтана") == 1
    campaign = db.session.query(Campaign).one()
    campaign.hotline = "1414"
    db.session.commit()
    assert shows("1414") == 1


def test_each_language_has_its_page(reader, rendered):
    page = f"/events/{an_event().id}/register"
    for code in ("kk", "ru", "en", "kk"):
        reader.visit(page, language=code)
        assert reader.page.html["lang"] == code
    assert len(rendered) == 3


def test_who_is_signed_in_or_chooses_a_language_gets_a_page_of_their_own(reader, rendered):
    page = f"/events/{an_event().id}/register"
    reader.visit(f"{page}?lang=ru")
    reader.sign_in(a_user(Role.NATIONAL))
    reader.visit(page)
    assert rendered == []
