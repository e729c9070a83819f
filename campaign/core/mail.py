"""Letters: queued in the transaction of the act that causes them, sent after it, once.

A queued row names a kind and ids, never an address or a text: the letter is written when it is sent, with the address of that
moment, and nothing personal lies in the queue. Without `CAMPAIGN_MAIL_SERVER` letters are laid into the data folder as files.
"""

import smtplib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import JSON, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.db import Base, db, unit_of_work, word_type
from campaign.core.errors import CampaignError
from campaign.core.i18n import use_language

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
PAUSE = 20.0


class MessageState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Message(Base):
    """One letter to be sent. `next_at` is when it may be taken (again); a lease while it is being sent."""

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[MessageState] = mapped_column(word_type(MessageState), default=MessageState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime]
    next_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(String(200), default="")


@dataclass(frozen=True)
class Letter:
    """What goes out: to one address, in one language, plain text."""

    to: str
    subject: str
    text: str


Writer = Callable[[dict[str, Any]], Letter | None]
WRITERS: dict[str, Writer] = {}


def letter(kind: str) -> Callable[[Writer], Writer]:
    """Register who writes letters of this kind. It answers None when there is nobody to write to any more."""

    def register(writer: Writer) -> Writer:
        if WRITERS.setdefault(kind, writer) is not writer:
            raise ValueError(f"two writers of {kind}")
        return writer

    return register


def queue(session: Session, kind: str, language: str, **facts: Any) -> None:
    """Queue a letter; it goes out exactly when the unit of work is kept."""
    at = clock.now()
    session.add(Message(kind=kind, facts=facts, language=language, queued_at=at, next_at=at))


def deliver_waiting(limit: int = 50) -> int:
    """Send what is due, oldest first, and say how many went out. Safe to run in several processes at once."""
    sent = 0
    for _turn in range(limit):
        message = _take()
        if message is None:
            break
        sent += _deliver(message)
    return sent


def _take() -> Message | None:
    with unit_of_work() as session:
        due = select(Message.id).where(
            or_(Message.state == MessageState.WAITING, Message.state == MessageState.SENDING),
            Message.next_at <= clock.now(),
        )
        taken = session.scalar(
            update(Message)
            .where(
                Message.id == due.order_by(Message.id).limit(1).scalar_subquery(),
                Message.next_at <= clock.now(),
            )
            .values(state=MessageState.SENDING, attempts=Message.attempts + 1, next_at=clock.now() + LEASE)
            .returning(Message)
        )
        if taken is not None:
            session.flush()
            session.expunge(taken)
        return taken


def _deliver(message: Message) -> bool:
    trouble, hopeless = "", False
    try:
        with use_language(message.language), acting_as(SYSTEM):
            written = WRITERS[message.kind](message.facts)
        if written is not None:
            _send(written)
    except (OSError, smtplib.SMTPException) as error:
        trouble = type(error).__name__
    except (CampaignError, LookupError, ValueError) as error:  # it cannot be written, and no later turn can write it
        trouble, hopeless = type(error).__name__, True
    with unit_of_work() as session:
        kept = session.scalars(select(Message).where(Message.id == message.id)).one()
        kept.trouble = trouble
        if not trouble:
            kept.state, kept.sent_at = MessageState.SENT, clock.now()
        elif hopeless or kept.attempts >= MOST_ATTEMPTS:
            kept.state = MessageState.FAILED
        else:
            kept.state, kept.next_at = (
                MessageState.WAITING,
                clock.now() + timedelta(seconds=20 * 2**kept.attempts),
            )
    return not trouble


def _send(written: Letter) -> None:
    message = EmailMessage()
    message["To"], message["Subject"] = written.to, written.subject
    message["From"] = current_app.config["MAIL_SENDER"]
    message.set_content(written.text)
    server: str = current_app.config["MAIL_SERVER"]
    if not server:
        _lay_down(message)
        return
    host, _, port = server.partition(":")
    with smtplib.SMTP(host, int(port or 25), timeout=20) as smtp:
        if current_app.config["MAIL_USER"]:
            smtp.starttls()
            smtp.login(current_app.config["MAIL_USER"], current_app.config["MAIL_PASSWORD"])
        smtp.send_message(message)


def _lay_down(message: EmailMessage) -> None:
    folder = Path(current_app.config["DATA_DIR"]) / "letters"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{clock.now():%Y%m%d-%H%M%S-%f}.eml"
    (folder / name).write_bytes(bytes(message))


def start_courier(app: Flask) -> threading.Event:
    """A quiet thread that delivers what is due every twenty seconds; set the answered event to stop it."""
    stop = threading.Event()

    def walk() -> None:
        while not stop.wait(PAUSE):
            with app.app_context():
                try:
                    deliver_waiting()
                except Exception:  # a database that is away must not end the thread: the next turn tries again
                    app.logger.exception("letters wait")
                finally:
                    db.session.remove()

    threading.Thread(target=walk, name="courier", daemon=True).start()
    return stop
