"""Operation keys: what a device or a browser may send twice has one effect and one answer."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, String, bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock
from campaign.core.along import put_along
from campaign.core.db import Base, insert_into, unit_of_work
from campaign.core.errors import KeyReused
from campaign.core.i18n import _l

Answer = dict[str, Any]


class OperationKey(Base):
    """A key that was used, a hash of the body it came with, and the answer that was given."""

    __tablename__ = "operation_keys"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    body_hash: Mapped[str] = mapped_column(String(64))
    answer: Mapped[Answer] = mapped_column(JSON, default=dict)
    made_at: Mapped[datetime] = mapped_column(index=True)


_FINISH = (
    update(OperationKey.__table__)  # type: ignore[arg-type]
    .where(OperationKey.key_hash == bindparam("used"))
    .values(answer=bindparam("given", type_=JSON()))
)


@cache
def _claim(dialect: str) -> Any:
    """The statement that claims a key, made once."""
    return insert_into(OperationKey.__table__, dialect).on_conflict_do_nothing().returning(OperationKey.key_hash)


@dataclass(frozen=True)
class Sent:
    """An act as it was sent: by which its key is found (`key_hash`), and what tells its body from another."""

    key_hash: str
    body_hash: str

    @classmethod
    def of(cls, act: str, key: str, body: Any) -> "Sent":
        return cls(_digest([act, key]), _digest(body))

    def answered(self, body_hash: str | None, answer: Answer | None) -> Answer | None:
        """The earlier answer, of what was found under `key_hash` (None: nothing). Raises KeyReused when the body differs."""
        if body_hash not in (None, self.body_hash):
            raise _reused()
        return answer


def _reused() -> KeyReused:
    return KeyReused(_l("This form was sent already with other words in it. Open the page again and fill it in anew."))


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def begin(session: Session, act: str, key: str, body: Any) -> Answer | None:
    """Claim `key` for `act` in this unit of work; the earlier answer when it was used with the same body.

    Whoever comes second with the same key waits for the first to commit. Raises KeyReused when the body differs.
    """
    connection = session.connection()
    sent = Sent.of(act, key, body)
    row = {"key_hash": sent.key_hash, "body_hash": sent.body_hash, "answer": {}, "made_at": clock.now()}
    if connection.execute(_claim(connection.dialect.name), row).scalar() is not None:
        return None
    used = session.scalars(select(OperationKey).where(OperationKey.key_hash == sent.key_hash)).one()
    return sent.answered(used.body_hash, used.answer)


def finish(session: Session, act: str, key: str, answer: Answer) -> None:
    """Keep the answer for whoever comes with the key again."""
    session.connection().execute(_FINISH, {"used": _digest([act, key]), "given": answer})


def keep(session: Session, sent: Sent, answer: Answer) -> None:
    """Claim the key and keep the answer in one, where `begin` would have been too early: one statement less.

    For an act that looked for the key itself, under a row that whoever sends the same has to wait for. Raises KeyReused when
    the key has come with another body meanwhile, at the latest where what is put along goes out.
    """
    row = {"key_hash": sent.key_hash, "body_hash": sent.body_hash, "answer": answer, "made_at": clock.now()}
    put_along(session, OperationKey, row, taken=_reused())


def once(act: str, key: str, body: Any, do: Callable[[], Answer]) -> Answer:
    """Do it in one unit of work with its key: whoever comes again gets the answer that was kept. Raises KeyReused."""
    with unit_of_work() as session:
        answer = begin(session, act, key, body)
        if answer is None:
            answer = do()
            finish(session, act, key, answer)
        return answer
