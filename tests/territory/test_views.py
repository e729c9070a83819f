"""The pages of the territory: regions as of a day, places by any spelling, the import, bodies."""

from datetime import date
from io import BytesIO

import pytest

from campaign.core import clock
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.territory import queries
from campaign.territory.models import Region, Unit
from tests.factories import a_unit, a_user
from tests.reader import Reader


def signed_in(app, role=Role.NATIONAL, **where) -> Reader:
    reader = Reader(app)
    reader.sign_in(a_user(role, **where))
    return reader


@pytest.fixture
def desk(shipped_app):
    return signed_in(shipped_app)


def send_file(desk: Reader, content: bytes, expect: int):
    desk.visit("/staff/territory/import")
    form = desk.page.select_one("#page-form")
    form.append(desk.page.new_tag("input", attrs={"name": "file", "type": "hidden"}))
    form.select_one("input[type=file]").extract()
    return desk.send({"file": (BytesIO(content), "units.csv")}, form="#page-form", expect=expect)


def test_regions_are_shown_as_they_were(desk):
    desk.visit("/staff/territory?as_of=2018-04-01")
    assert ("16 regions" in desk.text(), "South Kazakhstan Region" in desk.text(), "KZ-KAR" in desk.text()) == (True,) * 3
    desk.visit("/staff/territory?as_of=2026-01-01")
    assert ("20 regions" in desk.text(), "Ulytau Region" in desk.text()) == (True, True)


@pytest.mark.parametrize("words", ["Киевка", "нура", "НҰРА", "nura"])
def test_a_place_is_found_by_any_spelling(desk, words):
    page = desk.visit(f"/staff/territory?as_of=2018-04-01&q={words}")
    assert "Nura District" in page.select_one("table").get_text()


@pytest.mark.parametrize("words", ["<b>nowhere</b>", "\u202e\x00😀", "x" * 10_000])
def test_an_empty_search_repeats_the_words(desk, words):
    desk.visit(f"/staff/territory?q={words}")
    assert "Nothing found" in desk.text() or words.startswith("\u202e")


@pytest.mark.parametrize("as_of", ["", "yesterday", "9999-12-31", "0001-01-01", "2018-13-01"])
def test_any_day_may_be_asked_for(desk, as_of):
    desk.visit(f"/staff/territory?as_of={as_of}")
    desk.visit(f"/staff/bodies?as_of={as_of}")


def test_a_region_shows_its_places_names_and_bodies(desk):
    region = queries.region_with_code("KZ-35", date(2018, 4, 1))
    desk.visit(f"/staff/territory/{region.id}?as_of=2018-04-01")
    assert ("18 places" in desk.text(), "Atasu" in desk.text() or "Атасу" in desk.text()) == (True, True)
    assert "Akimat of Karaganda Region" in desk.text()
    place = desk.page.select_one("table a.go")["href"]
    desk.visit(place)
    assert ("as_of=2018-04-01" in place, f"/staff/territory/{region.id}?as_of=2018-04-01" in str(desk.page)) == (True, True)
    desk.visit(f"/staff/territory/{region.id}?as_of=2018-04-01&q=xyz")
    assert "Nothing found" in desk.text()
    desk.visit("/staff/territory/9999", expect=404)


def test_a_table_comes_in_through_the_page(desk):
    send_file(desk, "code;kind;region;kk;ru;lat;lon\nakm-k;city;KZ-11;Көкшетау;Кокшетау;53.28;69.39".encode("kz1048"), 303)
    desk.follow()
    assert "The table is in: 1 new place, 0 places were there already" in desk.text()
    assert db.session.query(Unit).filter_by(code="akm-k").one().name.kk == "Көкшетау"


def test_every_mistake_of_a_table_is_shown_with_row_and_column(desk):
    before = db.session.query(Unit).count()
    rows = ["code;kind;region;kk;ru;lat;lon", *(f"bad {number};town;KZ-99;;А;x;y" for number in range(60))]
    page = send_file(desk, "\n".join(rows).encode(), 422)
    assert "Nothing was taken: 360 mistakes in the table." in desk.text()
    assert len(page.select("tbody tr")) == 200
    assert page.select_one("tbody tr").get_text(" ", strip=True) == "2 kk Nothing stands here."
    assert "And 160 more mistakes." in desk.text()
    assert db.session.query(Unit).count() == before


def test_a_picture_is_no_table(desk):
    send_file(desk, b"\x89PNG\r\n\x1a\n\x00\x00", 422)
    assert "This is a picture and no table" in desk.text()
    desk.send({}, form="#page-form", expect=422)
    assert "Choose a file." in desk.text()


def test_a_body_gets_a_new_name_from_a_day_on(desk):
    body = next(row for row in queries.bodies(date(2026, 1, 1)) if row.code == "agency")
    desk.visit(f"/staff/bodies/{body.id}")
    desk.send({"name_kk": "Жаңа", "name_ru": "Новое <i>имя</i>", "valid_from": "2010-01-01"}, form="#page-form", expect=422)
    assert "Give a later day." in desk.text()
    desk.send({"name_kk": "Жаңа", "name_ru": "Новое <i>имя</i>", "valid_from": "01.03.2026"}, form="#page-form", expect=303)
    assert "Новое <i>имя</i>" in desk.follow().get_text()
    desk.visit("/staff/bodies?as_of=2026-03-01", language="ru")
    assert "Новое <i>имя</i>" in desk.text()


def test_an_organizer_reads_bodies_and_changes_none(shipped_app):
    region = db.session.query(Region).filter_by(code="KZ-35").one()
    reader = signed_in(shipped_app, Role.REGION, region=region)
    body = queries.bodies(date(2026, 1, 1))[0]
    assert not reader.visit(f"/staff/bodies/{body.id}").select("#page-form")


@pytest.mark.parametrize("path", ["/staff/territory", "/staff/territory/1", "/staff/territory/import", "/staff/bodies"])
def test_nobody_enters_without_an_account(shipped_app, path):
    Reader(shipped_app).visit(path, expect=302)


@pytest.mark.parametrize("units", [1, 3])
def test_a_region_asks_the_same_number_of_questions_however_many_places_it_has(app, statements, units):
    region = db.session.get(Region, queries.unit_row(a_unit().id).region_id)
    for _ in range(units - 1):
        a_unit(region)
    reader = signed_in(app)
    statements.clear()
    reader.visit(f"/staff/territory/{region.id}")
    assert sum(statement.startswith("SELECT") for statement in statements) == 8


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_reads_in_every_language(desk, language):
    for path in ("/staff/territory?q=а", "/staff/territory/9", "/staff/territory/import", "/staff/bodies", "/staff/bodies/1"):
        desk.visit(path, language=language)


def test_kinds_of_places_are_said_in_the_language_of_each_reader(desk):
    region = queries.region_with_code("KZ-35", date(2018, 4, 1)).id
    for language, word in (("ru", "район"), ("kk", "аудан"), ("en", "district")):
        cells = desk.visit(f"/staff/territory/{region}", language=language).select("tbody td:nth-of-type(1)")
        assert cells[0].get_text(strip=True) == word


def test_a_place_that_went_to_another_region_stands_under_that_of_the_day(desk, shipped_app, monkeypatch):
    place = db.session.query(Unit).filter_by(code="kar-zhezkazgan").one()
    desk.visit(f"/staff/territory/units/{place.id}?as_of=2018-04-01")
    assert "Karaganda Region" in desk.text()
    desk.visit(f"/staff/territory/units/{place.id}?as_of=2026-01-01")
    assert "Ulytau Region" in desk.text()
    monkeypatch.setattr(clock, "campaign_today", lambda zone="": date(2026, 1, 1))
    region = db.session.query(Region).filter_by(code="KZ-62").one()
    organizer = signed_in(shipped_app, Role.REGION, region=region)
    organizer.visit(f"/staff/territory/units/{place.id}?as_of=2026-01-01")
    assert "Add a part" not in organizer.text(), "its parts touch the region that it came from, too"
