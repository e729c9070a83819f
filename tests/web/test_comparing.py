"""Two who change one thing, each on a page of their own: whoever comes second sees both texts, and nothing typed is lost."""

from flask import Flask
from sqlalchemy import select

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.briefing import queries as briefing
from campaign.events.figures import queries as figures
from campaign.events.press import services as press
from campaign.events.press.schemas import NewOutlet, OutletKind, Tongue
from campaign.relay.models import Campaign
from campaign.territory.models import Body
from campaign.territory.schemas import NewPart, UnitKind
from campaign.territory.services import add_part
from tests.factories import a_place, a_stop, a_unit, a_user, an_event
from tests.reader import Reader
from tests.relay.custody.batons import a_baton


def addresses() -> dict[str, tuple[str, str, str]]:
    """Of each thing its page, the field that both change, and the form that has it."""
    usual = "main form[method=post]"
    city = a_unit().id
    part = add_part(city, NewPart(UnitKind.CITY_DISTRICT, Translated("Аудан", "Район"), None, None))
    baton, place = a_baton(), a_place(a_stop()).id
    outlet = press.add_outlet(NewOutlet("Телеканал", OutletKind.TV, Tongue.BOTH), "outlet")
    campaign = db.session.scalar(select(Campaign.id))
    body = db.session.scalar(select(Body.id).where(Body.code == "agency"))
    return {
        "outlet": (f"/staff/outlets/{outlet}", "name", "#page-form"),
        "place": (f"/staff/places/{place}", "name_ru", usual),
        "measure": (f"/staff/measures/{figures.all_measures()[0].id}", "name_ru", "#measure-form"),
        "campaign": (f"/staff/campaign/{campaign}", "name_ru", usual),
        "rule": (f"/staff/rules/{briefing.rules()[0].id}", "text_ru", usual),
        "item": (f"/staff/items/{baton.items[0]}", "name_ru", "#page-form"),
        "part": (f"/staff/territory/units/{part}", "name_ru", "#page-form"),
        "body": (f"/staff/bodies/{body}", "name_ru", usual),
    }


def two_readers(app: Flask) -> tuple[Reader, Reader]:
    readers = Reader(app), Reader(app)
    for reader in readers:
        reader.sign_in(a_user(Role.NATIONAL))
    return readers


def test_whoever_comes_second_sees_both_texts_and_may_save_again(shipped_app: Flask) -> None:
    things = addresses()
    first, second = two_readers(shipped_app)
    for page, field, form in things.values():
        more = {"name_kk": "Жаңа", "valid_from": "2030-01-01"} if "bodies" in page else {}
        first.visit(page)
        second.visit(page)
        first.send({**more, field: "Слова первого"}, form=form, expect=303)
        told = second.send({**more, field: "Слова второго"}, form=form, expect=409)
        assert "now it says “Слова первого”." in second.text(), page
        assert told.select_one(f"{form} [name={field}]")["value"] == "Слова второго"
        second.send({}, form=form, expect=303)
        second.visit(page)
        assert "Слова второго" in str(second.page), page
        assert "Слова первого" not in str(second.page.select_one(form)), page


def test_every_kind_of_field_says_what_stands_now(shipped_app: Flask) -> None:
    first, second = two_readers(shipped_app)
    page = f"/staff/measures/{figures.all_measures()[0].id}"
    first.visit(page)
    second.visit(page)
    first.send({"overlaps": "y", "kinds": ["rally", "motorcade"], "name_en": ""}, form="#measure-form", expect=303)
    second.send({"name_en": "Those who came"}, form="#measure-form", expect=409)
    assert [line.text for line in second.page.select("#error-summary li")][1:] == [
        "Name in English: now nothing stands there.",
        "May share people or pieces with other parts, as young people and students do: now it says “yes”.",
        "Usual for: now it says “Rally, Motorcade”.",
    ]


def test_rows_say_what_stands_now_and_what_was_typed_of_them_stays(shipped_app: Flask) -> None:
    first, second = two_readers(shipped_app)
    page = f"/staff/events/{an_event(a_stop()).id}/running/edit"
    first.visit(page)
    second.visit(page)
    first.send({"rows-0-time": "10:00", "rows-0-what_ru": "Сбор"}, form="#page-form", expect=303)
    second.send({"rows-0-time": "10:00", "rows-0-what_ru": "Построение"}, form="#page-form", expect=409)
    assert "Running sheet, 1, What, in Russian: now it says “Сбор”." in second.text()
    first.visit(page)
    second.send({"rows-0-what_ru": ""}, form="#page-form", expect=303)
    first.send({"rows-0-what_ru": "Построение"}, form="#page-form", expect=409)
    assert "Running sheet, 1, What, in Russian: now nothing stands there." in first.text()
    first.send({}, form="#page-form", expect=303)
    assert "Построение" in second.visit(page).prettify()
