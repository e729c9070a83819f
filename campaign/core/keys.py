"""The keys of the data, each wrapped with the master key `CAMPAIGN_DATA_KEY` and numbered within its purpose.

Whoever has the database has the keys only together with the master key; a new master key (`keys rewrap`) changes no stored
value, a new key of a purpose (`core.rotation`) changes no master key. The first key of each purpose is derived from the master
key it was made under, as every key was before they were kept.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import LargeBinary, UniqueConstraint, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import audit, clock, crypto
from campaign.core.db import Base, db, unit_of_work, word_type

_MASTER: Final = "campaign_master"
FOREIGN: Final = (
    "CAMPAIGN_DATA_KEY does not open the keys of this database. Set the key it was made with, or during a change of the master "
    "key also CAMPAIGN_OLD_DATA_KEY."
)


class ForeignDatabase(Exception):
    """The master key opens none of the keys in the database."""


class KeyUse(StrEnum):
    """What a key is for. Tokens have one key for ever: links that were printed keep working."""

    FIELDS = "fields"
    INDEX = "index"
    TOKENS = "tokens"


class DataKey(Base):
    """One key. `wrapped` is empty once it was forgotten: from then on nothing opens what it had sealed."""

    __tablename__ = "data_keys"
    __table_args__ = (UniqueConstraint("purpose", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[KeyUse] = mapped_column(word_type(KeyUse))
    number: Mapped[int]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Master:
    """The master key and, while it is being changed, the one before."""

    key: bytes = field(repr=False)
    old: bytes | None = field(default=None, repr=False)

    def wrap(self, content: bytes, place: str) -> bytes:
        nonce = secrets.token_bytes(crypto.NONCE)
        return nonce + _wrapping(self.key).encrypt(nonce, content, place.encode())

    def unwrap(self, wrapped: bytes, place: str) -> bytes:
        """Raises ForeignDatabase when neither key opens it."""
        for key in filter(None, (self.key, self.old)):
            try:
                return _wrapping(key).decrypt(wrapped[: crypto.NONCE], wrapped[crypto.NONCE :], place.encode())
            except InvalidTag:
                continue
        raise ForeignDatabase(FOREIGN)


def _wrapping(master: bytes) -> AESGCM:
    return AESGCM(crypto.derived_key(master, "wrap"))


def _place(use: KeyUse, number: int) -> str:
    return f"data_keys:{use.value}:{number}"


def install(key: bytes, old: bytes | None) -> None:
    """Read the keys once for an application. Raises ForeignDatabase when the master key is another database's."""
    current_app.extensions[_MASTER] = master = Master(key, old)
    try:
        crypto.install_keys(_read(master), partial(_read, master))
    finally:
        db.session.remove()


def read_again() -> None:
    """Use what the database has now: after a key was made, or taken over with another database."""
    master = _master()
    crypto.install_keys(_read(master), partial(_read, master))


def _master() -> Master:
    master: Master = current_app.extensions[_MASTER]
    return master


def _read(master: Master) -> crypto.Keys:
    """The keys of the database; those of a new one when it has none yet. One statement."""
    keys = DataKey.__table__.c
    asked = select(keys.purpose, keys.number, keys.wrapped, keys.retired_at).order_by(keys.number)
    try:
        rows = db.session.connection().execute(asked).all()
    except DBAPIError:  # no such table yet
        rows = []
    if not rows:
        return crypto.Keys.derive(master.old or master.key)
    opened = {(use, number): master.unwrap(wrapped, _place(use, number)) for use, number, wrapped, _retired in rows if wrapped}
    last = {use: number for use, number, _wrapped, retired in rows if retired is None}
    return crypto.Keys(
        fields={number: AESGCM(key) for (use, number), key in opened.items() if use is KeyUse.FIELDS},
        sealing=last[KeyUse.FIELDS],
        index=opened[KeyUse.INDEX, last[KeyUse.INDEX]],
        bodies=opened[KeyUse.INDEX, 1],
        tokens=opened[KeyUse.TOKENS, last[KeyUse.TOKENS]],
    )


def keep_first_keys(session: Session) -> None:
    """Keep the derived keys of an installation as the first of each purpose; nothing when they are kept already."""
    if session.scalar(select(DataKey.id).limit(1)) is not None:
        return
    master = _master()
    for use in KeyUse:
        first = crypto.derived_key(master.old or master.key, use.value)
        session.add(DataKey(purpose=use, number=1, wrapped=master.wrap(first, _place(use, 1)), made_at=clock.now()))
    session.flush()


def all_keys(session: Session, use: KeyUse) -> Sequence[DataKey]:
    """The keys of a purpose in the order they were made."""
    return session.scalars(select(DataKey).where(DataKey.purpose == use).order_by(DataKey.number)).all()


def make(session: Session, use: KeyUse) -> DataKey:
    """Draw the next key of a purpose; whoever reads the keys after the commit uses it."""
    number = all_keys(session, use)[-1].number + 1
    wrapped = _master().wrap(secrets.token_bytes(32), _place(use, number))
    key = DataKey(purpose=use, number=number, wrapped=wrapped, made_at=clock.now())
    session.add(key)
    session.flush()
    audit.note(session, "key.made", "data_key", key.id, after={"purpose": use.value, "number": number})
    return key


def retire(session: Session, key: DataKey) -> None:
    """Say that nothing is sealed with it any more. It still opens what a process that had not noticed may have sealed."""
    key.retired_at = clock.now()
    audit.note(session, "key.retired", "data_key", key.id, after={"purpose": key.purpose.value, "number": key.number})


def forget(session: Session, key: DataKey) -> None:
    """Wipe a retired key: a stolen copy of it is worth nothing here from now on."""
    key.wrapped = b""
    audit.note(session, "key.forgotten", "data_key", key.id, after={"purpose": key.purpose.value, "number": key.number})


def rewrap() -> int:
    """Wrap every key with the present master key; how many needed it. All or nothing, and harmless to repeat."""
    master, changed = _master(), 0
    with unit_of_work() as session:
        keep_first_keys(session)
        for key in session.scalars(select(DataKey).order_by(DataKey.id)).all():
            place = _place(key.purpose, key.number)
            if not key.wrapped or _opens(master.key, key.wrapped, place):
                continue
            key.wrapped = master.wrap(master.unwrap(key.wrapped, place), place)
            changed += 1
        if changed:
            audit.note(session, "key.rewrapped", "data_key", None, after={"keys": changed})
    return changed


def _opens(master: bytes, wrapped: bytes, place: str) -> bool:
    try:
        Master(master).unwrap(wrapped, place)
    except ForeignDatabase:
        return False
    return True
