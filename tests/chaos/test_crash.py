"""kill -9 of workers while people register: what was acknowledged is kept, once, and the site is soon back.

The long form is `python3 app.py bench chaos`.
"""

import shutil

import pytest

from tests import postgres
from tests.chaos.clerks import issue_under_kills
from tests.chaos.storm import storm
from tests.conftest import migrate

KILLS = 5


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path, blank_database):
    """The address of an empty, upgraded database."""
    if request.param == "sqlite":
        shutil.copy(blank_database, tmp_path / "test.db")
        yield f"sqlite:///{tmp_path}/test.db"
        return
    with postgres.fresh_database(migrate) as url:
        yield url


def test_what_was_acknowledged_survives_the_kill_of_workers(database, tmp_path):
    left = storm(database, tmp_path, workers=2, hands=4, kills=KILLS, every=0.2, between=6)
    assert left.kills == KILLS
    assert left.broken, "nobody was in the middle of anything"
    assert left.acknowledged >= 6 * KILLS
    assert (left.lost, left.doubled) == (set(), set())
    assert left.statuses.keys() <= {200, 303}, "a visitor saw an error"
    assert left.wrong == []


def test_what_was_issued_survives_the_kill_of_workers_and_is_issued_once(database, tmp_path):
    left = issue_under_kills(database, tmp_path, people=400, workers=2, hands=4, kills=4, every=0.5)
    assert left.broken, "nobody was in the middle of anything"
    assert left.acknowledged
    assert (left.lost, left.doubled) == (set(), set())
    assert left.statuses.keys() <= {200, 303}, "a clerk saw an error"
    assert left.wrong == []
