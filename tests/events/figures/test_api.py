"""Figures said and taken back by a program, and what they come to."""

import pytest

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.relay.models import Stop
from tests.events.figures.said import a_held_event, measured
from tests.factories import a_stop, a_user
from tests.machine import Machine


@pytest.fixture
def event(app):
    measured()
    return a_held_event(a_stop())


@pytest.fixture
def machine(app, event):
    return Machine.of(app, a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)))


def test_figures_are_said_corrected_and_taken_back(machine, event):
    path = f"/events/{event.id}/figures"
    sent = {"figures": [{"measure": "participants", "value": 300}, {"measure": "vehicles", "value": 12}]}
    said = machine.ask("POST", path, sent)
    assert [(one["measure"], one["value"]) for one in said.json["items"]] == [("participants", 300), ("vehicles", 12)]
    first = said.json["items"][0]
    better = {"measure": "participants", "value": 320, "id": first["id"], "version": first["version"]}
    assert machine.ask("POST", path, {"figures": [better]}).json["items"][0]["value"] == 320
    assert machine.ask("POST", path, {"figures": [better | {"value": 330}]}).status_code == 409
    totals = {one["measure"]: one["headline"]["value"] for one in machine.get(f"/stops/{event.stop_id}/totals")["items"]}
    assert (totals["participants"], totals["vehicles"]) == (320, 12)
    etag = machine.ask("GET", f"/figures/{first['id']}").headers["ETag"]
    assert machine.ask("DELETE", f"/figures/{first['id']}", If_Match='"1"').status_code == 412
    assert machine.ask("DELETE", f"/figures/{first['id']}", If_Match=etag).status_code == 204
    assert [one["measure"] for one in machine.get(path)["items"]] == ["vehicles"]


def test_what_is_wrong_stands_at_its_place_in_the_words_of_the_form(machine, event):
    estimate = {"measure": "participants", "value": 300, "source": "estimated"}
    sent = {"figures": [estimate, {"measure": "vehicles", "value": 5, "qualifier": "several"}]}
    answer = machine.ask("POST", f"/events/{event.id}/figures", sent, Accept_Language="ru")
    fields = [error["field"] for error in answer.json["errors"]]
    assert fields == ["figures.0.by_whom", "figures.0.method", "figures.1.value", "figures.1.source"]
    assert machine.get(f"/events/{event.id}/figures")["items"] == []
