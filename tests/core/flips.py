"""Changes single bytes of a stored trail, as somebody with the file in their hands would, and asks the chain about each."""

import random
from typing import Any

from sqlalchemy import LargeBinary, bindparam, text
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.audit.verifying import verify
from campaign.core.db import Base, db, unit_of_work

TABLES = ("audit_entries", "audit_blocks", "audit_heads")


def a_trail(units: int = 12) -> None:
    """Some units of work, of one to three acts each."""
    for number in range(1, units + 1):
        with unit_of_work() as session:
            audit.note(
                session, "people.registered", "registration", number, region_id=3, after={"state": "confirmed", "n": number}
            )
            if number % 2:
                audit.note(session, "event.edited", "event", 70 + number, reason="Ұйым сұрады", before={"day": "2018-04-06"})
            if number % 3 == 0:
                audit.note_many(session, "event.from_kit", "event", [(number, 3, {"kit": 1}), (number + 1, 3, {"kit": 1})])


def without_guards(session: Session) -> None:
    """Take the triggers away, as whoever owns the database can."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        for table in TABLES:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        connection.execute(text("ALTER TABLE audit_heads DROP CONSTRAINT ck_audit_heads_only_one"))
        return
    for name in (
        connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'")).scalars().all()
    ):
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text("PRAGMA ignore_check_constraints = ON"))


def flipped(times: int, seed: int = 1) -> tuple[int, int]:
    """Change one byte after another, each put back afterwards; how many, and how many the chain found."""
    chance, session, found = random.Random(seed), db.session(), 0
    cells = _cells(session)
    for _turn in range(times):
        changed = False
        while not changed:
            point = session.begin_nested()
            changed = _change(session, chance, *chance.choice(cells))
            found += changed and bool(verify(session).broken)
            point.rollback()
    session.rollback()
    return times, found


def _cells(session: Session) -> list[tuple[str, str, int]]:
    """Every cell that holds something: table, column, and the number of the row."""
    found = []
    for name in TABLES:
        table = Base.metadata.tables[name]
        for row in session.connection().execute(table.select()):
            found += [(name, column.name, row[0]) for column in table.c if row._mapping[column] is not None]
    return found


def _change(session: Session, chance: random.Random, name: str, column: str, row: int) -> bool:
    """Whether the database took another byte in this cell: it does not take what is no JSON, or a number twice."""
    table = Base.metadata.tables[name]
    of, key = table.c[column], next(iter(table.primary_key))
    kind = of.type.python_type if column not in {"before", "after"} else dict
    connection = session.connection()
    try:
        if kind is int:
            value: Any = connection.execute(table.select().where(key == row)).one()._mapping[of]
            new = text(f"UPDATE {name} SET {column} = :new WHERE {key.name} = :row").bindparams(
                new=value ^ (1 << chance.randrange(24))
            )
        elif connection.dialect.name == "postgresql" and column.endswith("at"):
            new = text(f"UPDATE {name} SET {column} = {column} + :new * interval '1 microsecond' WHERE {key.name} = :row")
            new = new.bindparams(new=1 << chance.randrange(40))
        else:
            new = _text(connection, chance, name, column, key.name, row)
        with session.begin_nested():
            connection.execute(new, {"row": row})
    except Exception:  # the database refuses some values outright: then nothing was changed, and another byte is tried
        return False
    return True


def _text(connection: Any, chance: random.Random, name: str, column: str, key: str, row: int) -> Any:
    if connection.dialect.name == "sqlite":
        read = f"SELECT CAST({column} AS BLOB) FROM {name} WHERE {key} = :row"
        stored = bytearray(connection.execute(text(read), {"row": row}).scalar_one())
        stored[chance.randrange(len(stored))] ^= 1 << chance.randrange(8)
        update = text(f"UPDATE {name} SET {column} = CAST(:new AS TEXT) WHERE {key} = :row")
        return update.bindparams(bindparam("new", bytes(stored), LargeBinary()))
    words = connection.execute(text(f"SELECT CAST({column} AS text) FROM {name} WHERE {key} = :row"), {"row": row}).scalar_one()
    at = chance.randrange(len(words))
    other = chr(ord(words[at]) ^ (1 << chance.randrange(7)))
    kind = "json" if column in {"before", "after"} else "text"
    update = text(f"UPDATE {name} SET {column} = CAST(:new AS {kind}) WHERE {key} = :row")
    return update.bindparams(new=words[:at] + other + words[at + 1 :])
