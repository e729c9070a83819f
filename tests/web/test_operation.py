"""How the installation is: for balancers, for Prometheus, for those who answer for it; and the check of the night."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from campaign.core import checks, clock, schema, settings
from campaign.core.actor import SYSTEM, Role, acting_as
from campaign.core.backup import keeping
from campaign.core.checks import Finding, Wrong
from campaign.core.db import db, unit_of_work
from campaign.core.operation import nightly, state
from campaign.core.runner import run_next
from campaign.core.tasks import Job
from campaign.factory import cli
from tests.factories import a_region, a_session_of, a_user
from tests.reader import Reader, fresh_context

NIGHT = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)  # four o'clock in Astana


def ask(app, path, **more):
    with fresh_context():
        return app.test_client().get(path, **more)


def test_ready_is_who_has_the_right_database_and_room(app, monkeypatch):
    answer = ask(app, "/readyz")
    assert (answer.status_code, answer.json) == (
        200, {"status": "ok", "database": "ok", "migrations": "ok", "worker": "silent", "disk": "ok"},
    )  # fmt: skip
    state.note_alive()
    assert ask(app, "/readyz").json["worker"] == "ok"
    monkeypatch.setattr(state, "LEAST_ROOM", 1 << 60)
    answer = ask(app, "/readyz")
    assert (answer.status_code, answer.json["disk"], "Retry-After" in answer.headers) == (503, "full", True)
    monkeypatch.undo()
    monkeypatch.setattr(state, "_newest", lambda: "9999_later")
    answer = ask(app, "/readyz")
    assert (answer.status_code, answer.json["migrations"]) == (503, "behind")


@pytest.mark.parametrize(
    ("token", "asked_from", "heads", "status"),
    [
        ("", "127.0.0.1", {}, 200),
        ("", "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("", "192.0.2.7", {}, 404),
        ("", "192.0.2.7", {"Authorization": "Bearer "}, 404),
        ("secret", "192.0.2.7", {"Authorization": "Bearer secret"}, 200),
        ("secret", "192.0.2.7", {"Authorization": "Bearer sekret"}, 404),
    ],
)
def test_metrics_are_for_this_machine_and_who_has_the_token(app, token, asked_from, heads, status):
    app.config["METRICS_TOKEN"] = token
    assert ask(app, "/metrics", headers=heads, environ_overrides={"REMOTE_ADDR": asked_from}).status_code == status


def test_metrics_say_what_was_asked_and_what_waits(either_app):
    a_session_of(a_user(Role.NATIONAL))
    nightly.ask_now()
    ask(either_app, "/healthz")
    said = ask(either_app, "/metrics").text
    lines = dict(line.rsplit(" ", 1) for line in said.splitlines() if not line.startswith("#"))
    assert (lines["adalzhol_jobs_waiting"], lines["adalzhol_sessions"], lines["adalzhol_up_to_date"]) == ("1.0", "1.0", "1.0")
    assert float(lines['adalzhol_requests_total{endpoint="health.healthz",method="GET",status="200"}']) >= 1
    assert float(lines["adalzhol_database_bytes"]) > 100_000
    assert not any(line.startswith(("adalzhol_backup", "adalzhol_check")) for line in lines)  # there is none yet


def test_the_check_runs_once_a_night_and_its_findings_stand_on_the_page(either_app, monkeypatch):
    found = {"walks": Finding(2, (Wrong("walk", 7, "ends before it begins"),)), "seats": Finding(1234, ())}
    monkeypatch.setattr(checks, "CHECKS", {name: (lambda session, f=f: f) for name, f in found.items()})
    for moment in (NIGHT - timedelta(days=1), NIGHT, NIGHT + timedelta(hours=2), NIGHT + timedelta(hours=21)):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        nightly.sweep()
    monkeypatch.undo()
    monkeypatch.setattr(checks, "CHECKS", {name: (lambda session, f=f: f) for name, f in found.items()})
    db.session.rollback()
    assert len(db.session.scalars(select(Job.id)).all()) == 1
    with unit_of_work() as session:
        session.execute(update(Job).values(due_at=clock.now()))
    assert run_next()
    night = nightly.last()
    assert night is not None
    assert [(one.name, one.looked_at, one.wrong, one.said) for one in night.checks] == [
        ("seats", 1234, 0, ()), ("walks", 2, 1, ("walk 7: ends before it begins",)),
    ]  # fmt: skip
    assert "adalzhol_check_wrong 1.0" in ask(either_app, "/metrics").text


def test_the_page_is_for_those_who_answer_for_the_whole(app):
    reader, other = Reader(app), Reader(app)
    reader.sign_in(a_user(Role.NATIONAL))
    other.sign_in(a_user(Role.REGION, region=a_region()))
    assert "No backup was made yet" in reader.visit("/staff/operation").text
    with acting_as(SYSTEM), unit_of_work() as session:
        settings.keep(session, keeping.LAST, {"made_at": clock.now().isoformat(), "rows": 1234, "size": 5 << 20})
        found = [{"name": "walks", "looked_at": 3, "wrong": 2, "said": ["walk 7: ends before it begins"]}]
        settings.keep(session, nightly.FOUND, {"at": clock.now().isoformat(), "seconds": 1.5, "checks": found})
    page = reader.visit("/staff/operation").text
    assert "fresh" in page
    assert "1,234" in page
    assert "2 are wrong" in page
    assert "walk 7: ends before it begins" in page
    reader.send({}, form="main form[method=post]")
    assert len(db.session.scalars(select(Job.id)).all()) == 1
    other.visit("/staff/operation", expect=403)


def test_an_upgrade_saves_before_it_changes_anything(app, monkeypatch):
    """Not where there is nothing yet, not where nothing changes; and without room for it nothing is upgraded."""
    run = lambda *more: app.test_cli_runner().invoke(cli, ["database", "upgrade", *more])  # noqa: E731
    monkeypatch.setattr("campaign.core.upgrading.load_shipped", lambda: None)
    monkeypatch.setattr("campaign.core.upgrading.newest", lambda: "9999_later")
    run()
    assert not keeping.folder().exists()
    a_session_of(a_user(Role.NATIONAL))
    nightly.ask_now()
    run("--no-backup")
    assert not keeping.folder().exists()
    assert "What was there is kept in" in run().output
    [kept] = keeping.folder().iterdir()
    assert kept.name.startswith("before-upgrade-")
    monkeypatch.setattr("campaign.core.upgrading.newest", schema.newest)
    run()
    assert len(list(keeping.folder().iterdir())) == 1
