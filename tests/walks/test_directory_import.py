"""An akimat's telephone directory as it comes: headings between rows, merged cells, people who share a room."""

import io

import pytest
import xlsxwriter

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.sheets.reading import Upload
from campaign.territory.models import Region
from campaign.walks.buildings.imports import queries, services
from campaign.walks.buildings.imports.schemas import Options, Outcome
from campaign.walks.buildings.queries import building_of
from campaign.walks.models import Building, Floor, Office
from campaign.web.templating import clock_time
from tests.factories import a_stop, a_user
from tests.walks.halls import a_building, a_walk, a_walk_event

HEAD = ["№", "ФИО", "Должность", "Каб.", "Телефон"]


def a_directory() -> bytes:
    """What a directory looks like: a title, floors and departments as headings, a room merged over two people, a total."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Справочник")
        page.merge_range("A1:E1", "Телефонный справочник аппарата акима")
        page.write_row("A3", HEAD)
        page.merge_range("A4:E4", "3 этаж")
        page.merge_range("A5:E5", "Отдел экономики")
        page.write_row("A6", [1, "Ким Марат", "руководитель", "", "8 7213 11 22 33"])
        page.write_row("A7", [2, "Сейтова Әлия", "главный специалист", "", ""])
        page.merge_range("D6:D7", "каб. 312")
        page.merge_range("A9:E9", "Қаржы бөлімі")
        page.write_row("A10", [3, "Пак Вера", "бөлім басшысы", 315, ""])
        page.write_row("A11", [4, "Ли Олег", "водитель", "", ""])
        page.write_row("A12", [5, "Юн Анна", "приём", "301, 302а", ""])
        page.merge_range("A13:E13", "Цокольный этаж")
        page.write_row("A14", [6, "Тен Ия", "архивариус", "Архив", ""])
        page.write_row("A15", ["Итого", "", "", "", 6])
    return out.getvalue()


def sent(building: Building, data: bytes, name: str = "справочник.xlsx") -> int:
    return services.start(building.id, Upload(name, data), name)


def lines(number: int) -> list[tuple[int, str, str, str, str]]:
    found = queries.surveyed(queries.import_row(number)).judged
    assert found is not None
    return [(line.row, line.outcome.value, line.room, line.floor, line.unit_name.text("ru")) for line in found.lines]


def rooms(building: Building) -> dict[str, list[str]]:
    db.session.expire_all()
    return {floor.label: [office.room for office in floor.doors] for floor in building_of(building.id).floors}


@pytest.fixture
def building(app):
    return a_building(a_stop(), {})


def test_a_directory_is_understood_row_by_row(building):
    number = sent(building, a_directory())
    assert lines(number) == [
        (4, "skipped", "", "", ""),
        (5, "skipped", "", "", ""),
        (6, "new", "312", "3", "Отдел экономики"),
        (7, "skipped", "312", "", "Отдел экономики"),
        (9, "skipped", "", "", ""),
        (10, "new", "315", "3", "Қаржы бөлімі"),
        (11, "failed", "", "", ""),
        (12, "new", "301", "3", "Қаржы бөлімі"),
        (12, "new", "302а", "3", "Қаржы бөлімі"),
        (13, "skipped", "", "", ""),
        (14, "new", "Архив", "Цокольный этаж", ""),
        (15, "skipped", "", "", ""),
    ]
    judged = queries.surveyed(queries.import_row(number)).judged
    assert [(error.row, error.column, error.code) for error in judged.errors] == [(11, "room", "no_room")]
    assert "one door" in next(line.said[0] for line in judged.lines if line.row == 7)


def test_nothing_is_written_with_mistakes_and_the_others_only_when_asked(building):
    number = sent(building, a_directory())
    with pytest.raises(Conflict):
        services.commit(number, "one", skip_errors=False)
    assert rooms(building) == {}
    counts = services.commit(number, "two", skip_errors=True)
    assert (counts.new, counts.failed, services.commit(number, "two", skip_errors=True)) == (4, 1, counts)
    assert rooms(building) == {"3": ["301", "302а", "312", "315"], "Цокольный этаж": ["Архив"]}
    finance = db.session.query(Office).filter_by(room="315").one()
    assert (finance.unit_name.kk, finance.unit_name.ru, finance.position_title.kk) == ("Қаржы бөлімі", "", "бөлім басшысы")
    assert {office.person_sealed for office in db.session.query(Office)} == {None}


def test_names_are_taken_only_when_the_box_is_ticked(building):
    number = sent(building, a_directory())
    row = queries.import_row(number)
    services.remap(number, queries.surveyed(row).reading, Options(persons=True))
    services.commit(number, "names", skip_errors=True)
    office = db.session.query(Office).filter_by(room="312").one()
    assert (office.person, "Ким".encode() in (office.person_sealed or b"")) == ("Ким Марат", False)


def test_a_second_table_changes_only_what_it_says_and_is_taken_back_as_a_whole(app):
    stop = a_stop()
    building = a_building(stop)
    db.session.query(Office).filter_by(room="201").one().active = False
    db.session.commit()
    table = "Кабинет;Этаж;Отдел\n101;1;Отдел экономики\n102;2;Архив\n201;;\n401;;Касса\n12;;Склад\n".encode()
    number = sent(building, table, "a.csv")
    found = {row: outcome for row, outcome, *_rest in lines(number)}
    assert found == {2: "same", 3: "changed", 4: "changed", 5: "new", 6: "failed"}
    services.commit(number, "key", skip_errors=True)
    assert rooms(building) == {"1": ["101", "103"], "2": ["102", "201", "202"], "4": ["401"]}
    office = db.session.query(Office).filter_by(room="102").one()
    assert (office.unit_name.ru, office.unit_name.kk) == ("Архив", "Экономика бөлімі")
    assert services.undo(number).removed == 1
    assert rooms(building) == {"1": ["101", "102", "103"], "2": ["202"]}
    assert db.session.query(Office).filter_by(room="102").one().unit_name.ru == "Отдел экономики"
    assert db.session.query(Floor).filter_by(label="4").count() == 0


def test_a_room_that_a_walk_needs_stays_when_its_import_is_taken_back(app):
    stop = a_stop()
    building = a_building(stop, {})
    number = sent(building, "Бөлме\n301\n302\n".encode(), "a.csv")
    services.commit(number, "key", skip_errors=False)
    a_walk(a_walk_event(stop), building)
    undone = services.undo(number)
    assert (undone.removed, undone.stayed, rooms(building)) == (0, 2, {"3": ["301", "302"]})


@pytest.mark.parametrize(
    ("cell", "code"),
    [("", "no_room"), ("***", "no_room"), ("я" * 10_000, "too_long"), ("12", "no_floor"), ("#REF!", "sheet_error")],
)
def test_a_row_that_cannot_be_placed_says_where_and_why(building, cell, code):
    number = sent(building, f"Кабинет;Должность\n{cell};юрист\n".encode(), "a.csv")
    judged = queries.surveyed(queries.import_row(number)).judged
    assert judged is not None
    assert [(error.row, error.column, error.code) for error in judged.errors] == [(2, "room", code)]


def test_a_name_alone_in_a_row_is_nobodys_department(building):
    names = ["Пак Вера Ивановна", "Ли О.", "Сейтова Ә.М.", "Ахметов Нұрлан Серікұлы", "Аким города Ким М.П."]
    rows = "".join(f"{name};;\n30{place};юрист;\n" for place, name in enumerate(names, 1))
    number = sent(building, f"Каб.;Должность;ФИО\n;;Тен Ия\n300;юрист;\n{rows}Отдел ЗАГС;;\n309;юрист;\n".encode(), "a.csv")
    found = lines(number)
    assert [row for row, outcome, *_rest in found if outcome == "failed"] == [2, 4, 6, 8, 10, 12]
    assert [unit for _row, outcome, _room, _floor, unit in found if outcome == "new"] == [*[""] * 6, "Отдел ЗАГС"]


def test_the_pages_of_an_import(app, reader):
    stop = a_stop()
    building = a_building(stop, {})
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/buildings/{building.id}/imports")
    reader.send({}, expect=422)
    assert "Choose a file." in reader.text()
    reader.send({"file": (io.BytesIO(a_directory()), "справочник.xlsx")}, expect=303)
    page = reader.follow()
    assert "There is no room in this row." in page.get_text()
    assert not any(name in page.select_one("#rows").get_text() for name in ("Ким", "Сейтова"))
    address = reader.response.request.path
    reader.send({"column-3": ""}, form="#columns-form", expect=422)
    assert "Choose the column that holds the rooms." in reader.text()
    reader.visit(f"{address}?kind={Outcome.FAILED}&rows=99999999999")
    assert [cell.get_text() for cell in reader.page.select("#rows tbody td.num")] == ["11"]
    reader.visit(f"{address}?kind=nonsense")
    assert len(reader.page.select("#rows tbody td.num")) > 1
    assert reader.client.get(f"{address}/errors.xlsx").data[:2] == b"PK"
    reader.send({}, form="form.confirm-sheet", expect=303)
    assert "4 rows with new rooms are written." in reader.follow().get_text()
    reader.visit(address)
    reader.send({}, form="form[action$='/undo']", expect=303)
    assert "5 rooms are taken away." in reader.follow().get_text()
    assert rooms(building) == {}


def test_earlier_tables_are_told_by_the_clock_of_their_region(app, reader):
    stop = a_stop()
    building = a_building(stop, {})
    sent(building, a_directory())
    db.session.get(Region, stop.region_id).time_zone = "Asia/Tbilisi"
    db.session.commit()
    (row,) = queries.imports_of(building.id)
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/buildings/{building.id}/imports")
    assert clock_time(row.made_at, "Asia/Tbilisi") in reader.text()


def test_another_region_has_no_imports(reader, building):
    number = sent(building, a_directory())
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    for place in (f"buildings/{building.id}/imports", f"building-imports/{number}"):
        reader.visit(f"/staff/{place}", expect=404)


def test_a_file_without_rooms_is_told_and_can_be_mapped(app, reader):
    stop = a_stop()
    building = a_building(stop, {})
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/buildings/{building.id}/imports")
    reader.send({"file": (io.BytesIO("305;юрист\n306;бухгалтер\n".encode()), "a.csv")}, expect=303)
    assert "Say below which column holds the rooms." in reader.follow().get_text()
    page = reader.client.get(f"{reader.response.request.path}/errors.xlsx", follow_redirects=True).text
    assert "Nobody has said yet in which column the rooms stand." in page
    reader.visit(reader.response.request.path)
    reader.send({"column-0": "room", "column-1": "position_ru"}, form="#columns-form", expect=303)
    assert "Take 2 rows in" in reader.follow().get_text()
    reader.visit(f"/staff/buildings/{building.id}/imports")
    reader.send({"file": (io.BytesIO(b"%PDF-1.4 nothing"), "a.pdf")}, expect=303)
    assert "This is a PDF and no table." in reader.follow().get_text()


def test_columns_sent_empty_are_told(app, reader):
    stop = a_stop()
    building = a_building(stop, {})
    reader.sign_in(a_user(Role.STOP, stop=stop))
    reader.visit(f"/staff/buildings/{building.id}/imports")
    reader.send({"file": (io.BytesIO("Кабинет\n305\n".encode()), "a.csv")}, expect=303)
    form = reader.follow().select_one("#columns-form")
    for field in form.select("[name]:not([name=csrf_token])"):
        field.decompose()
    reader.send({}, form="#columns-form", expect=422)
    assert "Choose the column that holds the rooms." in reader.text()
