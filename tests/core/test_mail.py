"""The queue of letters: what goes out, what waits, what cannot be written, and who may say so. On both databases."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from campaign.core import clock, mail
from campaign.core.db import db, unit_of_work
from campaign.core.mail import Letter, Message, MessageState, Words, outbox, post
from tests.accounts.postman import laid_down, plain_of
from tests.mailserver import mail_server

WAITING, SENDING, SENT, FAILED = MessageState


def a_letter(facts):
    return Letter("a@relay.example", f"Эстафета {facts.get('number', '')}", (Words("Мәтін"),))


@pytest.fixture(autouse=True)
def writers(monkeypatch):
    monkeypatch.setitem(mail.WRITERS, "good", a_letter)


def queued(*kinds, **facts):
    with unit_of_work() as session:
        for kind in kinds:
            mail.queue(session, kind, "kk", **facts)


def rows() -> list[Message]:
    db.session.rollback()
    return list(db.session.scalars(select(Message).order_by(Message.id).execution_options(populate_existing=True)))


def states() -> list[tuple[str, MessageState, str]]:
    return [(row.kind, row.state, row.trouble) for row in rows()]


def due_again():
    """As if the pause, or the lease, were over."""
    with unit_of_work() as session:
        unsent = Message.state.in_((WAITING, SENDING))
        session.execute(update(Message).where(unsent).values(next_at=clock.now() - timedelta(seconds=1)))


def refuse(facts):
    raise ValueError("sealed with another key")


def stumble(facts):
    raise AttributeError("a mistake of ours")


def test_a_letter_that_nobody_can_write_fails_and_holds_up_no_other(either_app, monkeypatch):
    monkeypatch.setitem(mail.WRITERS, "broken", refuse)
    monkeypatch.setitem(mail.WRITERS, "mistake", stumble)
    queued("nobody writes these", "broken", "mistake", "good")
    assert mail.deliver_waiting() == 1
    assert states() == [
        ("nobody writes these", FAILED, "KeyError"),
        ("broken", FAILED, "ValueError"),
        ("mistake", WAITING, "AttributeError"),
        ("good", SENT, ""),
    ]


def test_what_is_taken_back_is_never_written(either_app, tmp_path):
    with pytest.raises(RuntimeError), unit_of_work() as session:
        mail.queue(session, "good", "kk")
        mail.queue_many(session, "good", [("ru", {"number": 1})])
        raise RuntimeError("the act failed after all")
    assert (rows(), mail.deliver_waiting(), laid_down(tmp_path)) == ([], 0, [])


def test_four_who_deliver_at_once_send_every_letter_once(either_app):
    with unit_of_work() as session:
        assert mail.queue_many(session, "good", [("kk", {"number": number}) for number in range(40)]) == 40
    counts, gate = [], threading.Barrier(4)

    def work():
        with either_app.app_context():
            gate.wait()
            counts.append(mail.deliver_waiting())
            db.session.remove()

    with mail_server() as server:
        either_app.config["MAIL_SERVER"] = server.address
        threads = [threading.Thread(target=work) for _turn in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(counts) == 40
    assert sorted(server.subjects) == sorted(f"Эстафета {number}" for number in range(40))
    assert len(server.conversations) <= 4, "each of them talks to the server once"
    assert {(row.state, row.attempts) for row in rows()} == {(SENT, 1)}


def test_the_test_before_can_see_a_letter_sent_twice(either_app, monkeypatch):
    """A mutant: leases that end as they begin."""
    monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=-1))
    queued("good", number=0)
    with mail_server() as server:
        either_app.config["MAIL_SERVER"] = server.address
        first, second = outbox._take(), outbox._take()
        with post.post() as way_out:
            assert [outbox._deliver(message, way_out) for message in (first, second)] == [True, True]
    assert server.subjects == ["Эстафета 0"] * 2
    assert len({letter["Message-ID"] for letter in server.letters}) == 1


def test_a_turn_ends_when_the_worker_stops(app):
    queued("good", "good", "good")
    answers = iter([False, True])
    assert mail.deliver_waiting(stopping=lambda: next(answers)) == 1
    assert [row.attempts for row in rows()] == [1, 0, 0]


def test_whoever_lost_the_lease_marks_nothing(either_app):
    queued("good")
    mine = outbox._take()
    assert outbox._take() is None, "it is mine"
    due_again()
    theirs = outbox._take()
    assert (theirs.id, theirs.attempts) == (mine.id, 2)
    outbox._mark(mine, FAILED, "too late")
    assert states() == [("good", SENDING, "")]
    outbox._mark(theirs, SENT, "")
    assert states() == [("good", SENT, "")]


def test_the_lease_outlasts_the_longest_conversation():
    assert timedelta(seconds=post.REPLY_WITHIN * post.REPLIES) < outbox.LEASE


def test_a_letter_without_a_reader_is_done_with_but_not_sent(either_app, monkeypatch, tmp_path):
    monkeypatch.setitem(mail.WRITERS, "stale", lambda facts: None)
    queued("stale")
    assert mail.deliver_waiting() == 0
    [row] = rows()
    assert (row.state, row.sent_at, row.trouble) == (SENT, None, outbox.NOBODY_TO_WRITE_TO)
    assert laid_down(tmp_path) == []


def test_a_server_that_is_away_costs_one_letter_a_pause_and_loses_none(either_app):
    either_app.config["MAIL_SERVER"] = "127.0.0.1:9"
    queued("good", "good", "good")
    assert mail.deliver_waiting() == 0
    assert [row.attempts for row in rows()] == [1, 0, 0], "the others were not even tried"
    assert states()[0] == ("good", WAITING, "ConnectionRefusedError")
    for _turn in range(30):
        due_again()
        mail.deliver_waiting()
    assert {row.state for row in rows()} == {WAITING}
    with mail_server() as server:
        either_app.config["MAIL_SERVER"] = server.address
        due_again()
        assert mail.deliver_waiting() == 3
    assert len(server.letters) == 3


def test_the_pauses_grow_to_an_hour_and_end_after_five_days(app):
    app.config["MAIL_SERVER"] = "127.0.0.1:9"
    queued("good")
    pauses = []
    for _turn in range(10):
        due_again()
        mail.deliver_waiting()
        [row] = rows()
        pauses.append(round((row.next_at - clock.now()).total_seconds(), -1))
    assert pauses == [40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]
    assert mail.deliver_waiting() == 0, "not before its pause is over"
    with unit_of_work() as session:
        session.execute(update(Message).values(queued_at=clock.now() - timedelta(days=5)))
    due_again()
    mail.deliver_waiting()
    assert states() == [("good", FAILED, "ConnectionRefusedError")]


def test_what_is_done_with_costs_the_next_letter_nothing(app, statements):
    with unit_of_work() as session:
        mail.queue_many(session, "good", [("kk", {})] * 300)
    assert mail.deliver_waiting(300) == 300
    plan = "EXPLAIN QUERY PLAN SELECT id FROM messages WHERE state IN ('waiting', 'sending') AND next_at <= '2100-01-01'"
    steps = db.session.connection().exec_driver_sql(plan).all()
    assert any("ix_messages_next_at" in step[-1] for step in steps), steps
    assert {row.next_at for row in rows()} == {outbox.NEVER}


def test_letters_to_thousands_are_one_statement(app, statements):
    statements.clear()
    with unit_of_work() as session:
        mail.queue_many(session, "good", (("kk", {"number": number}) for number in range(3000)))
    assert len([statement for statement in statements if statement.startswith("INSERT")]) == 1
    assert len(rows()) == 3000


def test_a_letter_takes_the_facts_of_its_kind_and_no_others(app):
    with pytest.raises(ValueError, match="other facts"):
        mail.WRITERS["people.link"]({"registration_id": 1, "name": "%(secret)s"})
    with pytest.raises(ValueError, match="two writers"):
        mail.letter("people.link", dict)(a_letter)


def test_a_letter_laid_down_twice_is_one_file(app, tmp_path):
    queued("good")
    assert mail.deliver_waiting() == 1
    with unit_of_work() as session:
        session.execute(update(Message).values(state=SENDING))  # as if the process had died before it was marked
    due_again()
    assert mail.deliver_waiting() == 1
    [letter] = laid_down(tmp_path)
    assert plain_of(letter).startswith("Мәтін")
