"""The register of offices as its keepers use it: typing, changing, and what they are told when something is wrong."""

import pytest

from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import db
from campaign.core.errors import Invalid
from campaign.relay.models import Relay
from campaign.walks.buildings.queries import building_of, buildings
from campaign.walks.buildings.schemas import FloorWish
from campaign.walks.buildings.services import write_floors
from campaign.walks.models import Building, Floor, Office
from campaign.walks.rooms import BadRooms, floor_of, rooms_of
from tests.factories import a_stop, a_user
from tests.walks.halls import a_building, a_walk, a_walk_event


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def keeper(app, reader, stop):
    reader.sign_in(a_user(Role.STOP, stop=stop))
    return reader


def rooms(building: Building) -> dict[str, list[str]]:
    db.session.expire_all()
    return {floor.label: [office.room for office in floor.doors] for floor in building_of(building.id).floors}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("301-304", ["301", "302", "303", "304"]),
        ("А-101–А-103, 5", ["А-101", "А-102", "А-103", "5"]),
        ("099-101", ["099", "100", "101"]),
        ("101а-103б", ["101а-103б"]),
    ],
)
def test_a_range_names_rooms(words, found):
    assert rooms_of(words) == found


@pytest.mark.parametrize(
    ("words", "why"), [("320-301", "backwards"), ("1-9999", "too_many"), ("100-399," * 20_000, "too_many"), (" , ", "empty")]
)
def test_a_range_that_is_none_says_why(words, why):
    with pytest.raises(BadRooms) as error:
        rooms_of(words)
    assert error.value.code == why


def test_the_floor_is_guessed_only_from_numbers_that_tell_it():
    told = {"312": "3", "1204а": "12", "3/15": "3", "А-412": "4", "7": "", "Приёмная": "", "099": ""}
    assert {room: floor_of(room) for room in told} == told


def test_a_building_is_added_filled_and_changed(keeper, stop):
    assert "No building is known yet" in keeper.visit("/staff/buildings").get_text()
    keeper.visit("/staff/buildings/new")
    keeper.send({"name_ru": "Акимат города", "name_kk": "Қала әкімдігі", "address": "пр. Мира, 1"}, expect=303)
    building = db.session.query(Building).one()
    assert "no floors and rooms yet" in keeper.follow().get_text()
    keeper.visit(f"/staff/buildings/{building.id}/rooms")
    keeper.send({"lines": "301-303\n212\tОтдел экономики\tруководитель\n9а; Приёмная"}, expect=422)
    assert "Line 3: Room 9а does not say its floor. Choose the floor above." in keeper.text()
    assert "301-303" in keeper.page.select_one("#lines").get_text()
    keeper.send({"lines": "310\n301-303\n212\tОтдел экономики\tруководитель"}, expect=303)
    assert "5 rooms are added. New floors: 2, 3." in " ".join(keeper.follow().get_text(" ").split())
    assert rooms(building) == {"2": ["212"], "3": ["301", "302", "303", "310"]}
    assert (building.region_id, building.unit_id) == (stop.region_id, stop.unit_id)


def test_the_same_room_twice_is_told_and_a_room_out_of_use_comes_back(keeper, stop):
    building = a_building(stop)
    office = db.session.query(Office).filter_by(room="101").one()
    office.active = False
    db.session.commit()
    keeper.visit(f"/staff/buildings/{building.id}/rooms")
    keeper.send({"lines": "102\n1O4; x\n104\n104"}, expect=422)
    assert "Line 1: Room 102 is there already, on floor 1." in keeper.text()
    assert "Line 4: Room 104 stands in line 3 already." in keeper.text()
    keeper.send({"lines": "101; Отдел кадров"}, expect=303)
    assert "1 room is in use again." in " ".join(keeper.follow().get_text(" ").split())
    assert rooms(building)["1"] == ["101", "102", "103"]


def test_a_floor_is_edited_as_a_table(keeper, stop):
    building = a_building(stop)
    first, second = db.session.query(Floor).order_by(Floor.position)
    keeper.visit(f"/staff/floors/{first.id}/offices")
    changed = {"rows-0-room": "102", "rows-1-room": "101", "rows-1-person": "Ким Марат", "rows-2-floor": str(second.id)}
    keeper.send(changed, expect=303)
    assert rooms(building) == {"1": ["101", "102"], "2": ["103", "201", "202"]}
    assert "Ким Марат" in keeper.visit(f"/staff/buildings/{building.id}").get_text()
    office = db.session.query(Office).filter_by(room="101").one()
    assert (office.person, b"\xd0\x9a\xd0\xb8\xd0\xbc" in (office.person_sealed or b"")) == ("Ким Марат", False)
    keeper.visit(f"/staff/floors/{first.id}/offices")
    keeper.send({"rows-0-room": "201", "rows-1-unit_ru": "я" * 201}, expect=422)
    assert "Room 201 is in this building already." in keeper.text()
    assert "At most 200 characters fit here, there are 201." in keeper.text()


def test_two_at_once_are_told_of_one_another_and_rows_nobody_touched_stay(keeper, app, stop):
    building = a_building(stop)
    floor = db.session.query(Floor).order_by(Floor.position).first()
    keeper.visit(f"/staff/floors/{floor.id}/offices")
    for room, name in (("101", "Касса"), ("102", "Архив")):
        db.session.query(Office).filter_by(room=room).one().unit_name = building.name.__class__(ru=name)
    db.session.commit()
    keeper.send({"rows-0-unit_ru": "Отдел кадров", "rows-2-unit_ru": "Приёмная"}, expect=422)
    assert "Somebody has changed this row meanwhile." in keeper.text()
    keeper.send({}, expect=303)
    named = {office.room: office.unit_name.ru for office in building_of(building.id).floors[0].offices}
    assert named == {"101": "Отдел кадров", "102": "Архив", "103": "Приёмная"}


def test_a_door_of_a_walk_is_never_deleted(keeper, stop):
    event = a_walk_event(stop)
    building = a_building(stop)
    a_walk(event, building)
    floor = db.session.query(Floor).order_by(Floor.position).first()
    keeper.visit(f"/staff/floors/{floor.id}/offices")
    keeper.send({"rows-0-gone": "y"}, expect=303)
    assert "only out of use: 101." in " ".join(keeper.follow().get_text(" ").split())
    keeper.visit(f"/staff/buildings/{building.id}/floors")
    keeper.send({"floors-0-gone": "y", "floors-1-label": ""}, expect=422)
    assert "Rooms or walks belong to floor 1." in keeper.text()
    assert "What is this floor called?" in keeper.text()
    assert rooms(building) == {"1": ["102", "103"], "2": ["201", "202"]}


def test_a_complaint_stands_beside_its_floor_though_one_before_it_is_taken_away(app, stop):
    building = a_building(stop, {"1": (), "2": (), "3": ()})
    first, second, third = [floor.id for floor in db.session.query(Floor).order_by(Floor.position)]
    wishes = [FloorWish(first, "1", 1, gone=True), FloorWish(second, "", 2), FloorWish(third, "3", 3)]
    with acting_as(SYSTEM), pytest.raises(Invalid) as told:
        write_floors(building.id, wishes, 1)
    assert [(problem.field, problem.code) for problem in told.value.problems] == [("floors-1-label", "missing")]


def test_floors_change_places_and_are_added(keeper, stop):
    building = a_building(stop, {"1": (), "2": ()})
    keeper.visit(f"/staff/buildings/{building.id}/floors")
    keeper.send({"floors-0-label": "2", "floors-1-label": "1", "more": "3-4, мансарда"}, expect=303)
    assert list(rooms(building)) == ["2", "1", "3", "4", "мансарда"]
    assert "This floor has no rooms yet" in keeper.follow().get_text()
    keeper.visit(f"/staff/buildings/{building.id}")
    keeper.send({}, form="form[action$='/remove']", expect=303)
    assert db.session.query(Building).count() == 0


def test_names_are_shown_only_to_those_who_keep_this_building(keeper, reader, app, stop):
    neighbour = a_stop(db.session.get(Relay, stop.relay_id))
    building = a_building(stop)
    office = db.session.query(Office).filter_by(room="101").one()
    office.person = "Ахметова Сауле"
    db.session.commit()
    page = f"/staff/floors/{office.floor_id}/offices"
    assert "Ахметова Сауле" in str(keeper.visit(page))
    reader.sign_in(a_user(Role.STOP, stop=neighbour))
    assert "Ахметова" not in str(reader.visit(f"/staff/buildings/{building.id}"))
    assert "Ахметова" not in str(reader.visit(page, expect=403))


def test_another_region_neither_sees_nor_writes(reader, app, stop):
    building = a_building(stop)
    floor = db.session.query(Floor).first()
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    for place in (f"buildings/{building.id}", f"buildings/{building.id}/rooms", f"floors/{floor.id}/offices"):
        reader.visit(f"/staff/{place}", expect=404)
    assert "No building is known yet" in reader.visit("/staff/buildings").get_text()


@pytest.mark.parametrize("number", [1, 3])
def test_how_much_the_register_asks(app, statements, stop, number):
    for place in range(number):
        made = a_building(stop, {str(floor): ("101",) if floor == 1 else () for floor in range(1, number + 1)}, str(place))
        number_of_one = made.id
    statements.clear()
    assert (len(buildings()), len(statements)) == (number, 1)
    statements.clear()
    building_of(number_of_one)
    assert len(statements) == 3
