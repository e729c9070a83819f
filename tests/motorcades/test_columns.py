"""What may stand in a column, in which order, and what is said of whatever may not."""

import pytest
from sqlalchemy import select

from campaign.accounts.queries import actor_of
from campaign.core.actor import Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from campaign.motorcades import queries, services
from campaign.motorcades.forms import typed_order
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.schemas import CarRole, CarState, Driver, PlateForm, VehicleKind
from campaign.motorcades.wishes import FactsWish, OrderWish
from campaign.people.imports.services import undo
from tests.factories import a_region, a_relay, a_stop, a_user
from tests.motorcades.columns import a_car, a_motorcade, a_vehicle, a_wish
from tests.people.imports.tables import SCHOOLS, a_csv, a_row, sent


@pytest.fixture
def event(app):
    return a_motorcade()


def order(event) -> list[tuple[int, str]]:
    return [(car.number, car.vehicle.plate or car.vehicle.name) for car in queries.cars_of(event.id)]


def complaints(act, *given) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        act(*given)
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_a_car_goes_to_the_end_or_where_it_is_wanted_and_the_others_close_up(event):
    for plate in ("101 AAA 09", "102 AAA 09", "103 AAA 09"):
        services.add_car(event.id, a_wish(plate), plate)
    services.add_car(event.id, a_wish("104 AAA 09", number=2), "k")
    assert order(event) == [(1, "101 AAA 09"), (2, "104 AAA 09"), (3, "102 AAA 09"), (4, "103 AAA 09")]
    second = queries.cars_of(event.id)[1]
    services.edit_car(second.id, a_wish("104 AAA 09", vehicle_version=1, number=4), second.version)
    services.remove_car(queries.cars_of(event.id)[0].id)
    assert order(event) == [(1, "102 AAA 09"), (2, "103 AAA 09"), (3, "104 AAA 09")]
    assert db.session.scalars(select(Vehicle.plate).order_by(Vehicle.plate)).first() == "101 AAA 09"  # the register keeps it


def test_what_is_written_of_a_car_is_read_again(event):
    wish = a_wish(
        make="Škoda Octavia", colour="белая", owner="частная", organisation="Колледж", phone="+77010000001", seats=3,
        second_driver=Driver("Ли Олег", "+77010000002"), role=CarRole.LEAD, block="головной", decoration="флаг", inspected=True,
    )  # fmt: skip
    added = services.add_car(event.id, wish, "k")
    assert services.add_car(event.id, wish, "k") == added  # sent twice
    (car,) = queries.column_of(event.id).cars
    assert (car.number, car.seats, car.vehicle.seats, car.role, car.block) == (1, 3, 4, CarRole.LEAD, "головной")
    assert (car.driver, car.second_driver) == (Driver("Исабеков С.", "+77010000001"), Driver("Ли Олег", "+77010000002"))
    assert (car.vehicle.looks, car.vehicle.belongs_to) == ("Škoda Octavia, белая", "частная, Колледж")
    row = db.session.get_one(ColumnCar, car.id)
    assert b"7010000001" not in (row.driver_phone_sealed or b"7010000001")


def test_the_same_plate_is_not_twice_in_a_column_however_it_is_typed(event):
    services.add_car(event.id, a_wish("123 ABC 09"), "1")
    assert complaints(services.add_car, event.id, a_wish("123авс09"), "2") == [("plate", "twice")]
    assert db.session.query(Vehicle).count() == 1


def test_a_plate_of_the_register_is_that_vehicle_and_only_what_is_missing_is_filled_in(event):
    bus = a_vehicle(event.region_id, "771 CK 09", seats=23, kind=VehicleKind.BUS, make="ПАЗ", colour="")
    added = services.add_car(event.id, a_wish("771 СК 09", make="Икарус", colour="жёлтая"), "1")
    (car,) = queries.cars_of(event.id)
    assert added.known
    assert (car.vehicle.id, car.vehicle.make, car.vehicle.colour, car.seats) == (bus.id, "ПАЗ", "жёлтая", 23)
    assert car.vehicle.kind is VehicleKind.BUS


@pytest.mark.parametrize(
    ("wish", "wrong"),
    [
        ({"plate": "1" * 50}, [("plate", "too_long")]),
        ({"plate": ""}, [("plate", "missing")]),
        ({"plate": "", "kind": VehicleKind.BOAT}, [("name", "missing")]),
        ({"make": "я" * 10_000, "block": "б" * 41}, [("make", "too_long"), ("block", "too_long")]),
        ({"seats": -1}, [("given", "out_of_range")]),
        ({"seats": 5}, [("given", "too_many")]),
        ({"number": 0}, [("number", "out_of_range")]),
        ({"driver": "", "phone": "+77010000001"}, [("driver_name", "missing")]),
    ],
)
def test_what_cannot_be_is_told_with_its_field_and_nothing_is_kept(event, wish, wrong):
    assert complaints(services.add_car, event.id, a_wish(**wish), "k") == wrong
    assert db.session.query(Vehicle).count() == 0


def test_a_boat_with_a_name_and_a_bicycle_without_anything_may_come(event):
    services.add_car(event.id, a_wish("", name="Бүркіт", kind=VehicleKind.BOAT), "1")
    services.add_car(event.id, a_wish("", kind=VehicleKind.BICYCLE), "2")
    services.add_car(event.id, a_wish("", kind=VehicleKind.BICYCLE), "3")
    assert [car.vehicle.plate_form for car in queries.cars_of(event.id)] == [PlateForm.NONE] * 3
    added = services.add_car(event.id, a_wish("О 777 ОО 45"), "4")
    assert "О 777 ОО 45" in str(added.warning)


def test_the_order_follows_the_typed_numbers_and_an_order_nobody_has_seen_is_told(event):
    cars = [a_car(event) for _turn in range(4)]
    ids = tuple(car.id for car in cars)
    moved = services.put_in_order(event.id, OrderWish({ids[0]: 4, ids[3]: 1}, {ids[1]: "колледж"}), ids)
    assert moved == 2
    after = [car.id for car in queries.cars_of(event.id)]
    assert after == [ids[3], ids[1], ids[2], ids[0]]
    assert [car.block for car in queries.cars_of(event.id)] == ["", "колледж", "", ""]
    with pytest.raises(Stale):
        services.put_in_order(event.id, OrderWish({ids[0]: 1}), ids)
    assert [car.id for car in queries.cars_of(event.id)] == after
    wrong = complaints(services.put_in_order, event.id, OrderWish(blocks={ids[0]: "x" * 41}), tuple(after))
    assert wrong == [("block", "too_long")]


def test_a_block_that_somebody_else_has_named_is_not_written_over_unseen(event):
    car, other = a_car(event), a_car(event)
    ids = (car.id, other.id)
    page = queries.column_of(event.id)
    typed = {f"block-{car.id}": "", f"was-{car.id}": "", f"block-{other.id}": "хвост", f"was-{other.id}": ""}
    services.put_in_order(event.id, OrderWish(blocks={car.id: "голова"}), ids)
    services.put_in_order(event.id, typed_order(page, typed | {"seen": f"{car.id}.{other.id}"})[0], ids)
    assert [row.block for row in queries.cars_of(event.id)] == ["голова", "хвост"]
    wish, _seen = typed_order(page, {f"block-{car.id}": "гости", f"was-{car.id}": ""})
    with pytest.raises(Stale):
        services.put_in_order(event.id, wish, ids)
    with pytest.raises(Stale):  # the page of the car, too
        services.edit_car(car.id, a_wish(page.cars[0].vehicle.plate, vehicle_version=1), 1)


def test_whoever_comes_second_with_an_edit_is_told(event):
    car = a_car(event, a_vehicle(event.region_id, "123 ABC 09"))
    services.edit_car(car.id, a_wish("123 ABC 09", vehicle_version=1, decoration="флаг"), 1)
    with pytest.raises(Stale):
        services.edit_car(car.id, a_wish("123 ABC 09", vehicle_version=1, decoration="шары"), 1)
    with pytest.raises(Stale):  # another has corrected the vehicle in the register
        services.edit_car(car.id, a_wish("123 ABC 09", vehicle_version=1, make="Киа"), 2)
    services.keep_facts(event.id, FactsWish(distance_m=9400), 0)
    with pytest.raises(Stale):
        services.keep_facts(event.id, FactsWish(distance_m=1), 0)
    assert queries.column_of(event.id).facts.distance_m == 9400


def test_seats_that_people_have_cannot_be_taken_away(event):
    car = a_car(event, a_vehicle(event.region_id, "123 ABC 09"), taken=3)
    wish = a_wish("123 ABC 09", vehicle_version=1, seats=2)
    assert complaints(services.edit_car, car.id, wish, 1) == [("given", "below_taken")]
    with pytest.raises(Conflict, match="3 people"):
        services.remove_car(car.id)


def test_another_vehicles_plate_is_not_given_a_second_time(event):
    a_vehicle(event.region_id, "123 ABC 09")
    car = a_car(event)
    wish = a_wish("123 АВС 09", vehicle_version=1)
    assert complaints(services.edit_car, car.id, wish, 1) == [("plate", "taken")]


def test_many_cars_are_put_in_all_or_none(event):
    services.add_cars(event.id, [a_wish("101 AAA 09"), a_wish("102 AAA 09", driver="Ли О.")])
    with pytest.raises(Invalid):
        services.add_cars(event.id, [a_wish("103 AAA 09"), a_wish("101 AAA 09")])
    assert order(event) == [(1, "101 AAA 09"), (2, "102 AAA 09")]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (FactsWish(distance_m=24_000_000), "distance"),
        (FactsWish(speed_kmh=0), "speed_kmh"),
        (FactsWish(gap_m=-1), "gap_m"),
        (FactsWish(escort="я" * 201), "escort"),
        (FactsWish(head=Driver("", "+77010000001")), "head_name"),
    ],
)
def test_facts_that_cannot_be_are_told(event, wish, field):
    assert [name for name, _code in complaints(services.keep_facts, event.id, wish, 0)] == [field]


def test_a_column_counts_what_comes(event):
    a_car(event, a_vehicle(event.region_id, seats=4), taken=1)
    a_car(event, a_vehicle(event.region_id, seats=23), driver="")
    absent = a_car(event, a_vehicle(event.region_id, seats=7), state=CarState.ABSENT, driver="")
    column = queries.column_of(event.id)
    assert (len(column.cars), len(column.coming), column.seats, column.taken) == (3, 2, 27, 1)
    assert [car.number for car in column.without_driver] == [2]
    assert queries.without_driver([event.id]) == {event.id: 1}
    assert queries.vehicles_of([event.id, event.id + 1]) == {event.id: 2}
    first, second = column.coming
    assert (column.beside(first), column.beside(second)) == ((None, second), (first, None))
    assert column.beside(next(car for car in column.cars if car.id == absent.id)) == (None, None)


def test_another_stop_sees_the_register_but_neither_the_column_nor_may_it_change_the_vehicle(app):
    region = a_region()
    relay = a_relay(region)
    here, there, far = a_stop(relay), a_stop(relay), a_stop()
    event = a_motorcade(here)
    car = a_car(event, a_vehicle(region.id, "123 ABC 09"))
    with acting_as(actor_of(a_user(Role.STOP, stop=there))):
        assert [row.plate for row in queries.find_vehicles().rows] == ["123 ABC 09"]
        assert queries.columns_with([car.vehicle_id]) == {}
        for ask in (lambda: queries.column_of(event.id), lambda: queries.car_row(car.id), lambda: services.remove_car(car.id)):
            with pytest.raises(NotFound):
                ask()
        with pytest.raises(Refused):
            services.edit_vehicle(car.vehicle_id, a_wish("123 ABC 09").vehicle, 1)
    with acting_as(actor_of(a_user(Role.STOP, stop=far))):
        assert queries.find_vehicles().rows == ()
        with pytest.raises(NotFound):
            queries.vehicle_row(car.vehicle_id)
    with acting_as(actor_of(a_user(Role.STOP, stop=here))):
        services.edit_vehicle(car.vehicle_id, a_wish("124 ABC 09").vehicle, 1)
        assert order(event) == [(1, "124 ABC 09")]


def test_the_register_is_searched_in_any_letters(event):
    college = services.add_car(event.id, a_wish("123 ABC 09", make="Тойота Камри", organisation="Колледж № 3"), "1")
    a_vehicle(event.region_id, "M 604 KXA", make="Лада", owner="Қуаныш")
    for words, found in (
        ("123 авс", ["123 ABC 09"]), ("тойота", ["123 ABC 09"]), ("toiota 123", ["123 ABC 09"]), ("колледж", ["123 ABC 09"]),
        ("куаныш", ["M 604 KXA"]), ("м604", ["M 604 KXA"]), ("ничего", []), ("– %", ["123 ABC 09", "M 604 KXA"]),
    ):  # fmt: skip
        assert [row.plate for row in queries.find_vehicles(words).rows] == found
    (row,) = queries.columns_with([queries.car_row(college.car_id).vehicle.id]).values()
    assert [(seen.event_id, seen.number) for seen in row] == [(event.id, 1)]


def test_an_import_that_is_taken_back_leaves_the_organisation_of_a_vehicle(event):
    number = sent(event.id, a_csv([a_row(1)]), create_organisations=True).import_id
    services.add_car(event.id, a_wish(organisation=SCHOOLS[1].upper()), "1")
    undo(number)
    (car,) = queries.cars_of(event.id)
    assert car.vehicle.organisation == SCHOOLS[1]


@pytest.mark.parametrize("cars", [1, 3])
def test_a_column_is_four_questions_and_a_page_of_the_register_two_however_long(event, statements, cars):
    for _turn in range(cars):
        a_car(event)
    event_id = event.id
    db.session.expunge_all()
    statements.clear()
    assert len(queries.column_of(event_id).cars) == cars
    assert len(statements) == 4
    statements.clear()
    assert len(queries.columns_with(row.id for row in queries.find_vehicles().rows)) == cars
    assert len(statements) == 2
