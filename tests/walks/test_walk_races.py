"""Two coordinators at once, and the register's acts, on both databases."""

from threading import Barrier, Thread
from threading import Event as TimeEvent
from time import sleep

from campaign.accounts.devices.batches import Batch
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from campaign.core.errors import CampaignError, Invalid
from campaign.sheets.reading import Upload
from campaign.walks import services
from campaign.walks.buildings import services as register
from campaign.walks.buildings.imports import services as imports
from campaign.walks.buildings.queries import building_of
from campaign.walks.buildings.schemas import FloorWish, OfficeEdit, RoomWish, stamp
from campaign.walks.doors.items import item_of
from campaign.walks.doors.services import recording
from campaign.walks.layout import Part
from campaign.walks.models import WalkDoor
from campaign.walks.queries import doors_of, walk_of
from campaign.walks.schemas import TeamWish
from tests.factories import a_stop
from tests.walks.doors.rounds import a_phone_of, a_walk_of_today, at_door, doors_in, teams_of
from tests.walks.halls import a_building, a_walk_event


def test_two_who_give_one_floor_to_two_teams_at_once_give_it_to_one(either_app):
    stop = a_stop()
    event = a_walk_event(stop)
    building = a_building(stop)
    services.choose_building(event.id, building.id)
    floor_id, event_id = building_of(building.id).floors[0].id, event.id
    teams = [services.create_team(event_id) for _team in range(2)]
    start, said = Barrier(2), []

    def give(number: int, team_id: int) -> None:
        with either_app.app_context():
            set_actor(SYSTEM)
            start.wait()
            try:
                services.write_team(team_id, TeamWish(number, "", "", ""), [Part(floor_id)], 1)
                said.append("given")
            except CampaignError as error:
                said.append(type(error))
            finally:
                db.session.remove()

    threads = [Thread(target=give, args=pair) for pair in enumerate(teams, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said, key=str) == sorted(["given", Invalid], key=str)
    db.session.rollback()
    assert len({door.team_id for door in doors_of(event_id=event_id)}) == 1
    assert db.session.query(WalkDoor).count() == 3


def test_the_register_and_a_walk_go_through_on_both_databases(either_app):
    stop = a_stop()
    event = a_walk_event(stop)
    building_id = a_building(stop, {"1": ("101", "102"), "2": ("201",)}).id
    register.add_rooms(building_id, [RoomWish(1, "301")], None, "one")
    assert register.add_rooms(building_id, [RoomWish(1, "301")], None, "one").floors == ("3",)
    first, second = building_of(building_id).floors[0].offices
    swapped = [
        OfficeEdit(office.id, stamp(office), room, office.unit_name, office.position_title, "", office.floor_id, True)
        for office, room in ((first, "102"), (second, "101"))
    ]
    assert register.edit_offices(building_id, swapped).changed == 2
    building = building_of(building_id)
    labels = [FloorWish(floor.id, label, floor.position) for floor, label in zip(building.floors, "213", strict=True)]
    register.write_floors(building_id, labels, building.version)
    number = imports.start(building_id, Upload("a.csv", "Каб.;Отдел\n401;Касса\n101;Архив\n".encode()), "two")
    imports.commit(number, "three", skip_errors=False)
    services.choose_building(event.id, building_id)
    services.split_evenly(event.id, 3)
    services.split_evenly(event.id, 2)
    assert [len(doors_of(team_id=team.id)) for team in walk_of(event.id).teams] == [2, 3]
    assert imports.undo(number).stayed == 1
    assert [floor.label for floor in building_of(building_id).floors] == ["2", "1", "3", "4"]


def test_a_door_that_is_recorded_while_its_floor_is_taken_away_stays_with_its_team(either_app, monkeypatch):
    walk = a_walk_of_today()
    two, doors, sending = teams_of(walk)[1], doors_in(walk), TimeEvent()
    token, team_id, version, item = a_phone_of(two)[1], two.id, two.version, item_of(at_door(doors["201"], pieces=3))
    db.session.rollback()
    stand_anew = recording.stand_anew

    def slowly(*args) -> None:
        stand_anew(*args)
        sending.set()
        sleep(0.3)

    monkeypatch.setattr(recording, "stand_anew", slowly)

    def send() -> None:
        with either_app.app_context():
            set_actor(SYSTEM)
            recording.take_batch(token, Batch(None, (item,)))
            db.session.remove()

    thread = Thread(target=send)
    thread.start()
    assert sending.wait(5)
    services.write_team(team_id, TeamWish(2, "", "", ""), [], version)
    thread.join()
    db.session.expire_all()
    assert [(door.room, door.pieces, door.team_id) for door in doors_of(event_id=walk.event_id)][3:] == [("201", 3, team_id)]
