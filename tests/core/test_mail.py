"""Letters that go out, that wait, and that cannot be written at all."""

from sqlalchemy import select

from campaign.core import mail
from campaign.core.db import db, unit_of_work
from campaign.core.mail import Letter, Message, MessageState


def queued(*kinds: str) -> None:
    with unit_of_work() as session:
        for kind in kinds:
            mail.queue(session, kind, "kk")


def states() -> list[tuple[str, MessageState, str]]:
    rows = db.session.execute(select(Message.kind, Message.state, Message.trouble).order_by(Message.id))
    return [tuple(row) for row in rows]


def refuse(facts):
    raise ValueError("sealed with another key")


def test_a_letter_that_nobody_can_write_fails_and_holds_up_no_other(either_app, monkeypatch):
    monkeypatch.setitem(mail.WRITERS, "broken", refuse)
    monkeypatch.setitem(mail.WRITERS, "good", lambda facts: Letter("a@relay.example", "Эстафета", "Мәтін"))
    queued("nobody writes these", "broken", "good")
    assert mail.deliver_waiting() == 1
    assert states() == [
        ("nobody writes these", MessageState.FAILED, "KeyError"),
        ("broken", MessageState.FAILED, "ValueError"),
        ("good", MessageState.SENT, ""),
    ]


def test_a_mail_server_that_is_away_costs_a_retry(app, monkeypatch):
    app.config["MAIL_SERVER"] = "127.0.0.1:9"
    monkeypatch.setitem(mail.WRITERS, "good", lambda facts: Letter("a@relay.example", "Эстафета", "Мәтін"))
    queued("good")
    assert mail.deliver_waiting() == 0
    assert states() == [("good", MessageState.WAITING, "ConnectionRefusedError")]
    assert mail.deliver_waiting() == 0, "not before its pause is over"
