"""The territory through history: codes, names, belonging, bodies; loading it twice."""

from datetime import date

import pytest

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound, Refused
from campaign.core.i18n import Translated, use_language
from campaign.core.schema import load_shipped
from campaign.territory import queries, services
from campaign.territory.models import BodyName, RegionPeriod, Unit, UnitPeriod
from campaign.territory.schemas import NewBodyName

THEN, NOW = date(2018, 4, 1), date(2026, 1, 1)


def ru(rows) -> set[str]:
    return {row.name.ru for row in rows}


def test_there_were_sixteen_regions_in_april_2018_and_there_are_twenty_now(shipped_app):
    assert len(queries.regions(THEN)) == 16
    assert len(queries.regions(date(2018, 6, 19))) == 17
    assert len(queries.regions(NOW)) == 20


@pytest.mark.parametrize("code", ["KZ-35", "KZ-KAR", " kz-kar "])
def test_a_region_is_found_by_its_code_of_today_and_of_then(shipped_app, code):
    then, now = queries.region_with_code(code, THEN), queries.region_with_code(code, NOW)
    assert (then.id, then.code, then.code_then) == (now.id, "KZ-35", "KZ-KAR")
    assert now.code_then == "KZ-35"


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("KZ-61", date(2018, 6, 18), "Южно-Казахстанская область"),
        ("KZ-YUZ", date(2018, 6, 19), "Туркестанская область"),
        ("KZ-71", date(2019, 3, 22), "город Астана"),
        ("KZ-71", date(2019, 3, 23), "город Нур-Султан"),
        ("KZ-71", date(2022, 9, 16), "город Нур-Султан"),
        ("KZ-71", date(2022, 9, 17), "город Астана"),
    ],
)
def test_a_region_has_the_name_of_its_day(shipped_app, code, day, name):
    assert queries.region_with_code(code, day).name.ru == name


def test_a_region_that_came_later_says_since_when(shipped_app):
    with use_language("en"), pytest.raises(NotFound, match=r"Ulytau Region \(since 08\.06\.2022\)"):
        queries.region_with_code("KZ-62", THEN)


@pytest.mark.parametrize("code", ["KZ-99", "", "x" * 10_000, "KZ\x0035", "😀", "\u202eKZ"])
def test_an_unknown_code_is_not_found(shipped_app, code):
    with pytest.raises(NotFound):
        queries.region_with_code(code, THEN)


def test_karaganda_had_eighteen_units_and_has_thirteen(shipped_app):
    karaganda, ulytau = queries.region_with_code("KZ-35", NOW).id, queries.region_with_code("KZ-62", NOW).id
    assert len(queries.units_of(karaganda, date(2022, 6, 7))) == 18
    assert len(queries.units_of(karaganda, date(2022, 6, 8))) == 13
    assert ru(queries.units_of(ulytau, NOW)) == {
        "Жезказган", "Каражал", "Сатпаев", "Жанааркинский район", "Улытауский район",
    }  # fmt: skip
    assert queries.units_of(ulytau, THEN) == ()
    assert (queries.centre_code(karaganda), queries.centre_code(ulytau)) == ("kar-karaganda", "kar-zhezkazgan")


def test_kostanay_had_twenty_units_in_2018(shipped_app):
    kostanay = queries.region_with_code("KZ-KUS", THEN)
    assert len(queries.units_of(kostanay.id, THEN)) == 20
    assert kostanay.time_zone == "Asia/Qostanay"


@pytest.mark.parametrize("words", ["киевка", "Nura", "Нұра", "нура", "kar-nura"])
def test_a_place_is_found_by_any_spelling_and_by_its_former_name(shipped_app, words):
    assert "kar-nura-district" in {row.code for row in queries.find_units(words, THEN)}


def test_places_stand_in_the_alphabet_of_the_reader(shipped_app):
    karaganda = queries.region_with_code("KZ-35", THEN).id
    with use_language("kk"):
        names = [row.name.kk for row in queries.units_of(karaganda, THEN)]
    assert names[:3] == ["Абай ауданы", "Ақтоғай ауданы", "Балқаш"]
    assert names.index("Қарағанды") > names.index("Жезқазған")


def test_a_body_has_the_name_of_its_day(shipped_app):
    karaganda = queries.region_with_code("KZ-35", THEN).id
    then, now = queries.bodies(THEN, karaganda), queries.bodies(NOW, karaganda)
    assert len(then) == len(now) == 3
    assert "Акимат Карагандинской области" in ru(then)
    assert "Агентство Республики Казахстан по делам государственной службы и противодействию коррупции" in ru(then)
    assert "Агентство Республики Казахстан по противодействию коррупции (Антикоррупционная служба)" in ru(now)


def test_loading_what_ships_again_changes_nothing(either_app):
    def everything():
        return {
            table.__tablename__: [tuple(vars(row)[name] for name in sorted(vars(row)) if name[0] != "_") for row in rows]
            for table in (RegionPeriod, Unit, UnitPeriod, BodyName)
            for rows in [db.session.query(table).order_by(table.id).all()]
        }

    load_shipped()
    before = everything()
    load_shipped()
    db.session.expire_all()
    assert everything() == before


def test_loading_again_keeps_what_staff_corrected(shipped_app):
    unit = db.session.query(Unit).filter_by(code="kar-saran").one()
    unit.lat = 49.9
    db.session.commit()
    load_shipped()
    db.session.expire_all()
    assert db.session.query(Unit).filter_by(code="kar-saran").one().lat == 49.9


def test_a_new_name_ends_the_one_before_it(either_app):
    load_shipped()
    body = next(row for row in queries.bodies(NOW) if row.code == "agency")
    services.rename_body(body.id, NewBodyName(Translated("Жаңа агенттік", "Новое агентство"), date(2026, 3, 1)), 1)
    names = queries.body_names(body.id)
    assert [row.name.ru for row in names][-1] == "Новое агентство"
    assert names[-2].valid_to == date(2026, 2, 28)
    assert queries.body_on(body.id, NOW).name.ru.startswith("Агентство")


def test_a_name_from_before_the_newest_is_refused(shipped_app):
    body = next(row for row in queries.bodies(NOW) if row.code == "agency")
    with pytest.raises(Invalid):
        services.rename_body(body.id, NewBodyName(Translated("А", "А"), date(2010, 1, 1)), 1)


def test_a_regional_organizer_renames_no_body(shipped_app):
    body = queries.bodies(NOW)[0]
    grants = (Grant(Role.REGION, region_id=1),)
    with acting_as(Actor(1, "x", "x", grants, scope=scope_of(grants))), pytest.raises(Refused):
        services.rename_body(body.id, NewBodyName(Translated("А", "А"), NOW), 1)
