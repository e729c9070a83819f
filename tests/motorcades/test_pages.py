"""The pages of a column as a coordinator uses them: what was typed stays, what came too late is told, tables are whole."""

import io

import pytest
from python_calamine import CalamineWorkbook

from campaign.core.actor import Role
from campaign.core.audit import AuditEntry
from campaign.core.db import db
from campaign.motorcades import queries
from campaign.motorcades.schemas import CarRole
from campaign.relay.models import Stop
from tests.factories import a_relay, a_stop, a_user
from tests.motorcades.columns import a_car, a_motorcade, a_vehicle
from tests.reader import Reader

CAR = {
    "plate": "412 АКМ 09", "make": "Škoda Octavia", "colour": "белая", "seats": "4", "driver_name": "Исабеков Серік",
    "driver_phone": "8 701 555 01 23", "role": "lead", "kind": "car",
}  # fmt: skip


@pytest.fixture
def event(app):
    return a_motorcade()


@pytest.fixture
def desk(app, event) -> Reader:
    reader = Reader(app)
    reader.sign_in(a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))
    return reader


def new_car(event) -> str:
    return f"/staff/events/{event.id}/column/cars/new"


def test_from_an_empty_page_to_a_car_in_the_column(desk, event):
    desk.visit(f"/staff/events/{event.id}/column")
    assert "No vehicle is in the column yet" in desk.text()
    desk.visit(new_car(event))
    desk.send(CAR, form="main #page-form", expect=303)
    desk.follow()
    text = desk.text()
    for words in ("412 AKM 09 is in the column as number 1.", "lead car", "Исабеков Серік", "8 701 555 01 23", "Škoda Octavia"):
        assert words in text
    (car,) = queries.cars_of(event.id)
    assert (car.role, car.seats) == (CarRole.LEAD, 4)
    desk.visit(f"/staff/column-cars/{car.id}")
    desk.send({"number": "1", "decoration": "флаг"}, form="main #page-form", expect=303)
    assert queries.car_row(car.id).decoration == "флаг"
    desk.visit(f"/staff/column-cars/{car.id}")
    desk.send({}, form="main form[action$='/remove']", expect=303)
    assert queries.cars_of(event.id) == ()


WRONG = (
    ({"plate": "А" * 50}, "at most 12 letters and digits, here there are 50"),
    ({"plate": "1" * 10_000}, "At most 60 characters"),
    ({"plate": "", "kind": "boat"}, "A boat without a plate needs a name"),
    ({"plate": ""}, "While nobody knows it, type a name instead"),
    ({"seats": "-4"}, "Seats are from 0 to 200, here there are -4"),
    ({"seats": "много"}, "no whole number"),
    ({"seats": "9" * 5000}, "no whole number"),
    ({"given": "5"}, "The vehicle has 4 seats, so 5 cannot be given"),
    ({"driver_phone": "12"}, "A number has 11 digits"),
    ({"driver_name": ""}, "Whose phone is it?"),
    ({"kind": "ракета"}, "Choose one of the list"),
)


def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, event):
    desk.visit(new_car(event))
    for typed, words in WRONG:
        desk.send(CAR | typed, form="main #page-form", expect=422)
        assert words in desk.text()
        assert desk.page.select_one("#make")["value"] == "Škoda Octavia"
    desk.send(CAR | {"plate": "А" * 50, "seats": "-4", "given": "", "driver_phone": "12"}, form="main #page-form", expect=422)
    assert {field["id"] for field in desk.page.select("[aria-invalid=true]")} == {"plate", "seats", "driver_phone"}
    assert queries.cars_of(event.id) == ()


def test_a_vehicle_of_the_register_comes_with_its_facts_and_whoever_drove_it_last(desk, event):
    before = a_motorcade(db.session.get(Stop, event.stop_id), state="held")
    bus = a_car(before, a_vehicle(event.region_id, "771 CK 09", make="ПАЗ-3205", seats=23), driver="Ли Олег").vehicle_id
    desk.visit(f"{new_car(event)}?q=771+ск")
    (link,) = desk.page.select("main .lines a.btn")
    desk.visit(link["href"])
    assert [desk.page.select_one(f"#{name}")["value"] for name in ("make", "seats", "driver_name")] == [
        "ПАЗ-3205", "23", "Ли Олег",
    ]  # fmt: skip
    desk.send({"given": "20"}, form="main #page-form", expect=303)
    (car,) = queries.cars_of(event.id)
    assert (car.vehicle.id, car.seats, car.vehicle.seats) == (bus, 20, 23)
    desk.visit(f"{new_car(event)}?q=771+ск")
    assert "in this column already, number 1" in desk.text()
    desk.visit(f"/staff/vehicles/{bus}")
    assert len(desk.page.select("main .lines li")) == 2


def test_numbers_and_blocks_are_typed_beside_the_cars_and_stay_when_they_come_too_late(desk, event):
    cars = [a_car(event).id for _turn in range(3)]
    desk.visit(f"/staff/events/{event.id}/column")
    typed = {f"place-{cars[2]}": "1", f"block-{cars[0]}": "колледж"}
    desk.send(typed, form="main #page-form", expect=303)
    assert [(car.id, car.block) for car in queries.cars_of(event.id)] == [
        (cars[2], ""), (cars[0], "колледж"), (cars[1], ""),
    ]  # fmt: skip
    desk.visit(f"/staff/events/{event.id}/column")
    a_car(event)  # somebody else's
    desk.send({f"place-{cars[2]}": "3"}, form="main #page-form", expect=409)
    assert "The order of the column has changed meanwhile." in desk.text()
    assert desk.page.select_one(f"[name=place-{cars[2]}]")["value"] == "3"
    desk.send({}, form="main #page-form", expect=303)  # looked at again, meant
    assert [car.id for car in queries.cars_of(event.id)][2] == cars[2]


def test_a_stale_edit_is_told_keeps_the_words_and_is_taken_when_it_is_meant(desk, event):
    car = a_car(event)
    desk.visit(f"/staff/column-cars/{car.id}")
    car.decoration, car.version = "шары", 2
    db.session.commit()
    desk.send({"decoration": "флаг"}, form="main #page-form", expect=409)
    assert "Somebody has changed this vehicle meanwhile." in desk.text()
    assert desk.page.select_one("#decoration")["value"] == "флаг"
    desk.send({}, form="main #page-form", expect=303)
    assert queries.car_row(car.id).decoration == "флаг"


def test_the_facts_of_the_column_are_kept_and_shown(desk, event):
    address = f"/staff/events/{event.id}/column/facts"
    desk.visit(address)
    desk.send({"distance": "9,45", "speed_kmh": "0", "head_name": "Ли Олег"}, expect=422)
    assert "at 1 to 130 km an hour" in desk.text()
    desk.send({"distance": "9,45", "speed_kmh": "40", "gap_m": "15"}, expect=303)
    assert queries.facts_of(event.id).distance_m == 9450
    desk.follow()
    for words in ("40 km an hour", "15 m", "Ли Олег"):
        assert words in desk.text()
    desk.visit(address, language="ru")
    assert desk.page.select_one("#distance")["value"] == "9,45"


def test_the_column_is_taken_out_as_a_table_with_the_same_cars_and_a_line_on_the_trail(desk, event):
    a_car(event, a_vehicle(event.region_id, "123 ABC 09", make="=1+1"), driver="Ли Олег", phone="+77015550123")
    desk.visit(f"/staff/events/{event.id}/column")
    desk.send({}, form="main form[action$='/export']", expect=200)
    book = CalamineWorkbook.from_filelike(io.BytesIO(desk.response.get_data()))
    row = next(row for row in book.get_sheet_by_index(0).to_python() if row[4] == "123 ABC 09")
    assert (row[0], row[6], row[10], row[11]) == (1, "=1+1", "Ли Олег", "8 701 555 01 23")
    assert db.session.query(AuditEntry).filter_by(act="column.exported", thing_id=event.id).count() == 1


def test_another_region_gets_404_everywhere(app, event):
    car = a_car(event)
    stranger = Reader(app)
    stranger.sign_in(a_user(Role.STOP, stop=a_stop(a_relay())))
    for address in (
        f"/staff/events/{event.id}/column", new_car(event), f"/staff/column-cars/{car.id}", f"/staff/vehicles/{car.vehicle_id}",
    ):  # fmt: skip
        stranger.visit(address, expect=404)
    stranger.visit("/staff/vehicles")
    assert "No vehicle yet" in stranger.text()
