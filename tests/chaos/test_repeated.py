"""What is sent again has one effect and one answer, in whatever order. The long form is `python3 app.py bench repeats`."""

import pytest

from campaign.core import operations
from campaign.core.db import unit_of_work
from campaign.people.services import load_shipped
from tests.chaos.repeated import Replayed, replay

COUNT = 40


@pytest.fixture
def either_app(either_app):
    with unit_of_work() as session:
        load_shipped(session)
    return either_app


def test_forms_and_scans_sent_five_times_each_have_one_effect_and_one_answer(either_app):
    assert replay(either_app, COUNT) == Replayed(COUNT, several=0, extra=0, taken=0, wrong=0)


def test_a_program_that_forgets_its_keys_is_caught(app, monkeypatch):
    with unit_of_work() as session:
        load_shipped(session)
    monkeypatch.setattr(operations, "begin", lambda session, act, key, body: None)
    left = replay(app, COUNT)
    assert left.several > 0
    assert left.taken > 0
