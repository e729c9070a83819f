"""A walk prepared and its doors recorded by a program."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.relay.models import Stop
from tests.factories import a_stop, a_user
from tests.machine import Machine
from tests.walks.doors.rounds import a_walk_of_today, doors_in, recorded, stands, teams_of
from tests.walks.halls import a_building, a_walk_event


@pytest.fixture
def walk(app):
    return a_walk_of_today()


@pytest.fixture
def machine(app, walk):
    return Machine.of(app, a_user(Role.STOP, stop=db.session.get(Stop, walk.stop_id)))


def test_a_door_is_recorded_once_however_often_it_is_sent(machine, walk):
    team, door = teams_of(walk)[0].id, doors_in(walk)["101"]
    path, sent = f"/walk-teams/{team}/doors", {"door_id": door, "version": 1, "soap": "given", "pieces": 2, "sign": "up"}
    sent["version"] = next(one["version"] for one in machine.get(path)["items"] if one["id"] == door)
    first = machine.ask("POST", path, {"doors": [sent]}, Idempotency_Key="k")
    again = machine.ask("POST", path, {"doors": [sent]}, Idempotency_Key="k")
    assert (first.status_code, again.data) == (200, first.data)
    assert next(one for one in first.json["items"] if one["id"] == door)["pieces"] == 2
    assert (stands(door), recorded()) == (("given", 2, "up"), 1)
    other = machine.ask("POST", path, {"doors": [{**sent, "soap": "refused"}]}, Idempotency_Key="k")
    assert (other.status_code, other.json["code"]) == (422, "key_reused")
    late = machine.ask("POST", path, {"doors": [{**sent, "pieces": 3}]}, Accept_Language="ru")
    assert [(error["field"], error["code"]) for error in late.json["errors"]] == [("doors.0", "stale")]
    record = machine.get(f"/events/{walk.event_id}/walk/records")["items"][0]
    undone = machine.ask("POST", f"/door-records/{record['id']}/undo").json["items"]
    assert next(one["soap"] for one in undone if one["id"] == door) == "unset"
    assert stands(door) == ("unset", 0, "unset")


def test_half_a_door_and_a_door_of_others_are_told_at_their_place(machine, walk):
    team, doors = teams_of(walk)[0].id, doors_in(walk)
    half = {"door_id": doors["101"], "version": 1, "soap": "given"}
    answer = machine.ask("POST", f"/walk-teams/{team}/doors", {"doors": [half]})
    assert [error["field"] for error in answer.json["errors"]] == ["doors.0.sign"]
    foreign = {"door_id": doors["201"], "version": 1, "soap": "absent"}
    answer = machine.ask("POST", f"/walk-teams/{team}/doors", {"doors": [foreign]})
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [("doors.0", "no_door")]
    assert recorded() == 0


def test_a_walk_is_prepared_and_split_and_a_foreign_building_is_not_there(app):
    stop = a_stop()
    event, building = a_walk_event(stop), a_building(stop)
    machine, path = Machine.of(app, a_user(Role.STOP, stop=stop)), f"/events/{event.id}/walk"
    foreign = a_building()
    assert machine.ask("GET", f"/buildings/{foreign.id}").status_code == 404
    assert machine.ask("PUT", f"{path}/building", {"building_id": foreign.id}).status_code == 404
    chosen = machine.ask("PUT", f"{path}/building", {"building_id": building.id})
    assert chosen.json["building"]["id"] == building.id
    halves = machine.ask("POST", f"{path}/split", {"teams": 2}).json["teams"]
    assert [len(machine.get(f"/walk-teams/{team['id']}/doors")["items"]) for team in halves] == [2, 3]
    team = f"/walk-teams/{halves[1]['id']}"
    named = {"name": "Синие", "leader_name": "Бекова А.", "leader_phone": "87015550177"}
    told = machine.ask("PATCH", team, named, If_Match=machine.ask("GET", team).headers["ETag"])
    assert "leader_name" not in told.json
    assert machine.get(team)["leader_phone"] == "+77015550177"
    assert machine.ask("DELETE", team).status_code == 204
    assert [one["room"] for one in machine.get(f"{path}/doors")["items"]] == ["101", "102"]
