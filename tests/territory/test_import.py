"""A table of units: all of it or nothing, and every mistake by its row and column."""

import io
from datetime import date

import pytest
import xlsxwriter

from campaign.core.actor import Actor, Grant, Role, acting_as, scope_of
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.core.errors import Refused
from campaign.core.schema import load_shipped
from campaign.territory import queries, services
from campaign.territory.models import Unit
from campaign.territory.schemas import UnitsTaken
from campaign.territory.unit_table import TableRefused, read_units

HEAD = "code;kind;region;kk;ru;lat;lon"
ROW = "akm-kokshetau;city;KZ-11;Көкшетау;Кокшетау;53,28414;69.39364"
THEN = date(2018, 4, 1)


def table(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> bytes:
    return "\r\n".join([head, *rows]).encode(encoding)


def mistakes(data: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(TableRefused) as refused:
        services.import_units(data)
    return [(cell.row, cell.column, cell.code) for cell in refused.value.cells]


def akmola_units():
    return queries.units_of(queries.region_with_code("KZ-11", THEN).id, THEN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "kz1048"])
def test_a_table_comes_in_whatever_its_encoding(shipped_app, encoding):
    assert services.import_units(table(ROW, encoding=encoding)) == UnitsTaken(1, 0)
    (unit,) = akmola_units()
    assert (unit.name.kk, unit.lat, unit.time_zone) == ("Көкшетау", 53.28414, "Asia/Almaty")
    assert queries.centre_code(unit.region_id, THEN) == "akm-kokshetau"


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_columns_are_divided_by_what_offices_use(shipped_app, sign):
    row = ROW.replace("53,28414", "53.28414")
    assert services.import_units(table(row.replace(";", sign), head=HEAD.replace(";", sign))) == UnitsTaken(1, 0)


def test_a_spreadsheet_comes_in_with_a_title_above_its_head_and_a_total_below(shipped_app):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Ақмола")
        page.merge_range(0, 0, 0, 7, "Города и районы Акмолинской области")
        page.write_row(2, 1, ["Код", "Вид", "Область", "kk", "ru", "Широта", "Долгота"])
        page.write_row(3, 0, [1, "akm-kokshetau", "Город", "KZ-11", "Көкшетау", "Кокшетау", 53.28414, 69.39364])
        page.write_row(4, 1, ["Итого", 1])
    assert services.import_units(out.getvalue()) == UnitsTaken(1, 0)
    assert [(unit.code, unit.lat, unit.lon) for unit in akmola_units()] == [("akm-kokshetau", 53.28414, 69.39364)]


def test_headings_and_kinds_may_be_russian(shipped_app):
    head = "Код;Тип;Область;kk;ru;Широта;Долгота"
    assert services.import_units(table(ROW.replace("city", "Город"), head=head)) == UnitsTaken(1, 0)


def test_a_known_code_gets_the_values_of_the_table(either_app):
    load_shipped()
    first = services.import_units(table(ROW))
    again = services.import_units(table(ROW.replace("Кокшетау", "Кокчетав"), "akm-x;district;KZ-11;Х;Х;52;70"))
    assert (first, again) == (UnitsTaken(1, 0), UnitsTaken(1, 1))
    assert {unit.name.ru for unit in akmola_units()} == {"Кокчетав", "Х"}
    assert db.session.query(AuditEntry).filter_by(act="territory.imported").count() == 2


def test_a_place_may_go_to_another_region(shipped_app):
    head = HEAD + ";region_to;next_region"
    services.import_units(table("east-semey;city;KZ-63;Семей;Семей;50.42;80.25;07.06.2022;KZ-10", head=head))
    east, abai = queries.region_with_code("KZ-63", THEN).id, queries.region_with_code("KZ-10", date(2026, 1, 1)).id
    assert [unit.code for unit in queries.units_of(east, THEN)] == ["east-semey"]
    assert [unit.code for unit in queries.units_of(abai, date(2022, 6, 8))] == ["east-semey"]
    assert queries.units_of(east, date(2022, 6, 8)) == ()


def test_a_day_outside_our_time_is_a_mistake_of_its_line(shipped_app):
    head = HEAD + ";region_to;next_region"
    never = table("east-semey;city;KZ-63;Семей;Семей;50.42;80.25;9999-12-31;KZ-10", head=head)
    assert mistakes(never) == [(2, "region_to", "bad_date")]


def test_every_mistake_is_named_and_nothing_is_written(either_app):
    load_shipped()
    before = db.session.query(Unit).count()
    head = HEAD + ";region_from;region_to;next_region;time_zone"
    found = mistakes(
        table(
            "ok-one;city;KZ-11;А;А;50;70;;;;",
            ";city;KZ-11;А;А;50;70;;;;",
            "bad code;town;KZ-99;А;;x;190;;;;",
            "ok-one;city;KZ-11;А;А;50;70;;;;",
            "dates;city;KZ-11;А;А;50;70;2020-01-01;2019-01-01;;Mars/Olympus",
            "more;city;KZ-11;А;А;70;50;32.01.2020;;KZ-10;;too;many",
            f"long;city;KZ-11;{'Ә' * 10_000};А;nan;70;;;;",
            head=head,
        )
    )
    assert found == [
        (3, "code", "empty"),
        (4, "ru", "empty"), (4, "code", "bad_code"), (4, "kind", "unknown_kind"), (4, "region", "unknown_region"),
        (4, "lat", "no_number"), (4, "lon", "outside"),
        (5, "code", "twice_in_file"),
        (6, "region_to", "backwards"), (6, "time_zone", "unknown_zone"),
        (7, "", "too_many_cells"), (7, "region_to", "empty"), (7, "region_from", "bad_date"), (7, "lat", "outside"),
        (8, "kk", "too_long"), (8, "lat", "no_number"),
    ]  # fmt: skip
    assert db.session.query(Unit).count() == before


def test_a_mistake_says_where_it_is(shipped_app):
    with pytest.raises(TableRefused) as refused:
        services.import_units(table(ROW.replace("53,28414", "153")))
    assert str(refused.value.cells[0]).startswith("Row 2, lat: 153 lies outside Kazakhstan")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \r\n \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"),
        (b"PK\x03\x04\x14\x00\x06\x00", "damaged"),
        ("Просто письмо.\nБез столбцов".encode(), "one column only"),
        (b"a;b;c\n1;2;3", "must name the columns"),
        (HEAD.encode(), "no rows"),
        (table('"akm;city'), "not closed"),
        ((HEAD + ";lat\n" + ROW + ";1").encode(), "twice"),
        (b"x;" * 3_000_000, "larger than 4 MB"),
        (table(*[ROW] * 5_001), "More than 5000 rows"),
    ],
)
def test_what_is_no_table_is_answered_with_a_sentence(shipped_app, data, words):
    with pytest.raises(TableRefused, match=words):
        services.import_units(data)


def test_text_of_people_is_cleaned_on_the_way_in():
    (unit,) = read_units(table("x;city;KZ-11;Көк\u202eшетау;  Кок   шетау ;50;70"), lambda code: True)
    assert (unit.name.kk, unit.name.ru) == ("Көк шетау", "Кок шетау")


def test_a_regional_organizer_imports_only_their_own_region(shipped_app):
    mine = queries.region_with_code("KZ-11", THEN).id
    grants = (Grant(Role.REGION, region_id=mine),)
    with acting_as(Actor(1, "x", "x", grants, scope=scope_of(grants))):
        assert services.import_units(table(ROW)) == UnitsTaken(1, 0)
        with pytest.raises(Refused):
            services.import_units(table("kar-saran;city;KZ-11;Саран;Сарань;49.8;72.8"))
        with pytest.raises(Refused):
            services.import_units(table("x;city;KZ-39;А;А;53;63"))
