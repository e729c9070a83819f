"""The short form of `python3 app.py bench fuzz`: anything that can happen to the places of an event, in any order."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from campaign.core.db import unit_of_work
from campaign.people.services import load_shipped, places
from tests.stateful.line import Line, Somebody
from tests.stateful.machine import PlacesOfAnEvent, hurry

SHORT = settings(
    max_examples=20, stateful_step_count=20, deadline=None, database=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate], print_blob=False,
)  # fmt: skip


@pytest.fixture
def app(app):
    hurry()
    with unit_of_work() as session:
        load_shipped(session)
    return app


def test_whatever_happens_the_places_are_those_of_the_model(app):
    run_state_machine_as_test(PlacesOfAnEvent, settings=SHORT)


def test_a_program_that_forgets_those_who_wait_is_caught(app, monkeypatch):
    monkeypatch.setattr(places, "promote", lambda session, event_id, quiet=None: 0)
    always_the_same = settings(SHORT, max_examples=100, derandomize=True, report_multiple_bugs=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(PlacesOfAnEvent, settings=always_the_same)


def test_the_model_gives_places_in_the_order_of_the_line_past_those_whose_role_is_full():
    line = Line(2, {7: 1, 8: None})
    assert [line.register(role) for role in (7, 8, 7, 8, None)] == ["confirmed", "confirmed", "waiting", "waiting", "waiting"]
    line.cancel(line.people[1])
    assert [one.state for one in line.people] == ["confirmed", "cancelled", "waiting", "confirmed", "waiting"]
    assert line.restore(line.people[1]) is False
    assert line.people[4] == Somebody(None, "waiting", 5)
