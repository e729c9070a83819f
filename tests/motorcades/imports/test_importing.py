"""Tables of vehicles: every mistake is told, good ones come into the column as a whole and leave it as a whole."""

import json
from io import BytesIO

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.core.errors import Conflict, NotFound, Refused
from campaign.factory import cli
from campaign.motorcades.imports import services
from campaign.motorcades.imports.queries import dry_run, import_row, taking_back
from campaign.motorcades.imports.schemas import ImportState, Options, TakingBack
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.queries import cars_of
from campaign.motorcades.schemas import CarRole, CarState, VehicleKind
from campaign.motorcades.services import edit_car
from campaign.sheets.mapping import Reading
from tests.factories import a_relay, a_stop, a_user
from tests.motorcades.columns import a_car, a_motorcade, a_vehicle, a_wish
from tests.papers.papers import acting
from tests.people.imports.tables import a_csv, an_xlsx

RU = ("№", "Гос. номер", "Марка", "Цвет", "Мест", "Водитель", "Телефон", "Владелец", "Роль", "Оформление")
KK = ("Мемлекеттік нөмір", "Көлік", "Түсі", "Орын", "Жүргізуші", "Телефон", "Иесі")
LADA = (1, "123 АВС 09", "Лада Гранта", "белая", 4, "Ким Марат", "8 701 000 01 01", "Ким", "головная", "флаг")
BUS = (2, "456 AB 09", "ПАЗ", "жёлтый", 25, "Ли Олег", "87010000102", "", "", "")


@pytest.fixture
def event(app):
    return a_motorcade()


def sent(event, *rows, head=RU) -> int:
    return services.start(event.id, a_csv(rows, head, name="vehicles.csv"), f"key-{len(rows)}-{head[0]}")


def judged(event, *rows, head=RU, **options):
    return dry_run(event.id, a_csv(rows, head), None, Options(**options)).judged


def test_good_rows_come_into_the_column_and_the_whole_import_goes_again(either_app):
    event = a_motorcade()
    a_car(event)
    known = a_vehicle(event.region_id, "456 AB 09", seats=20)
    import_id = sent(event, LADA, BUS, ("", "", "Итого", "", 29))
    assert services.commit(import_id, False, "", "write") == 2
    assert services.commit(import_id, False, "", "write") == 2  # the same key once more
    first, lada, bus = cars_of(event.id)
    assert (first.number, lada.number, bus.number) == (1, 2, 3)
    assert (lada.vehicle.plate, lada.vehicle.owner, lada.role, lada.decoration) == ("123 ABC 09", "Ким", CarRole.LEAD, "флаг")
    assert (lada.driver.name, lada.driver.phone, lada.seats) == ("Ким Марат", "+77010000101", 4)
    assert (bus.vehicle.id, bus.vehicle.seats, bus.role) == (known.id, 20, CarRole.BUS)  # the register keeps what it knows
    row = import_row(import_id)
    assert (row.counts.rows, row.counts.created, row.counts.matched, row.counts.skipped) == (3, 1, 1, 1)
    with pytest.raises(Conflict):
        services.commit(import_id, False, "", "again")
    assert services.undo(import_id) == 2
    assert services.undo(import_id) == 0
    assert [car.number for car in cars_of(event.id)] == [1]
    assert db.session.query(Vehicle).filter_by(plate_key="456AB09").count() == 1
    assert db.session.query(Vehicle).filter_by(plate_key="123ABC09").count() == 0
    assert import_row(import_id).state is ImportState.UNDONE


def test_a_car_with_passengers_stays_when_an_import_goes(event):
    import_id = sent(event, LADA, BUS)
    services.commit(import_id, False, "", "write")
    db.session.query(ColumnCar).filter_by(number=2).one().taken = 3
    db.session.commit()
    assert services.undo(import_id) == 1
    assert [car.vehicle.plate for car in cars_of(event.id)] == ["456 AB 09"]


def test_what_was_changed_by_hand_or_marked_since_stays_when_an_import_goes(event):
    third, fourth = (3, "789 AB 09", "Нива"), (4, "790 AB 09", "Нива")
    import_id = sent(event, LADA, BUS, third, fourth)
    services.commit(import_id, False, "", "write")
    lada, bus, _untouched, corrected = cars_of(event.id)
    edit_car(lada.id, a_wish("123 ABC 09", "Омаров Ерлан", vehicle_version=lada.vehicle.version), lada.version)
    db.session.query(ColumnCar).filter_by(id=bus.id).one().state = CarState.PRESENT
    db.session.query(Vehicle).filter_by(id=corrected.vehicle.id).one().version = 2
    db.session.commit()
    assert taking_back(import_id) == TakingBack(removed=2, staying=2, forgotten=1)
    assert services.undo(import_id) == 2
    assert [(car.number, car.driver.name) for car in cars_of(event.id)] == [(1, "Омаров Ерлан"), (2, "Ли Олег")]
    plates = [plate for (plate,) in db.session.query(Vehicle.plate).order_by(Vehicle.plate)]
    assert plates == ["123 ABC 09", "456 AB 09", "790 AB 09"]


def test_everything_that_is_wrong_is_told_by_row_and_column(event):
    a_car(event, a_vehicle(event.region_id, "777 AAA 09"))
    found = judged(
        event,
        (1, "1" * 50, "Лада", "", 4, "Ким", "8 701", "", "вертолёт", ""),
        (2, "", "Лада", "", -1, "", "8 701 000 01 01", "", "", ""),
        (3, "777 ААА 09", "Лада", "", "много", "", "", "", "", ""),
        LADA,
        (5, "kz 123авс09", "Нива", "", "", "", "", "", "", ""),
        (6, "777 AAA 09", "Лада", "", 4, "", "", "", "", ""),
        (7, "О777ОО 45", "Лада", "ц" * 41, 4, "", "", "", "", ""),
        (8, "О778ОО 45", "Лада", "", 4, "", "", "", "", ""),
    )
    assert [(error.row, error.column, error.code) for error in found.errors] == [
        (2, "plate", "too_long"), (2, "phone", "invalid_phone"), (2, "role", "unknown"),
        (3, "plate", "missing"), (3, "seats", "out_of_range"), (3, "driver", "missing"),
        (4, "seats", "no_number"), (6, "plate", "twice"), (7, "plate", "there"), (8, "colour", "too_long"),
    ]  # fmt: skip
    assert [(line.row, line.outcome.value, bool(line.warning)) for line in found.lines] == [
        (2, "failed", False), (3, "failed", False), (4, "failed", False), (5, "new", False), (6, "failed", False),
        (7, "failed", False), (8, "failed", False), (9, "new", True),
    ]  # fmt: skip


def test_kazakh_heads_boats_and_what_a_vehicle_is_by_its_seats(event):
    found = judged(event, ("123 ABC 09", "Лада", "ақ", "", "Ким", "", "Ким"), ("45 AA", "Isuzu", "", 25, "", "", ""), head=KK)
    assert [(wish.vehicle.kind, wish.vehicle.make, wish.vehicle.colour) for wish in found.wishes] == [
        (VehicleKind.CAR, "Лада", "ақ"), (VehicleKind.BUS, "Isuzu", ""),
    ]  # fmt: skip
    boats = judged(event, ("Бүркіт", "катер", 6), ("", "катер", 2), head=("Название", "Вид", "Мест"))
    assert [wish.vehicle.name for wish in boats.wishes] == ["Бүркіт"]
    assert [(error.row, error.column) for error in boats.errors] == [(3, "name")]


def test_what_is_no_table_of_vehicles_is_said(event):
    assert "No heading such as" in dry_run(event.id, a_csv([("a", "b")], ("x", "y")), None, Options()).trouble
    empty = dry_run(event.id, a_csv([], RU), None, Options())
    assert "No vehicle stands under the head" in empty.trouble
    named = Reading(empty.reading.sheet, 0, {"plate": 0})
    assert dry_run(event.id, a_csv([("123 ABC 09",)], ()), named, Options()).judged.counts.created == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_look_costs_the_same_however_many_rows(event, statements, rows):
    upload = a_csv([(n, f"{100 + n} ABC 09", "Лада", "", 4) for n in range(rows)], RU)
    event_id = event.id
    db.session.expunge_all()
    statements.clear()
    dry_run(event_id, upload, None, Options())
    assert len(statements) == 4


def test_only_those_who_run_the_stop_bring_vehicles_in(event):
    import_id = sent(event, LADA)
    with acting(a_user(Role.STOP, stop=a_stop(a_relay()))), pytest.raises(NotFound):
        services.commit(import_id, False, "", "theirs")
    with acting(a_user(Role.AUDITOR)), pytest.raises((NotFound, Refused)):
        services.commit(import_id, False, "", "auditor")


def test_a_clerk_sends_mends_leaves_out_takes_in_and_takes_back(reader, event):
    reader.sign_in(a_user(Role.NATIONAL))
    page = f"/staff/events/{event.id}/column/imports"
    reader.visit(page)
    reader.send({}, expect=422)
    assert "Choose a file." in reader.text()
    table = an_xlsx([LADA, BUS, (3, "123 ABC 09", "<b>Нива</b>", "", "", "", "", "", "", "")], RU).data
    reader.send({"file": (BytesIO(table), "машины.xlsx")}, expect=303)
    reader.follow()
    assert "123 ABC 09 stands in row 2 already. Leave one of the two rows." in reader.text()
    address = reader.response.request.path
    reader.visit(f"{address}/errors.xlsx")
    reader.visit(address)
    reader.send({"column-1": "make"}, form="#columns-form", expect=422)
    assert "Two columns are taken for" in reader.text()
    reader.visit(address)
    reader.send({"row-4": "skip"}, form="form[action$='/rows']", expect=303)
    reader.follow()
    assert "left out, as you decided" in reader.text()
    reader.send({}, form="form[action$='/commit']", expect=303)
    reader.follow()
    assert len(cars_of(event.id)) == 2
    reader.visit(f"{address}/undo")
    assert "Take 2 vehicles out of the column" in reader.text()
    reader.send({}, form="form[action$='/undo']", expect=303)
    assert cars_of(event.id) == ()
    reader.visit(page)
    assert "taken back" in reader.text()


def test_the_console_brings_in_what_is_right_and_says_all_that_is_wrong(app, event, tmp_path):
    def run(*words):
        return CliRunner().invoke(cli, ["motorcades", *words], obj=ScriptInfo(create_app=lambda: app))

    file = tmp_path / "vehicles.csv"
    file.write_bytes(a_csv([LADA, BUS, (3, "", "Лада", "", "", "", "", "", "", "")], RU).data)
    done = run("import", str(file), "--event", str(event.id), "--json")
    document = json.loads(done.output)
    assert (done.exit_code, document["import"], document["created"], document["failed"]) == (1, None, 2, 1)
    assert [(error["row"], error["column"]) for error in document["errors"]] == [(4, "plate")]
    assert run("import", str(file), "--event", str(event.id), "--skip-errors", "--dry-run").exit_code == 0
    assert cars_of(event.id) == ()
    done = run("import", str(file), "--event", str(event.id), "--skip-errors", "--json")
    assert len(cars_of(event.id)) == 2
    assert run("undo-import", str(json.loads(done.output)["import"])).exit_code == 0
    assert cars_of(event.id) == ()
