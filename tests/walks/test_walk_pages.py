"""A walk as its coordinator prepares it: building, teams, floors, doors in order, people."""

import pytest

from campaign.accounts.queries import actor_with_id
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import NotFound
from campaign.people.lists.queries import list_with_phones
from campaign.people.schemas import RegistrationState
from campaign.people.services import load_shipped
from campaign.people.services.places import GIVEN_UP
from campaign.walks import services
from campaign.walks.buildings.queries import building_of
from campaign.walks.forms import order_of
from campaign.walks.layout import difference, split
from campaign.walks.models import Floor, Office, WalkDoor, WalkMember, WalkTeam
from campaign.walks.queries import doors_of, walk_of
from campaign.walks.rooms import room_key
from campaign.walks.schemas import Soap
from tests.factories import NOON, a_registration, a_role, a_stop, a_user
from tests.walks.halls import a_building, a_walk, a_walk_event


@pytest.fixture
def stop(app):
    return a_stop()


@pytest.fixture
def event(stop):
    return a_walk_event(stop)


@pytest.fixture
def keeper(app, reader, stop):
    reader.sign_in(a_user(Role.STOP, stop=stop))
    return reader


def lists(event_id: int) -> dict[int | None, list[str]]:
    """The rooms of each team by its number, in order."""
    db.session.expire_all()
    numbers = {team.id: team.number for team in walk_of(event_id).teams}
    found: dict[int | None, list[str]] = {}
    for door in doors_of(event_id=event_id):
        found.setdefault(numbers.get(door.team_id or 0), []).append(door.room)
    return found


def hall(floors: int, rooms: int) -> dict[str, tuple[str, ...]]:
    return {str(floor): tuple(f"{floor}{room:02}" for room in range(1, rooms + 1)) for floor in range(1, floors + 1)}


def record(event_id: int, room: str) -> None:
    door = db.session.query(WalkDoor).join(Office).filter(WalkDoor.event_id == event_id, Office.room == room).one()
    door.soap, door.pieces = Soap.GIVEN, 1
    db.session.commit()


@pytest.mark.parametrize(
    ("floors", "rooms", "teams", "sizes"),
    [(5, 24, 4, [30, 30, 30, 30]), (5, 24, 5, [24] * 5), (3, 1, 3, [1, 1, 1]), (1, 7, 3, [2, 3, 2]), (2, 25, 2, [25, 25])],
)
def test_doors_are_split_evenly_and_none_is_lost(app, stop, floors, rooms, teams, sizes):
    building = building_of(a_building(stop, hall(floors, rooms)).id)
    event = a_walk_event(stop)
    services.choose_building(event.id, building.id)
    services.split_evenly(event.id, teams)
    found = lists(event.id)
    assert [len(found[number]) for number in range(1, teams + 1)] == sizes
    assert [room for rooms_of_team in found.values() for room in rooms_of_team] == [office.room for office in building.doors]


def test_a_cut_falls_on_the_end_of_a_floor_that_is_near(app, stop):
    building = building_of(a_building(stop, hall(1, 24) | {"2": tuple(f"2{room:02}" for room in range(1, 27))}).id)
    assert [[(part.first_room, part.last_room) for part in parts] for parts in split(building, 2)] == [[("", "")], [("", "")]]


def test_a_walk_is_prepared_from_nothing(keeper, stop, event):
    assert "No building is known yet" in keeper.visit(f"/staff/events/{event.id}/walk").get_text()
    building = a_building(stop, hall(2, 3))
    keeper.visit(f"/staff/events/{event.id}/walk")
    keeper.send({"building": str(building.id)}, expect=303)
    assert "There are no teams yet." in keeper.follow().get_text()
    keeper.send({"teams": "7"}, form="#split-form", expect=422)
    assert "The building has 6 doors, that is less than one a team." in keeper.text()
    keeper.send({"teams": "2"}, form="#split-form", expect=303)
    page = keeper.follow()
    assert "All doors are split among 2 teams." in page.get_text()
    assert lists(event.id) == {1: ["101", "102", "103"], 2: ["201", "202", "203"]}
    keeper.send({"rules": "Постучите."}, form="#edit-form", expect=303)
    assert walk_of(event.id).rules == "Постучите."


def test_a_team_gets_a_part_of_a_floor_back_from_its_last_room(keeper, stop, event):
    a_walk(event, a_building(stop))
    first, second = walk_of(event.id).teams
    keeper.visit(f"/staff/walk-teams/{first.id}")
    keeper.send({"floors-1-take": "y", "floors-1-first": "202"}, expect=422)
    assert "Rooms of team 2: 202." in keeper.text()
    keeper.send({"floors-0-last": "102", "floors-0-direction": "backward", "floors-1-take": None, "leader_name": "Ким",
                 "leader_phone": "8 701 555 01 23"}, expect=303)  # fmt: skip
    assert lists(event.id) == {1: ["102", "101"], 2: ["201", "202"]}
    assert "1 door has no team: 103" in " ".join(keeper.follow().get_text(" ").split())
    assert (walk_of(event.id).teams[0].leader_phone, second.number) == ("+77015550123", 2)


def test_a_team_is_told_what_is_wrong(keeper, stop, event):
    a_walk(event, a_building(stop))
    team = walk_of(event.id).teams[0]
    keeper.visit(f"/staff/walk-teams/{team.id}")
    keeper.send({"leader_name": "я" * 10_000, "leader_phone": "12"}, expect=422)
    assert "At most 120 characters fit here, there are 10000." in keeper.text()
    keeper.send({"number": "2", "floors-0-first": "190", "leader_name": "", "leader_phone": ""}, expect=422)
    assert "There is a team 2 already." in keeper.text()
    assert "No room of floor 1 lies there." in keeper.text()
    services.order_doors(team.id, [], team.version)
    keeper.visit(f"/staff/walk-teams/{team.id}")
    keeper.page.select_one("[name=version]")["value"] = str(team.version)
    keeper.send({"name": "Первая"}, expect=409)
    assert "Somebody has changed this team meanwhile." in keeper.text()
    assert keeper.page.select_one("#name")["value"] == "Первая"


def test_doors_are_put_in_order_by_hand_and_new_ones_come_last(keeper, stop, event):
    a_walk(event, a_building(stop))
    team = walk_of(event.id).teams[0]
    doors = {door.room: door.id for door in doors_of(team_id=team.id)}
    keeper.visit(f"/staff/walk-teams/{team.id}/doors")
    keeper.send({f"door-{doors['103']}": "1"}, expect=303)
    assert lists(event.id)[1] == ["103", "101", "102"]
    office = db.session.query(Office).filter_by(room="101").one()
    db.session.add(
        Office(
            building_id=office.building_id, floor_id=office.floor_id, region_id=office.region_id, room="100а",
            room_key=room_key("100а"), unit_name=office.unit_name, position_title=office.position_title, position=0,
        )
    )  # fmt: skip
    db.session.commit()
    services.take_over(event.id)
    assert lists(event.id)[1] == ["103", "101", "102", "100а"]


def test_places_typed_are_where_the_doors_stand():
    assert order_of({"door-7": "1"}, [5, 6, 7]) == [7, 5, 6]
    assert order_of({"door-5": "3"}, [5, 6, 7]) == [6, 7, 5]
    assert order_of({"door-5": "nonsense", "door-6": "-1"}, [5, 6, 7]) == [5, 6, 7]


def test_a_change_of_the_register_is_offered_and_results_never_vanish(keeper, stop, event):
    building = a_building(stop)
    a_walk(event, building)
    record(event.id, "101")
    for room in ("101", "102"):
        db.session.query(Office).filter_by(room=room).one().active = False
    first = db.session.query(Office).filter_by(room="103").one()
    first.room, first.room_key = "109", "109"
    db.session.commit()
    text = " ".join(keeper.visit(f"/staff/events/{event.id}/walk").get_text(" ").split())
    assert "1 door is no longer in use or on no team's floors: 102" in text
    keeper.send({}, form="form[action$='/take-over']", expect=303)
    assert "The register has changed" not in keeper.follow().get_text()
    assert lists(event.id) == {1: ["109", "101"], 2: ["201", "202"]}


def test_the_doors_of_a_closed_team_are_no_difference(app, stop, event):
    building = a_building(stop)
    a_walk(event, building)
    db.session.query(Office).filter_by(room="102").one().active = False
    db.session.query(WalkTeam).filter_by(number=1).one().closed_at = NOON
    db.session.commit()
    with acting_as(SYSTEM):
        assert not difference(walk_of(event.id).teams, building_of(building.id), doors_of(event_id=event.id))


def test_no_building_of_another_region_is_offered(reader, stop, event):
    a_building(a_stop(), name="CANARY of elsewhere")
    reader.sign_in(a_user(Role.NATIONAL))
    assert "CANARY of elsewhere" not in reader.visit(f"/staff/events/{event.id}/walk").get_text()


def test_a_walk_that_has_begun_is_not_split_anew_and_its_doors_stay(keeper, stop, event):
    a_walk(event, a_building(stop))
    first, second = walk_of(event.id).teams
    page = keeper.visit(f"/staff/events/{event.id}/walk")
    assert "Split anew" in page.get_text()
    record(event.id, "101")
    keeper.send({"teams": "1"}, form="#split-form", expect=303)
    assert "The walk has begun" in keeper.follow().get_text()
    keeper.visit(f"/staff/walk-teams/{first.id}")
    keeper.send({"floors-0-take": None}, expect=303)
    keeper.visit(f"/staff/walk-teams/{second.id}")
    keeper.send({"floors-0-take": "y"}, expect=303)
    assert lists(event.id) == {1: ["101"], 2: ["102", "103", "201", "202"]}
    keeper.visit(f"/staff/walk-teams/{first.id}")
    keeper.send({}, form="form[action$='/remove']", expect=303)
    assert "Team 1 has recorded doors, so it stays." in keeper.follow().get_text()
    keeper.visit(f"/staff/walk-teams/{second.id}")
    keeper.send({}, form="form[action$='/remove']", expect=303)
    assert lists(event.id) == {1: ["101"]}


def test_people_go_to_teams_and_leave_with_their_place(keeper, stop, event):
    a_walk(event, a_building(stop))
    first, second = walk_of(event.id).teams
    sticker, soap = a_role(event, "крепит табличку"), a_role(event, "вручает мыло")
    people = [a_registration(event, f"Участник {number}") for number in range(4)]
    for number, registration in enumerate(people):
        registration.role_id = (sticker, soap)[number % 2].id
    waiting = a_registration(event, "Ждёт", state=RegistrationState.WAITING)
    db.session.commit()
    page = keeper.visit(f"/staff/events/{event.id}/walk/people")
    assert ("4 people of 4 have no team." in page.get_text(), "Ждёт" in page.get_text()) == (True, False)
    keeper.send({}, form="form[action$='/share']", expect=303)
    teams = {row.registration_id: row.team_id for row in db.session.query(WalkMember)}
    for team in (first, second):
        assert {row.role_id for row in people if teams[row.id] == team.id} == {sticker.id, soap.id}
    assert services.assign(event.id, {waiting.id: first.id, people[0].id: second.id}) in {0, 1}
    assert {row.registration_id for row in db.session.query(WalkMember)} == {row.id for row in people}
    keeper.follow()
    keeper.send({f"member-{people[1].id}": ""}, form="main form:not([action$='/share'])", expect=303)
    assert db.session.get(WalkMember, people[1].id) is None
    with unit_of_work() as session:
        for give_up in GIVEN_UP:
            give_up(session, people[0])
    assert walk_of(event.id).teams[0].members + walk_of(event.id).teams[1].members == 2


def test_a_ticket_and_the_march_list_say_with_which_team_somebody_walks(reader, stop, event):
    a_walk(event, a_building(stop))
    team = db.session.query(WalkTeam).filter_by(event_id=event.id, number=2).one()
    team.leader_name, team.leader_phone = "Ким Марат", "+77015550123"
    mine, other = a_registration(event, "Әлия Сейтова"), a_registration(event, "Болат Оспанов")
    mine.issue(1)
    db.session.commit()
    with unit_of_work() as session:
        load_shipped(session)
    services.assign(event.id, {mine.id: team.id})
    groups = {line.full_name: line.group for line in list_with_phones(event.id).lines}
    assert groups == {"Әлия Сейтова": "team 2", "Болат Оспанов": ""}
    panel = reader.visit(f"/ticket/{mine.token}").select_one("#team")
    assert " ".join(panel.get_text(" ").split()) == "Your team Team 2 Team leader Ким Марат 8 701 555 01 23"
    other.issue(1)
    db.session.commit()
    assert reader.visit(f"/ticket/{other.token}").select_one("#team") is None


def test_another_region_has_nothing_to_prepare(reader, stop, event):
    a_walk(event, a_building(stop))
    team = walk_of(event.id).teams[0]
    reader.sign_in(a_user(Role.STOP, stop=a_stop()))
    for place in (f"events/{event.id}/walk", f"events/{event.id}/walk/people", f"walk-teams/{team.id}"):
        reader.visit(f"/staff/{place}", expect=404)
    with acting_as(actor_with_id(a_user(Role.STOP, stop=a_stop()).id)):
        for act in (lambda: services.create_team(event.id), lambda: services.take_over(event.id)):
            with pytest.raises(NotFound):
                act()


@pytest.mark.parametrize("floors", [1, 3])
def test_how_much_the_page_of_a_walk_asks(keeper, statements, stop, floors):
    event = a_walk_event(stop)
    a_walk(event, a_building(stop, hall(floors, 4)))
    for _more in range(floors):
        services.create_team(event.id)
    address = f"/staff/events/{event.id}/walk"
    keeper.visit(address)
    statements.clear()
    keeper.visit(address)
    assert len([words for words in statements if words.startswith("SELECT")]) == 15


def test_the_walk_of_an_event_goes_with_it(app, stop, event):
    a_walk(event, a_building(stop))
    db.session.delete(event)
    db.session.commit()
    assert (db.session.query(WalkTeam).count(), db.session.query(WalkDoor).count(), db.session.query(Floor).count()) == (
        0,
        0,
        2,
    )
