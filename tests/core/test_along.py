"""Rows that go out together: nothing is missed by whoever asks, nothing is kept that was taken back, on both databases."""

import pytest
from sqlalchemy import event, func, select

from campaign.core import along, audit, mail, operations
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import KeyReused
from campaign.core.mail import Message
from campaign.core.operations import OperationKey, Sent

SENT = Sent.of("test.act", "key", {})


def count(kind):
    return db.session.scalar(select(func.count()).select_from(kind))


def act(session):
    """What a registration writes at its end."""
    mail.queue(session, "test.letter", "kk", **{mail.SUBJECT: 7})
    operations.keep(session, SENT, {"is": 1})
    audit.note(session, "test.act", "thing", 7)


@pytest.fixture
def sent(either_app):
    """Every statement sent to the database."""
    seen = []

    def note(connection, cursor, statement, *rest):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def test_what_an_act_writes_at_its_end_is_one_statement_where_the_database_can(sent):
    with unit_of_work() as session, along.kept_back(session):
        session.connection()
        sent.clear()
        act(session)
        audit.write_down(session)
        assert len(sent) == (1 if db.engine.dialect.name == "postgresql" else 3)
    assert (count(Message), count(OperationKey), count(AuditEntry)) == (1, 1, 1)
    read = db.session.scalars(select(Message)).one()
    assert (read.facts, read.subject_id, read.attempts, read.state, read.trouble) == (
        {mail.SUBJECT: 7}, 7, 0, mail.MessageState.WAITING, "",
    )  # fmt: skip


def test_whoever_asks_within_the_block_misses_nothing(either_app):
    with unit_of_work() as session, along.kept_back(session):
        mail.queue(session, "test.letter", "kk")
        assert count(Message) == 1
        mail.queue(session, "test.letter", "kk")
    assert count(Message) == 2


def test_what_nothing_took_along_goes_out_at_the_end_of_the_block(either_app):
    with unit_of_work() as session:
        with along.kept_back(session):
            operations.keep(session, SENT, {})
        assert session.connection().execute(select(OperationKey.key_hash)).scalars().all() == [SENT.key_hash]


def test_an_act_that_fails_leaves_nothing_waiting_for_the_next(either_app):
    with pytest.raises(ZeroDivisionError), unit_of_work() as session, along.kept_back(session):
        act(session)
        raise ZeroDivisionError
    with unit_of_work() as session:
        mail.queue(session, "test.letter", "kk")
    assert (count(Message), count(OperationKey), count(AuditEntry)) == (1, 0, 0)


@pytest.mark.parametrize("others", [[], [act]], ids=["alone", "with others"])
def test_a_key_that_was_taken_meanwhile_is_told_so(either_app, others):
    with unit_of_work() as session:
        operations.keep(session, SENT, {})
    with pytest.raises(KeyReused), unit_of_work() as session, along.kept_back(session):
        for other in others:
            other(session)
        operations.keep(session, SENT, {})
        audit.write_down(session)
    assert (count(Message), count(AuditEntry)) == (0, 0)


def test_within_a_savepoint_nothing_waits(either_app):
    with unit_of_work() as session, pytest.raises(ZeroDivisionError), session.begin_nested(), along.kept_back(session):
        mail.queue(session, "test.letter", "kk")
        raise ZeroDivisionError
    assert count(Message) == 0


def test_a_row_is_changed_along(either_app):
    with unit_of_work() as session:
        mail.queue(session, "test.letter", "kk")
    number = db.session.scalars(select(Message.id)).one()
    with unit_of_work() as session, along.kept_back(session):
        along.change_along(session, Message, number, {"trouble": "«Ә»"})
        audit.note(session, "test.act", "thing", 7, region_id=None)
        audit.write_down(session)
    assert db.session.scalars(select(Message.trouble)).one() == "«Ә»"
