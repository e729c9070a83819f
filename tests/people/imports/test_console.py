"""`adalzhol people import` and `undo-import`: the words and the document of the contract."""

import json

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from campaign.core.actor import Role
from campaign.core.db import db
from campaign.factory import cli
from campaign.people.imports.models import Import
from campaign.people.models import Registration
from campaign.relay.models import Stop
from campaign.territory.models import Region
from tests.factories import a_region, a_user, an_event
from tests.people.imports.tables import a_csv, a_row, an_xlsx, count, rows_of
from tests.reader import fresh_context

KEYS = ["import", "dry_run", "rows", "created", "matched", "skipped", "failed", "errors"]


@pytest.fixture
def run(app: Flask):
    """Runs a command of `people` as the console does, on the test's own application."""

    def run(*words: object, email: str = "") -> Result:
        who = ["--as", email] if email else []
        with fresh_context():
            info = ScriptInfo(create_app=lambda: app)
            return CliRunner().invoke(cli, [*who, "people", *map(str, words)], obj=info)

    return run


@pytest.fixture
def file(tmp_path):
    """Puts an upload where the console can read it."""

    def put(upload):
        path = tmp_path / upload.name
        path.write_bytes(upload.data)
        return path

    return put


def test_good_rows_are_written_and_the_document_says_so(run, file):
    event = an_event().id
    rows = [*rows_of(5), a_row(1, "Қайта Келген", phone="87015550000"), a_row(2, "Қайта Келген", phone="87015550000")]
    done = run("import", file(an_xlsx(rows)), "--event", event, "--create-organisations", "--json")
    assert done.exit_code == 1  # the first of rows_of has this phone under another name
    rows = [*rows_of(5), a_row(1, "Қайта Келген", phone="87015559999"), a_row(2, "Қайта Келген", phone="87015559999")]
    done = run("import", file(an_xlsx([*rows, ["Итого", "", "", "", 7]])), "--event", event, "--create-organisations", "--json")
    said = json.loads(done.output)
    assert (done.exit_code, list(said)) == (0, KEYS)
    counts = {"rows": 8, "created": 6, "matched": 1, "skipped": 1, "failed": 0}
    assert said == {"import": said["import"], "dry_run": False, **counts, "errors": []}
    assert count(Registration) == 6

    again = run("undo-import", said["import"], "--json")
    assert (json.loads(again.output), count(Registration)) == ({"import": said["import"], "undone": True}, 0)
    assert run("undo-import", said["import"]).exit_code == 0


def test_errors_keep_everything_out_and_are_all_told(run, file):
    event = an_event().id
    path = file(a_csv([a_row(1, phone="12345", place=""), a_row(2, place=""), a_row(3, name="-", place="")]))
    done = run("import", path, "--event", event, "--json")
    said = json.loads(done.output)
    assert (done.exit_code, said["import"], said["failed"], count(Import)) == (1, None, 2, 0)
    assert said["rows"] == said["created"] + said["matched"] + said["skipped"] + said["failed"] == 3
    assert [(error["row"], error["column"], error["code"]) for error in said["errors"]] == [
        (2, "phone", "invalid_phone"), (4, "full_name", "empty_name"),
    ]  # fmt: skip
    told = run("import", path, "--event", event)
    assert told.exit_code == 1
    assert "Row 2, phone: A number has 11 digits" in told.output
    assert told.output.endswith("Nothing was written.\n")

    taken = run("import", path, "--event", event, "--skip-errors")
    assert (taken.exit_code, count(Registration)) == (0, 1)
    assert "take it back with: adalzhol people undo-import" in taken.output


def test_a_dry_run_writes_nothing(run, file):
    event = an_event().id
    done = run("import", file(a_csv([a_row(1, place="")])), "--event", event, "--dry-run", "--json")
    said = json.loads(done.output)
    assert (done.exit_code, said["import"], said["dry_run"], said["created"], count(Registration)) == (0, None, True, 1, 0)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n....", b"", "Адам;Саны\n1;2\n".encode(), "ФИО;Телефон\n".encode()])
def test_a_file_that_is_no_table_of_people_is_one_line_and_exit_one(run, tmp_path, content):
    (tmp_path / "people.csv").write_bytes(content)
    done = run("import", tmp_path / "people.csv", "--event", an_event().id, "--json")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("Error: ")


def test_a_missing_file_or_event_is_one_line_and_exit_one(run, file, tmp_path):
    for words in ((tmp_path / "none.csv", "--event", an_event().id), (file(a_csv(rows_of(1))), "--event", 404)):
        done = run("import", *words)
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert run("undo-import", 404).exit_code == 1


def test_who_acts_needs_the_right(run, file):
    event = an_event()
    path, number = file(a_csv([a_row(1, place="")])), event.id
    stranger = a_user(Role.REGION, region=a_region()).email
    own = a_user(Role.REGION, region=db.session.get(Region, event.region_id)).email
    auditor, city = a_user(Role.AUDITOR).email, a_user(Role.STOP, stop=db.session.get(Stop, event.stop_id)).email
    everybody = (stranger, auditor, own, city)
    assert [run("import", path, "--event", number, email=who).exit_code for who in everybody] == [1, 1, 0, 0]
    assert [run("undo-import", 2, email=who).exit_code for who in everybody] == [1, 1, 0, 0]
    assert [run("undo-import", 1, email=who).exit_code for who in (stranger, auditor, city)] == [1, 1, 0]
    assert count(Registration) == 0
