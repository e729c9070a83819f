"""`adalzhol people roster`: a file, a number, one line of what was wrong."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from python_calamine import CalamineWorkbook

from campaign.core.text import sort_key
from campaign.factory import cli
from campaign.people.paper.queries import sheets_of_event
from campaign.people.schemas import Marking
from tests.factories import a_registration, a_user
from tests.factories.crowds import a_crowd, names
from tests.pdf.reading import text_of
from tests.people.papers import a_planned_event
from tests.reader import fresh_context


@pytest.fixture
def run(app: Flask):
    """Runs the command as the console does, on the test's own application."""

    def run(*words: object, email: str = "") -> Result:
        who = ["--as", email] if email else []
        with fresh_context():
            info = ScriptInfo(create_app=lambda: app)
            return CliRunner().invoke(cli, [*who, "people", "roster", *map(str, words)], obj=info)

    return run


def test_the_kazakh_pdf_of_two_thousand_people_is_in_kazakh_order(run, tmp_path):
    event, crowd = a_planned_event(), names(2000)
    a_crowd(event, crowd)
    out = tmp_path / "roster.pdf"
    done = run("--event", event.id, "--out", out, "--lang", "kk", "--json")
    assert json.loads(done.output) == {"sheet": 1, "revision": 1, "rows": 2000, "file": str(out)}
    found = re.findall(r"\w+ \w+ \d{5}(?!\d)", text_of(out.read_bytes()))
    everybody = set(crowd)
    assert [name for name in found if name in everybody] == sorted(crowd, key=lambda name: sort_key(name, "kk"))


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
@pytest.mark.parametrize("told", [True, False])
def test_each_format_by_its_option_or_the_files_name(run, tmp_path, kind, told):
    event = a_planned_event()
    a_registration(event, "Іңкәр Өмірова")
    out = tmp_path / ("roster" if told else f"roster.{kind}")
    done = run("--event", event.id, "--out", out, "--lang", "ru", *(("--format", kind) if told else ()))
    assert done.exit_code == 0, done.output
    assert done.output == f"Sheet 00001, revision 1: 1 people in {out}\n"
    assert "Іңкәр Өмірова" in words_of(kind, out)


def words_of(kind: str, file: Path) -> str:
    if kind == "pdf":
        return text_of(file.read_bytes())
    if kind == "csv":
        return str(list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig")))))
    return str(CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python())


def test_every_paper_has_a_number_and_is_frozen(run, tmp_path):
    event = a_planned_event()
    for _ in range(2):
        run("--event", event.id, "--out", tmp_path / "roster.pdf", "--marking", Marking.SIGNATURE.value)
    assert [line.revision for line in sheets_of_event(event.id)] == [2, 1]


def test_no_such_event_is_one_line_and_exit_one(run, tmp_path):
    done = run("--event", 404, "--out", tmp_path / "roster.pdf")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("Error: ")
    assert not (tmp_path / "roster.pdf").exists()


def test_a_file_that_cannot_be_written_is_one_line_and_exit_one(run, tmp_path):
    event = a_planned_event()
    done = run("--event", event.id, "--out", tmp_path / "missing" / "roster.pdf")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)


def test_somebody_without_a_role_sees_no_event(run, tmp_path):
    event, user = a_planned_event(), a_user()
    done = run("--event", event.id, "--out", tmp_path / "roster.pdf", email=user.email)
    assert done.exit_code == 1
    assert sheets_of_event(event.id) == ()
