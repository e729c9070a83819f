"""Exhibitions by a program: how far each panel is, and of a panel about a person nothing that stands on it."""

from campaign.accounts.tokens.schemas import Scope
from campaign.core.actor import Role
from campaign.core.db import db
from campaign.relay.models import Stop
from tests.exhibition.halls import a_panel_in_every_state
from tests.factories import a_stop, a_user
from tests.machine import Machine

SECRET = "CANARYPANEL"


def test_panels_are_told_with_their_states_and_no_person(shipped_app):
    stop_id = a_stop().id
    there = a_panel_in_every_state(stop_id, SECRET)
    machine = Machine.of(shipped_app, a_user(Role.STOP, stop=db.session.get(Stop, stop_id)), Scope.EXHIBITION_READ)
    path = f"/exhibitions/{there['exhibition_id']}"
    assert machine.get(f"/exhibitions?stop={stop_id}")["items"][-1]["stop_id"] == stop_id
    answer = machine.ask("GET", f"{path}/panels")
    persons = [row for row in answer.json["items"] if row["kind"] == "person"]
    assert persons
    assert all(row["title"] == row["lead"] == row["source"] == {} for row in persons)
    assert SECRET not in answer.get_data(as_text=True)
    one = machine.ask("GET", f"/panels/{there['panel_id']}")
    assert one.headers["ETag"] == f'"{one.json["version"]}"'
    assert machine.ask("GET", "/events").status_code == 403
    assert Machine.of(shipped_app, a_user(Role.STOP, stop=a_stop())).ask("GET", path).status_code == 404
