"""The queue of letters: put in with the act that causes them, taken by lease, sent once, marked by whoever holds the lease."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.utils import parseaddr
from enum import StrEnum
from typing import Any, Final, TypeVar

from flask import current_app
from sqlalchemy import JSON, Index, String, and_, func, literal_column, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock, crypto
from campaign.core.actor import SYSTEM, acting_as
from campaign.core.along import put_along
from campaign.core.bulk import insert_rows
from campaign.core.db import Base, db, unit_of_work, word_type
from campaign.core.errors import CampaignError
from campaign.core.i18n import use_language
from campaign.core.mail.letters import Letter, envelope
from campaign.core.mail.post import Post, PutOff, Rejected, Unreachable, post

LEASE: Final = timedelta(minutes=10)  # longer than any conversation about one letter (post.REPLY_WITHIN × post.REPLIES)
FIRST_PAUSE: Final = timedelta(seconds=40)
LONGEST_PAUSE: Final = timedelta(hours=1)
GIVE_UP_AFTER: Final = timedelta(days=5)  # RFC 5321, 4.5.4.1
NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
NOBODY_TO_WRITE_TO: Final = "nobody to write to"
SUBJECT: Final = "registration_id"  # the fact by which the letters about one person's place are found again


class MessageState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


_THERE = text("trouble <> ''")


class Message(Base):
    """One letter to be sent.

    `next_at` is when it may be taken (again); the end of the lease while it is being sent; `NEVER` when it is done with.
    `attempts` counts the times it was taken: only whoever took it last may mark it. `sent_at` stays empty when there was
    nobody to write to any more. `subject_id` repeats the fact `SUBJECT`, for an index; None for letters about something else.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_state_trouble", "state", "trouble", sqlite_where=_THERE, postgresql_where=_THERE),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    subject_id: Mapped[int | None] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[MessageState] = mapped_column(word_type(MessageState), default=MessageState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[datetime]
    next_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(String(200), default="")

    @property
    def name(self) -> str:
        """What tells it from every other letter, in the order of queueing."""
        return f"{self.queued_at:%Y%m%d-%H%M%S-%f}-{self.id:07d}"

    @property
    def message_id(self) -> str:
        """The same at every attempt, so that a letter sent again after a crash is known as the same letter."""
        domain = parseaddr(current_app.config["MAIL_SENDER"])[1].rpartition("@")[2] or "localhost"
        return f"<{crypto.derived_token('letter', self.name, 1)}@{domain}>"


TROUBLED = and_(Message.state.in_((MessageState.SENT, MessageState.FAILED)), Message.trouble != literal_column("''"))
"""Done with, and something is to be said of it: a handful among all letters, found by an index of such rows.

Both databases use that index only where this stands in a statement as written here, not as a value that is sent along.
"""
_GIVEN = ("kind", "facts", "subject_id", "language", "state", "attempts", "queued_at", "next_at", "trouble")
_UNSENT = (MessageState.WAITING, MessageState.SENDING)
Facts = TypeVar("Facts")
Writer = Callable[[dict[str, Any]], Letter | None]
Letters = Iterable[tuple[str, dict[str, Any]]]
WRITERS: dict[str, Writer] = {}


def letter(kind: str, takes: type[Facts]) -> Callable[[Callable[[Facts], Letter | None]], Writer]:
    """Register who writes letters of this kind, from the fields of `takes` (a frozen dataclass) and nothing else.

    The writer answers None when there is nobody to write to any more.
    """

    def register(write: Callable[[Facts], Letter | None]) -> Writer:
        def from_row(facts: dict[str, Any]) -> Letter | None:
            try:
                known = takes(**facts)
            except TypeError as error:
                raise ValueError(f"{kind} takes other facts") from error
            return write(known)

        if WRITERS.setdefault(kind, from_row) is not from_row:
            raise ValueError(f"two writers of {kind}")
        return from_row

    return register


def queue(session: Session, kind: str, language: str, **facts: Any) -> None:
    """Queue a letter; it goes out exactly when the unit of work is kept."""
    at = clock.now()
    row = {"kind": kind, "facts": facts, "subject_id": facts.get(SUBJECT), "language": language, "state": MessageState.WAITING}
    put_along(session, Message, {**row, "attempts": 0, "queued_at": at, "next_at": at, "trouble": ""})


def queue_many(session: Session, kind: str, letters: Letters) -> int:
    """Queue letters to many, each with its language and facts, in one go, and say how many. `letters` may be a generator."""
    at = clock.now()
    rows = ((kind, facts, facts.get(SUBJECT), code, MessageState.WAITING, 0, at, at, "") for code, facts in letters)
    return insert_rows(session, Message, _GIVEN, rows)


def keep_unaddressed(session: Session, kind: str, letters: Letters) -> int:
    """Keep the same news for those who have no address: done with as letters, to be told in another way; say how many."""
    at = clock.now()
    done = (MessageState.SENT, 0, at, NEVER, NOBODY_TO_WRITE_TO)
    return insert_rows(session, Message, _GIVEN, ((kind, facts, facts.get(SUBJECT), code, *done) for code, facts in letters))


def still_waiting(session: Session, kind: str, **facts: int) -> list[dict[str, Any]]:
    """The facts of the letters of this kind, with these numbers among their facts, that nobody has begun to send.

    None of them goes out before the unit of work ends. One statement; it looks only at what is unsent.
    """
    known = [Message.facts[name].as_integer() == number for name, number in facts.items()]
    waiting = (Message.state == MessageState.WAITING, Message.next_at < NEVER, Message.kind == kind)
    return list(session.scalars(select(Message.facts).where(*waiting, *known).with_for_update()))


def how_many_wait(session: Session, kind: str, **facts: int) -> int:
    """How many letters of this kind, with these numbers among their facts, have not gone out yet. One statement."""
    known = [Message.facts[name].as_integer() == number for name, number in facts.items()]
    waiting = (Message.state.in_(_UNSENT), Message.next_at < NEVER, Message.kind == kind)
    return session.scalar(select(func.count(Message.id)).where(*waiting, *known)) or 0


def how_many_unsent() -> int:
    """All letters that have not gone out and still will. One statement."""
    waiting = (Message.state.in_(_UNSENT), Message.next_at < NEVER)
    return db.session.scalar(select(func.count(Message.id)).where(*waiting)) or 0


def send_again(session: Session, message_id: int) -> bool:
    """Let a letter go once more: one that waits or failed at once, as if it were new; of one that went out a copy.

    False, and nothing done, while it is being sent. The letter is written anew, so it goes where it has to go now.
    """
    message = session.scalars(select(Message).where(Message.id == message_id).with_for_update()).one()
    session.refresh(message)
    if message.state is MessageState.SENDING:
        return False
    if message.state is MessageState.SENT:
        queue(session, message.kind, message.language, **message.facts)
        return True
    if message.state is MessageState.FAILED:
        message.queued_at, message.attempts = clock.now(), 0  # under a new name: the server has refused the other
    message.state, message.trouble, message.next_at = MessageState.WAITING, "", clock.now()
    return True


def deliver_waiting(limit: int = 50, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, oldest first, in one conversation, and say how many went out; no more once `stopping` says so.

    Any number of threads and processes may do so at once. A server that is away ends the turn; the letters wait.
    """
    sent = 0
    with post() as way_out:
        for _turn in range(limit):
            message = None if stopping() else _take()
            if message is None:
                break
            try:
                sent += _deliver(message, way_out)
            except Unreachable as error:
                _put_off(message, str(error))
                break
    return sent


def _take() -> Message | None:
    """The letter that has been due longest, ours until the lease ends. On PostgreSQL nobody waits for another's letter."""
    now = clock.now()
    due = (
        select(Message.id)
        .where(Message.state.in_(_UNSENT), Message.next_at <= now)
        .order_by(Message.next_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    with unit_of_work() as session:
        taken = session.scalar(
            update(Message)
            .where(Message.id == due.scalar_subquery())
            .values(state=MessageState.SENDING, attempts=Message.attempts + 1, next_at=now + LEASE)
            .returning(Message)
            .execution_options(populate_existing=True, synchronize_session=False)
        )
        if taken is not None:
            session.expunge(taken)
        return taken


def _deliver(message: Message, way_out: Post) -> bool:
    """Write it, hand it over, mark it; whether it went out. Raises Unreachable."""
    try:
        with use_language(message.language), acting_as(SYSTEM):
            written = WRITERS[message.kind](message.facts)
            sealed = None if written is None else envelope(written, message.message_id)
        db.session.rollback()  # a slow server must not hold up the database
        if sealed is not None:
            way_out.hand_over(sealed, message.name)
    except (PutOff, SQLAlchemyError) as error:
        db.session.rollback()
        _put_off(message, str(error) if isinstance(error, PutOff) else type(error).__name__)
    except Rejected as error:
        _mark(message, MessageState.FAILED, str(error) or type(error).__name__)
    except (CampaignError, LookupError, ValueError, MessageError) as error:  # no later turn can write it either
        _mark(message, MessageState.FAILED, type(error).__name__)
    except Unreachable:
        raise
    except Exception as error:  # a mistake of ours must hold up no other letter; once it is mended this one goes too
        current_app.logger.exception("letter %s (%s)", message.id, message.kind)
        _put_off(message, type(error).__name__)
    else:
        _mark(message, MessageState.SENT, "" if sealed is not None else NOBODY_TO_WRITE_TO)
        return sealed is not None
    return False


def _put_off(message: Message, trouble: str) -> None:
    """Try again later, each time twice as late; no longer than mail servers do."""
    now = clock.now()
    if now - message.queued_at >= GIVE_UP_AFTER:
        _mark(message, MessageState.FAILED, trouble)
        return
    pause = min(FIRST_PAUSE * 2 ** min(message.attempts - 1, 10), LONGEST_PAUSE)
    _mark(message, MessageState.WAITING, trouble, now + pause)


def _mark(message: Message, state: MessageState, trouble: str, next_at: datetime = NEVER) -> None:
    """Write down what became of it, unless the lease has run out and somebody else took it."""
    sent_at = clock.now() if state is MessageState.SENT and not trouble else None
    held = (Message.id == message.id, Message.state == MessageState.SENDING, Message.attempts == message.attempts)
    marked = update(Message).where(*held).values(state=state, trouble=trouble[:200], next_at=next_at, sent_at=sent_at)
    with unit_of_work() as session:
        kept = session.scalar(marked.returning(Message.id).execution_options(synchronize_session=False))
    if kept is None:
        current_app.logger.warning("letter %s: the lease had run out, somebody else sends it", message.id)
    elif state is MessageState.FAILED:
        current_app.logger.error("letter %s (%s) failed: %s", message.id, message.kind, trouble)
