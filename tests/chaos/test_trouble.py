"""A lock that is held, a disk that is full, a connection that breaks: 503 and come again, nothing half-written, then as before.

The long form, with real servers under load, is `python3 app.py bench trouble`.
"""

from contextlib import closing

import psycopg
import pysqlite3
import pytest
from sqlalchemy import event as sa_event
from sqlalchemy import func, select

from campaign import config
from campaign.core import consumer
from campaign.core import db as core_db
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.mail import Message
from campaign.core.operations import OperationKey
from campaign.people.models import Person, Registration
from campaign.people.services import load_shipped
from tests.factories import an_event
from tests.reader import Reader, fresh_context


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits long for a lock."""
    monkeypatch.setattr(config, "LOCK_SECONDS", 1)
    monkeypatch.setattr(core_db, "BUSY_SECONDS", 1)


@pytest.fixture
def either_app(impatient, either_app):
    return either_app


def a_form(app) -> tuple[Reader, str]:
    """Somebody before the open form of an event."""
    with unit_of_work() as session:
        load_shipped(session)
    page = f"/events/{an_event(capacity=5).id}/register"
    db.session.remove()
    reader = Reader(app)
    reader.visit(page)
    return reader, page


def sent(reader: Reader, number: int = 0) -> int:
    """The answer to the form of the page that was read, from another person each time; 503 says when to come again."""
    form = reader.page.select_one("main form[method=post]")
    hidden = {tag["name"]: tag.get("value", "") for tag in form.select("input[type=hidden]")}
    wish = {
        **hidden, "operation_key": f"{hidden['operation_key'][:-4]}{number:04d}", "full_name": f"Қатысушы {number}",
        "phone": f"+7 701 555 00 {number:02d}", "birth_year": "1997", "organisation": "Лицей", "agree": "y",
    }  # fmt: skip
    with fresh_context():
        answer = reader.client.post(form["action"], data=wish)
    assert answer.status_code != 503 or answer.headers["Retry-After"] == "5"
    return answer.status_code


def written() -> list[int]:
    db.session.rollback()
    tables = (Person, Registration, Message, AuditEntry, OperationKey)
    found = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    db.session.remove()
    return found


def held_by_another(app):
    """A connection of somebody else that writes and does not end."""
    if db.engine.dialect.name == "postgresql":
        other = psycopg.connect(consumer.dsn_of(app))
        other.execute("SELECT id FROM events FOR UPDATE")
        return closing(other)
    other = pysqlite3.connect(db.engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return closing(other)


def test_a_lock_that_is_held_costs_a_retry_and_readers_nothing(either_app):
    reader, page = a_form(either_app)
    before = written()
    with held_by_another(either_app):
        assert sent(reader) == 503
        with fresh_context():
            assert reader.client.get(page).status_code == 200
        assert written() == before
    assert sent(reader) == 303
    assert written()[:2] == [before[0] + 1, before[1] + 1]


def test_a_disk_that_is_full_costs_a_retry_and_keeps_nothing_of_it(app):
    reader, _page = a_form(app)
    before, room = written(), [0]

    def no_more(connection, record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {room[0] or pages}")

    sa_event.listen(db.engine, "connect", no_more)
    db.engine.dispose()
    filled = [sent(reader, number) for number in range(40)]
    assert set(filled) <= {303, 503}
    assert 503 in filled, "the disk was never full"
    after = written()
    came = filled.count(303)
    assert after[:2] == [before[0] + came, before[1] + came]
    assert sent(reader, 77) == 503
    assert written() == after
    room[0] = 1_000_000
    db.engine.dispose()
    assert sent(reader, 77) == 303


def test_a_connection_that_breaks_in_the_middle_costs_a_retry(postgres_app):
    reader, _page = a_form(postgres_app)
    before = written()
    broken = []

    def cut(connection, cursor, statement, *rest):
        if "INSERT INTO registrations" in statement and not broken:
            broken.append(connection.connection.dbapi_connection.info.backend_pid)
            with psycopg.connect(consumer.dsn_of(postgres_app), autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 1000)", broken)

    sa_event.listen(db.engine, "before_cursor_execute", cut)
    assert sent(reader) == 503
    assert broken
    assert written() == before
    assert sent(reader) == 303
    assert written()[:2] == [before[0] + 1, before[1] + 1]
