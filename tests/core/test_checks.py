"""`adalzhol check`: one picture of the database, a document, and the exit status."""

import json

import pytest
from sqlalchemy import text

from campaign.core import checks
from campaign.core.actor import NOBODY, acting_as, current_actor
from campaign.core.checks import Finding, Wrong
from campaign.core.db import db
from campaign.factory import cli

LINE = "INSERT INTO settings (name, value) VALUES ('meanwhile', '1')"


@pytest.fixture
def only(monkeypatch):
    """Puts these checks in the place of all others."""

    def instead(**found):
        monkeypatch.setattr(checks, "CHECKS", {name: (lambda session, f=f: f) for name, f in found.items()})

    return instead


def test_all_checks_of_the_contract_that_exist_are_there(app):
    assert sorted(checks.CHECKS) == [
        "along",
        "audit",
        "chain",
        "check_ins",
        "column_marks",
        "custody",
        "deadlines",
        "duplicates",
        "exhibition",
        "figures",
        "ledger",
        "minors",
        "periods",
        "photos",
        "places",
        "seats",
        "sheets",
        "shifts",
        "tallies",
        "typings",
        "waiting_list",
        "walks",
    ]


def test_a_database_that_was_only_upgraded_is_in_order(shipped_app):
    result = shipped_app.test_cli_runner().invoke(cli, ["check", "--json"])
    assert (result.exit_code, json.loads(result.stdout)["ok"]) == (0, True)


def test_what_is_wrong_is_printed_and_the_exit_is_1(app, only):
    only(seats=Finding(1234, ()), walks=Finding(2, (Wrong("walk", 7, "ends before it begins"),)))
    result = app.test_cli_runner().invoke(cli, ["check"])
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "seats          ok (1,234 looked at)",
        "walks          1 wrong (2 looked at)",
        "walks: walk 7: ends before it begins",
    ]


def test_the_document_names_each_thing(app, only):
    only(seats=Finding(0, ()), walks=Finding(2, (Wrong("walk", 7, "ends before it begins"),)))
    result = app.test_cli_runner().invoke(cli, ["check", "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "ok": False,
        "checks": [
            {"name": "seats", "ok": True, "looked_at": 0, "wrong": []},
            {
                "name": "walks",
                "ok": False,
                "looked_at": 2,
                "wrong": [{"thing": "walk", "id": 7, "message": "ends before it begins"}],
            },
        ],
    }


def test_all_is_seen_as_it_was_at_one_moment_whatever_is_written_meanwhile(either_app, monkeypatch):
    seen = []

    def looks_twice(session):
        for _ in range(2):
            seen.append(session.scalar(text("SELECT count(*) FROM settings")))
            with db.engine.connect() as other:
                other.execute(text(LINE.replace("meanwhile", f"meanwhile {len(seen)}")))
                other.commit()
        return Finding(0, ())

    monkeypatch.setattr(checks, "CHECKS", {"picture": looks_twice})
    checks.recount()
    assert seen[0] == seen[1]
    assert db.session.scalar(text("SELECT count(*) FROM settings")) == seen[0] + 2


def test_a_check_sees_every_row_whoever_asks(app, monkeypatch):
    asked = []
    monkeypatch.setattr(checks, "CHECKS", {"who": lambda session: asked.append(current_actor()) or Finding(0, ())})
    with acting_as(NOBODY):
        checks.recount()
        assert current_actor() is NOBODY
    assert asked[0].is_system


def test_checks_can_be_asked_by_name(app, only):
    only(seats=Finding(1, ()), walks=Finding(2, ()))
    assert [outcome.name for outcome in checks.recount(["walks"])] == ["walks"]
