"""A PostgreSQL that restarts is noticed without asking it before every request."""

from pathlib import Path

import pytest
from sqlalchemy import text

from campaign.config import engine_options
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


def planned():
    return set(db.session.scalars(text("SELECT statement FROM pg_prepared_statements")))


def looked_up_often(times=8):
    for _turn in range(times):
        db.session.scalar(text("SELECT count(*) FROM regions"))
        db.session.rollback()


def test_what_is_asked_on_every_page_stays_planned_from_page_to_page(app):
    looked_up_often()
    assert any("FROM regions" in statement for statement in planned())


def test_what_was_written_and_given_up_is_gone(app):
    """The mutant of the above: a COMMIT where something was written would keep it."""
    for statement in (
        "INSERT INTO counters VALUES ('given up', 1)",
        "WITH one AS (SELECT 1) INSERT INTO counters SELECT 'x', 1",
    ):
        db.session.execute(text(statement))
        db.session.scalar(text("SELECT 1"))
        db.session.rollback()
    assert db.session.scalar(text("SELECT count(*) FROM counters WHERE name IN ('given up', 'x')")) == 0


def test_no_statement_is_compiled_before_it_is_answered(app):
    """What a server with LLVM does with statements that it thinks dear; options of the address still hold beside ours."""
    assert db.session.scalar(text("SHOW jit")) == "off"
    assert engine_options("postgresql://here/x?options=-c jit=on")["connect_args"]["options"].endswith("-c jit=off -c jit=on")
