"""Logs hold what an operator needs and nothing about a person."""

import ast
import json
import logging
from pathlib import Path

import pytest
from sqlalchemy import text

import campaign
from campaign.core.db import db
from campaign.core.operation import logs
from campaign.people.models import Person
from tests.factories import a_person, a_region
from tests.reader import fresh_context

NAME, PHONE, TOKEN, MAIL = "Канарейкина Әсем", "+7 701 765 43 21", "tok_" + "a1B2" * 10, "canary@example.kz"
SAID = {
    "a turn of the watch failed": "places in the code",
    "job %s is left to its lease": "the uid of a job",
    "job %s of kind %s failed": "the uid of a job, a word of ours",
    "job %s waits: %s": "the uid of a job, the kind of an error",
    "letter %s (%s)": "the number of a letter, a word of ours",
    "letter %s (%s) failed: %s": "the same, and the code a mail server answered",
    "letter %s: the lease had run out, somebody else sends it": "the number of a letter",
    "no worker was woken: %s": "the kind of an error",
    "request": "a line of requests: endpoint, status, milliseconds, the number of an account",
    "the database is away: %s": "the kind of an error",
    "two at once: %s": "the name of a rule of the database, or its columns",
    "webhook call %s: somebody else has it, or it was taken away": "the number of a call",
    "work waits: %s": "the kind of an error",
}


class Kept(logging.Handler):
    def __init__(self, *, plain: bool = False) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logs.Lines(plain=plain))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log():
    """Everything that is logged, as our lines."""
    kept, root, requests = Kept(), logging.getLogger(), logging.getLogger(logs.REQUESTS)
    before = root.level, requests.level
    root.addHandler(kept)
    root.setLevel(logging.INFO)
    requests.setLevel(logging.INFO)
    yield kept.lines
    root.removeHandler(kept)
    root.setLevel(before[0])
    requests.setLevel(before[1])


def test_a_request_is_one_line_without_its_address(app, log):
    with fresh_context():
        answer = app.test_client().get(f"/t/{TOKEN}?phone={PHONE}", headers={"X-Request-ID": "from-outside"})
    [line] = [json.loads(line) for line in log if "endpoint" in line]
    assert set(line) == {"at", "level", "request", "method", "endpoint", "status", "ms", "actor"}
    assert (line["method"], line["status"], line["actor"]) == ("GET", answer.status_code, None)
    assert line["request"] == answer.headers["X-Request-ID"] != "from-outside"
    assert TOKEN not in "".join(log)


def test_the_words_of_an_error_are_not_written_down(app, log):
    """A database says in its error which row it could not take."""
    region = a_region().id
    for content in (NAME, PHONE):
        try:
            try:
                a_person(region, content).region_id = 10**6
                db.session.flush()
            except Exception as error:  # whichever error of the database: what it says in its words is looked for below
                raise ValueError(f"{content} {TOKEN}") from error
        except ValueError:
            app.logger.exception("job %s of kind %s failed", "uid", "people.import")
        db.session.rollback()
    told = json.loads(log[0])
    assert told["error"][0] == "ValueError"
    assert any("test_logs.py" in place for place in told["error"])
    assert not [word for word in (NAME, PHONE, TOKEN) if word in "".join(log)]


def test_what_a_statement_was_given_is_not_in_its_error(either_app):
    a_person(a_region().id, NAME)
    with pytest.raises(Exception, match="nowhere") as caught:
        db.session.execute(text("SELECT :name FROM nowhere"), {"name": NAME})
    assert NAME not in str(caught.value)
    db.session.rollback()
    assert db.session.get(Person, 1) is not None


@pytest.mark.parametrize("secret", [PHONE, "87017654321", MAIL, TOKEN, "/t/short", "/staff/people?q=x"])
def test_what_looks_like_a_secret_is_struck_out(secret):
    assert secret not in (told := logs.scrubbed(f"Error handling request {secret} (job 42, 2018-04-05)"))
    assert "job 42, 2018-04-05" in told


@pytest.mark.parametrize("plain", [True, False])
def test_a_line_stays_a_line(plain):
    record = logging.LogRecord("x", logging.WARNING, "f", 1, "two\nlines %s", ("a\nb",), None)
    assert "\n" not in logs.Lines(plain=plain).format(record)


def sentences() -> set[str]:
    """The first argument of each call of a logger in the house; anything but a literal is a mistake in itself."""
    found = set()
    for path in Path(campaign.__file__).parent.rglob("*.py"):
        source = path.read_text()
        for node in ast.walk(ast.parse(source)) if "logg" in source else ():
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = ast.unparse(node.func.value)
            if node.func.attr in {"debug", "info", "warning", "error", "exception", "critical", "log"} and (
                owner.endswith("logger") or owner in {"log", "logging"}
            ):
                assert isinstance(node.args[0], ast.Constant), f"{path}: {ast.unparse(node)}"
                found.add(str(node.args[0].value))
    return found


def test_what_is_logged_is_exactly_this():
    """Who logs something new says here what stands in it, and that it is nobody's name, phone or link."""
    assert sentences() <= set(SAID)
