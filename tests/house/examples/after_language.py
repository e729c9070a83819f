"""Uzbek is chosen from the switch; what it lacks is said in Russian. For the copy in which the README was followed."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.i18n import Translated, use_language
from campaign.events import queries
from campaign.events.models import Event
from campaign.territory.models import Region
from tests.factories import a_campaign, a_relay, a_role, a_stop, a_user, an_event
from tests.reader import Reader


@pytest.fixture
def event(shipped_app) -> Event:
    row = an_event(a_stop(a_relay(campaign=a_campaign())), title="Митинг на площади", capacity=40)
    row.description = Translated(kk="Алаңда", ru="На площади", uz="Maydonda")
    a_role(row, "участник", 21)
    db.session.commit()
    return row


@pytest.fixture
def reader(shipped_app) -> Reader:
    return Reader(shipped_app)


def test_it_is_chosen_from_the_switch_and_stays_chosen(reader, event):
    page = reader.visit(f"/events/{event.id}", language="ru")
    link = page.select_one(".lang a[hreflang=uz]")
    assert (link.get_text(), link["title"]) == ("OʻZB", "Oʻzbekcha")
    page = reader.visit(link["href"], language="ru")
    assert page.html["lang"] == "uz"
    assert page.select_one(".lang [aria-current=true]")["lang"] == "uz"
    assert reader.visit("/", language="ru").html["lang"] == "uz"


def test_words_and_texts_are_its_own_where_there_are_any_and_russian_else(reader, event):
    reader.visit(f"/events/{event.id}?lang=uz")
    text = reader.text()
    assert "Roʻyxatdan oʻtish" in text
    assert "Qatnashish ixtiyoriy" in text
    assert "6-aprel" in text.replace("\u00a0", " ")
    assert "Maydonda" in text
    assert "Митинг на площади" in text
    assert "В мой календарь" in text
    assert "40 мест" in text.replace("\u00a0", " "), "counted as Russian counts"


def test_a_form_has_a_field_for_it_and_keeps_what_is_typed(reader, event):
    reader.sign_in(a_user(Role.REGION, region=db.session.get(Region, event.region_id)))
    reader.visit(f"/staff/events/{event.id}/edit?lang=uz")
    reader.send({"title_uz": "Maydondagi miting"}, expect=303)
    (row,) = queries.events_of_stop(event.stop_id)
    assert row.title.as_dict()["uz"] == "Maydondagi miting"
    with use_language("uz"):
        assert row.title.text() == "Maydondagi miting"
    with use_language("en"):
        assert row.title.text() == "Митинг на площади"


def test_the_door_and_the_registration_speak_it(reader, event):
    page = reader.visit(f"/events/{event.id}/register?lang=uz")
    assert page.html["lang"] == "uz"
    assert page.select_one("[name=agree]") is not None
