"""The chain: each unit of work that noted something seals it in one block, and each block holds the hash of the one before.

What is hashed are the bytes as the database stores them, so that no changed byte is too small to be seen. The head of the chain
is one row, moved by one statement that works out the hash in the database itself; it is the last that a unit of work does, so
that others wait for its commit only, and whoever waits for the head holds nothing that the one in front may want.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import CheckConstraint, ColumnElement, LargeBinary, String, Text, cast, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock
from campaign.core.audit.trail import AuditEntry, Facts, Noted, write_down
from campaign.core.db import SEALS, Base, db

FOUNDING: Final = ""  # the mark of the block that holds what is older than the chain
NOTHING_BEFORE: Final = "0" * 64
SHOWN: Final = 16  # hex digits of a hash that stand on paper
TEXTS: Final = ("act", "thing", "before", "after", "reason", "unit")
NUMBERS: Final = ("user_id", "desk_id", "token_id", "thing_id", "region_id")
_MOMENT: Final = "%Y-%m-%d %H:%M:%S.%f"


class AuditBlock(Base):
    """What one unit of work noted: how many entries, the hash of their lines, and the hash of the chain up to here."""

    __tablename__ = "audit_blocks"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    unit: Mapped[str] = mapped_column(String(24), unique=True)
    entries: Mapped[int]
    content: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The last block: one row, or none before the first act."""

    __tablename__ = "audit_heads"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    at: Mapped[datetime]
    hash: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Head:
    """Where the chain stood at a moment. On paper: its number and the first digits of its hash."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash[:SHOWN]}"


def head() -> Head | None:
    """The last block that is committed, to be printed on acts; None before the first. One statement."""
    row = db.session.execute(select(AuditHead.number, AuditHead.hash)).one_or_none()
    return Head(*row) if row else None


def moment_of(at: datetime) -> str:
    """A moment as SQLite stores it, to the microsecond."""
    return at.astimezone(UTC).strftime(_MOMENT)


def line_of(values: Sequence[bytes | int | None]) -> bytes:
    """Values in a row that no other values give: each with its length in front, nothing as a dash."""
    parts = [value if value is None or isinstance(value, bytes) else b"%d" % value for value in values]
    return b"".join(b"-" if part is None else b"%d:%s" % (len(part), part) for part in parts) + b"\n"


class Content:
    """The hash of the lines of one block, taken one by one in the order of their numbers."""

    def __init__(self) -> None:
        self.entries = 0
        self._hash = hashlib.sha256()

    def add(self, line: bytes) -> None:
        self.entries += 1
        self._hash.update(line)

    def sealed_as(self, unit: bytes) -> str:
        """The hash, with the mark of the unit and the number of entries in it."""
        self._hash.update(line_of([unit, self.entries]))
        return self._hash.hexdigest()


def link(before: str, content: str, number: int, at: str) -> str:
    """The hash of a block, as the database works it out when it moves the head."""
    return hashlib.sha256(f"{before}:{content}:{number}:{at}".encode()).hexdigest()


def stored_line(dialect: str) -> list[ColumnElement[Any]]:
    """What to select of an entry for its line: numbers, and texts and moments as the bytes that are stored."""
    of = AuditEntry.__table__.c
    moments = [as_stored(of[name], dialect) for name in ("at", "campaign_at")]
    return [of.id, *moments, *(of[name] for name in NUMBERS), *(as_stored(of[name], dialect) for name in TEXTS)]


def as_stored(column: Any, dialect: str) -> ColumnElement[Any]:
    """A column of text or of a moment as the bytes that are stored."""
    name = f"stored_{column}"
    if dialect == "sqlite":
        return cast(column, LargeBinary).label(name)
    written = func.to_char(column, "YYYY-MM-DD HH24:MI:SS.US") if column.name.endswith("at") else cast(column, Text)
    return func.convert_to(written, "UTF8", type_=LargeBinary()).label(name)


def _line(entry: Facts) -> bytes:
    moments = [moment_of(entry[name]).encode() for name in ("at", "campaign_at")]
    texts = [json.dumps(entry[name]) if name in {"before", "after"} else entry[name] for name in TEXTS]
    numbers = [entry[name] for name in NUMBERS]
    return line_of([entry["id"], *moments, *numbers, *(words.encode() for words in texts)])


def seal(session: Session) -> None:
    """Write down what this unit of work noted, and close it into a block at the end of the chain. Two statements, or four."""
    noted: Noted | None = session.info.get("noted")
    if noted is None or not noted.entries:
        return
    session.flush()
    write_down(session)
    append(session, noted.unit, map(_line, sorted(noted.entries, key=itemgetter("id"))))


def append(session: Session, unit: str, lines: Iterable[bytes]) -> None:
    """Add a block with these lines. The head of the chain stays locked until the commit, so nothing may come after."""
    content = Content()
    for line in lines:
        content.add(line)
    facts = {
        "content": content.sealed_as(unit.encode()), "unit": unit, "entries": content.entries, "at": moment_of(clock.now()),
        "nothing": NOTHING_BEFORE,
    }  # fmt: skip
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_MOVE_AND_BLOCK, facts)
        return
    number, found = connection.execute(_MOVE, facts).one()
    connection.execute(_BLOCK, {**facts, "number": number, "hash": found})


_MOVE: Final = text("""
    INSERT INTO audit_heads (id, number, at, hash)
    VALUES (1, 1, :at, sha256_of(:nothing || ':' || :content || ':1:' || :at))
    ON CONFLICT (id) DO UPDATE SET number = audit_heads.number + 1, at = excluded.at,
        hash = sha256_of(audit_heads.hash || ':' || :content || ':' || (audit_heads.number + 1) || ':' || :at)
    RETURNING number, hash
""")
_BLOCK: Final = text("""
    INSERT INTO audit_blocks (number, at, unit, entries, content, hash)
    VALUES (:number, :at, :unit, :entries, :content, :hash)
""")
_MOVE_AND_BLOCK: Final = text("""
    WITH given AS (SELECT CAST(:content AS text) AS content, CAST(:at AS text) AS at), moved AS (
        INSERT INTO audit_heads (id, number, at, hash)
        SELECT 1, 1, CAST(given.at AS timestamp),
            encode(sha256(convert_to(:nothing || ':' || given.content || ':1:' || given.at, 'UTF8')), 'hex')
        FROM given
        ON CONFLICT (id) DO UPDATE SET number = audit_heads.number + 1, at = excluded.at,
            hash = encode(sha256(convert_to(audit_heads.hash || ':' || CAST(:content AS text) || ':'
                || (audit_heads.number + 1) || ':' || CAST(:at AS text), 'UTF8')), 'hex')
        RETURNING number, at, hash)
    INSERT INTO audit_blocks (number, at, unit, entries, content, hash)
    SELECT moved.number, moved.at, :unit, :entries, :content, moved.hash FROM moved
""")


def found(session: Session) -> None:
    """Begin the chain with a block of all that is older than it, once: `database upgrade` calls it."""
    older = select(*stored_line(session.get_bind().dialect.name)).where(AuditEntry.unit.is_(None)).order_by(AuditEntry.id)
    if session.scalar(select(AuditBlock.number).where(AuditBlock.unit == FOUNDING)) is not None:
        return
    if session.scalar(select(AuditEntry.id).where(AuditEntry.unit.is_(None)).limit(1)) is None:
        return
    rows = session.connection().execute(older.execution_options(yield_per=5_000))
    append(session, FOUNDING, (line_of(row) for row in rows))


SEALS.append(seal)
