"""Rows put in by the thousand are the rows the models put in, on both databases."""

import gc
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from campaign.core import bulk, clock
from campaign.core.audit import AuditEntry
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Crossed
from campaign.core.mail import Message, MessageState

COLUMNS = ("id", "kind", "facts", "language", "state", "attempts", "queued_at", "next_at", "sent_at", "trouble")
ODD = ("", "\\N", "tab\tand\nline", "«Ә» \\ ' \" ; --", "нет", "\\x41")


def raw_rows(table):
    return db.session.connection().exec_driver_sql(f"SELECT * FROM {table} ORDER BY id").all()


def test_what_is_put_in_by_the_thousand_is_what_the_model_puts_in(either_app):
    at = clock.now()
    facts = {"kind": "a", "facts": {"is": [1, "ә", None]}, "language": "kk", "state": MessageState.SENDING, "attempts": 3}
    facts |= {"queued_at": at, "next_at": at + timedelta(seconds=1), "sent_at": None, "trouble": "«Ә»"}
    with unit_of_work() as session:
        session.add(Message(**facts))
        session.flush()
        number = bulk.reserve_ids(session, Message, 1)[0]
        assert bulk.insert_rows(session, Message, COLUMNS, [(number, *facts.values())]) == 1
    one, other = raw_rows("messages")
    assert tuple(one)[1:] == tuple(other)[1:]
    read = db.session.get(Message, number)
    assert (read.queued_at, read.state, read.facts) == (at, MessageState.SENDING, facts["facts"])


def test_a_generator_longer_than_one_piece_arrives_whole_and_in_order(either_app, monkeypatch):
    monkeypatch.setattr(bulk, "CHUNK", bulk.VALUES // len(COLUMNS) + 3)
    count = bulk.CHUNK * 2 + 7
    at = clock.now()
    with unit_of_work() as session:
        numbers = bulk.reserve_ids(session, Message, count)
        rows = (
            (number, "a", {}, "kk", MessageState.WAITING, place, at, at, None, ODD[place % len(ODD)])
            for place, number in enumerate(numbers)
        )
        assert bulk.insert_rows(session, Message, COLUMNS, rows) == count
    kept = db.session.execute(select(Message.attempts, Message.trouble).order_by(Message.id)).all()
    assert kept == [(place, ODD[place % len(ODD)]) for place in range(count)]


def test_nobody_gets_a_number_that_was_reserved(either_app):
    with unit_of_work() as session:
        reserved = bulk.reserve_ids(session, Message, 3)
        rows = [(number, "a", {}, "kk", MessageState.WAITING, 0, clock.now(), clock.now(), None, "") for number in reserved]
        bulk.insert_rows(session, Message, COLUMNS, rows)
        message = Message(kind="b", facts={}, language="kk", queued_at=clock.now(), next_at=clock.now())
        session.add(message)
        session.flush()
        assert list(reserved) == sorted(set(reserved))
        assert message.id > reserved[-1]
        assert list(bulk.reserve_ids(session, Message, 0)) == []


def test_nothing_is_kept_of_rows_that_break_a_rule(either_app):
    def twice():
        for _turn in range(2):
            yield (7, "a", {}, "kk", MessageState.WAITING, 0, clock.now(), clock.now(), None, "")

    with pytest.raises(Crossed), unit_of_work() as session:
        session.add(AuditEntry(at=clock.now(), campaign_at=clock.now(), act="a", thing="b"))
        bulk.insert_rows(session, Message, COLUMNS, twice())
    assert raw_rows("messages") == raw_rows("audit_entries") == []


def test_rows_that_were_refused_are_not_in_the_way_of_the_next(app):
    def rows(number):
        return [(number(turn), "a", {}, "kk", MessageState.WAITING, 0, at, at, None, "") for turn in range(count)]

    count, at = bulk.VALUES // len(COLUMNS) + 1, clock.now()
    with unit_of_work() as session:
        with pytest.raises(IntegrityError):
            bulk.insert_rows(session, Message, COLUMNS, rows(lambda _turn: 7))
        assert bulk.insert_rows(session, Message, COLUMNS, rows(lambda turn: turn + 1)) == count
    assert len(raw_rows("messages")) == count


def test_a_naive_moment_is_refused(either_app):
    naive = clock.now().replace(tzinfo=None)
    with pytest.raises(ValueError, match="naive"), unit_of_work() as session:
        bulk.insert_rows(session, Message, ("queued_at",), [(naive,)])


def test_thousands_of_texts_are_looked_for_with_one_parameter(either_app):
    at = clock.now()
    with unit_of_work() as session:
        rows = [(number, word, {}, "kk", MessageState.WAITING, 0, at, at, None, "") for number, word in enumerate(ODD, 1)]
        bulk.insert_rows(session, Message, COLUMNS, rows)
        wanted = {*ODD[1:4], *(f"x{number}" for number in range(40_000))}
        found = session.scalars(select(Message.kind).where(bulk.one_of(session, Message.kind, wanted)))
        assert set(found) == set(ODD[1:4])
        assert session.scalar(select(Message.id).where(bulk.one_of(session, Message.kind, ()))) is None


def test_thousands_of_numbers_are_looked_for_with_one_parameter(either_app):
    at = clock.now()
    with unit_of_work() as session:
        rows = [(number, "x", {}, "kk", MessageState.WAITING, 0, at, at, None, "") for number in range(1, 6)]
        bulk.insert_rows(session, Message, COLUMNS, rows)
        found = session.scalars(select(Message.id).where(bulk.among(session, Message.id, [*range(4, 40_000), 2])))
        assert set(found) == {2, 4, 5}
        assert session.scalar(select(Message.id).where(bulk.among(session, Message.id, ()))) is None


def test_the_last_who_holds_many_rows_lets_circles_be_looked_for_again():
    first, second = bulk.many_held(), bulk.many_held()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()
