"""A season planned, slipped and handed over by a program."""

import pytest

from campaign.core.actor import Role
from tests.factories import a_user
from tests.machine import Machine

SEASON = {"region": "KZ-35", "start": "2018-04-02", "stay_days": 14, "until": "2018-12-09", "as_of": "2018-04-01"}


@pytest.fixture
def machine(shipped_app):
    return Machine.of(shipped_app, a_user(Role.NATIONAL))


def test_a_season_is_proposed_created_slipped_and_put_back(machine):
    plan = machine.ask("POST", "/plans", SEASON)
    assert (plan.status_code, len(plan.json["stops"]), plan.json["stops"][0]["arrives_on"]) == (200, 18, "2018-04-02")
    made = machine.ask("POST", "/relays", SEASON)
    assert (made.status_code, made.json["stops"]) == (201, 18)
    path = made.headers["Location"].removeprefix("/api/v1")
    chain = machine.get(f"{path}/stops")["items"]
    assert [stop["unit_code"] for stop in chain] == [stop["code"] for stop in plan.json["stops"]]
    wish = {"act": "length", "stop_id": chain[3]["id"], "days": 2}
    asked = "&".join(f"{name}={value}" for name, value in wish.items())
    seen = machine.get(f"{path}/slip-preview?{asked}")
    assert machine.get(f"{path}/stops")["items"] == chain
    etag = machine.ask("GET", path).headers["ETag"]
    stale = machine.ask("POST", f"{path}/slips", {**wish, "fingerprint": "another"}, If_Match=etag)
    assert stale.status_code == 412
    done = machine.ask("POST", f"{path}/slips", {**wish, "fingerprint": seen["fingerprint"]}, If_Match=etag)
    assert done.status_code == 200, done.json
    assert machine.get(f"{path}/stops")["items"][3]["departs_on"] > chain[3]["departs_on"]
    undone = machine.ask("POST", f"{path}/slips/{done.json['slip_id']}/undo")
    assert undone.status_code == 200, undone.json
    assert machine.get(f"{path}/stops")["items"] == chain


def test_a_plan_that_cannot_be_says_why(machine):
    answer = machine.ask("POST", "/plans", {**SEASON, "region": "KZ-XX"})
    assert answer.status_code == 404
    answer = machine.ask("POST", "/relays", {**SEASON, "until": "2018-05-01"})
    assert answer.status_code == 422
