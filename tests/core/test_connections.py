"""A PostgreSQL that restarts is noticed without asking it before every request."""

from pathlib import Path

import pytest
from sqlalchemy import text

from campaign.core import db as handle
from campaign.core.db import db
from tests import postgres
from tests.conftest import built_app, living, migrate


@pytest.fixture
def app(tmp_path: Path):
    with postgres.fresh_database(migrate) as url:
        yield from living(built_app(url, tmp_path))


def ended_meanwhile():
    """Lay the connection down and let the server end it; its number there."""
    number = db.session.scalar(text("SELECT pg_backend_pid()"))
    db.session.remove()
    postgres.execute(f"SELECT pg_terminate_backend({number}, 5000)")
    return number


def test_a_connection_that_lay_idle_is_asked_and_exchanged(app, monkeypatch):
    monkeypatch.setattr(handle, "IDLE_SECONDS", 0.0)
    gone = ended_meanwhile()
    assert db.session.scalar(text("SELECT pg_backend_pid()")) != gone


def test_a_busy_one_costs_one_request_which_is_told_to_come_again(app):
    ended_meanwhile()
    answers = [app.test_client().get("/healthz") for _turn in range(2)]
    assert [answer.status_code for answer in answers] == [503, 200]
    assert answers[0].headers["Retry-After"]
