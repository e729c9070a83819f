"""Thousands of rows in one go, inside the present unit of work: COPY on PostgreSQL, the driver's own many on SQLite.

Nothing here knows a rule: no default is filled in, no event of a model is called, no row is read back.
"""

import gc
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Dialect,
    Integer,
    LargeBinary,
    Table,
    Text,
    any_,
    cast,
    func,
    literal,
    select,
    text,
)  # fmt: skip
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import TypeEngine

from campaign.core.db import Base

Row = tuple[Any, ...]
Bind = Callable[[Any], Any]
CHUNK = 50_000  # rows held and moved on at a time
FEW = 64  # different values of a column, that each is turned once
VALUES = 32_000  # in one statement; SQLite takes 32,766
STAGED_KILOBYTES = 65_536  # what waits to be inserted stays in memory: it is no business of a temporary file
_POSTGRES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


_counting = threading.Lock()
_holding_many: list[bool] = []


@contextmanager
def many_held() -> Iterator[None]:
    """For work that holds a hundred thousand rows in memory: nobody looks through them for circles until it ends.

    Python's collector goes through all that lives each time it has grown by a quarter: a fourth of an import. Rows are freed
    without it; circles, such as errors with their frames, wait. All threads share it: the last to leave starts it.
    """
    with _counting:
        _holding_many.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _counting:
            was_on = _holding_many.pop()
            if not _holding_many and was_on:
                gc.enable()


def insert_rows(session: Session, table: type[Base], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Insert rows, each holding in the order of `columns` what the model's attributes would hold; say how many.

    A column that is not named gets what the database itself puts there, not the model's default. `rows` may be a generator:
    some thousands are held at a time. Some 5 µs a row besides what the engine takes. Raises IntegrityError as an INSERT does.
    """
    session.flush()
    connection, into = session.connection(), _table(table)
    chunks = _chunks(rows, [_bind(into.c[name].type, connection.dialect) for name in columns])
    insert = _copy if connection.dialect.name == "postgresql" else _execute_many
    return insert(connection, into.name, columns, chunks)


def insert_new(session: Session, table: type[Base], columns: Sequence[str], rows: Iterable[Row], returning: str) -> list[Any]:
    """Insert those rows that no UNIQUE rule has already, in their order; say what `returning` holds in each that is new.

    One statement with one parameter, for some dozens of rows at a time; whoever inserts the same at the same time is waited
    for. Columns that are not named get what the database puts there. Not for bytes.
    """
    connection, into = session.connection(), _table(table)
    binds = [_bind(into.c[name].type, connection.dialect) for name in columns]
    turned = [
        {name: bind(value) if bind else value for name, bind, value in zip(columns, binds, row, strict=True)} for row in rows
    ]
    statement = _insertion_of_new(connection.dialect.name, into, tuple(columns), returning)
    listed = json.dumps(turned, ensure_ascii=False, default=str)
    return list(connection.exec_driver_sql(statement, (listed,)).scalars()) if turned else []


@cache
def _insertion_of_new(dialect: str, into: Table, columns: tuple[str, ...], returning: str) -> str:
    """Our own names only stand in it; every value comes in the one parameter."""
    named = ", ".join(columns)
    if dialect == "postgresql":
        shape = ", ".join(f"{name} {into.c[name].type.compile(_POSTGRES)}" for name in columns)
        source = f"SELECT {named} FROM json_to_recordset(CAST(%s AS json)) AS new({shape})"  # noqa: S608
    else:
        values = ", ".join(f"json_extract(value, '$.{name}')" for name in columns)
        source = f"SELECT {values} FROM json_each(?) WHERE true"  # noqa: S608  the WHERE tells the parser that no join follows
    return f"INSERT INTO {into.name} ({named}) {source} ON CONFLICT DO NOTHING RETURNING {returning}"


def reserve_ids(session: Session, table: type[Base], count: int) -> Sequence[int]:
    """Numbers for that many new rows of `table`, in ascending order; nobody else gets them. One statement.

    Without gaps on SQLite, where the unit of work holds the write lock; on PostgreSQL others may draw in between.
    """
    into = _table(table)
    if session.connection().dialect.name == "postgresql":
        drawn = text("SELECT array_agg(nextval(pg_get_serial_sequence(:name, 'id'))) FROM generate_series(1, :count)")
        return session.execute(drawn, {"name": into.name, "count": count}).scalar() or []
    last: int = session.connection().execute(select(func.max(into.c.id))).scalar() or 0
    return range(last + 1, last + 1 + count)


def one_of(session: Session, column: InstrumentedAttribute[Any], values: Iterable[str]) -> ColumnElement[bool]:
    """That the column holds one of these texts: one parameter, however many there are. For thousands at a time."""
    listed = json.dumps(list(values))
    if session.get_bind().dialect.name == "postgresql":
        return column.in_(select(func.jsonb_array_elements_text(cast(listed, Text).cast(JSONB)).column_valued()))
    return column.in_(select(func.json_each(listed).table_valued("value").c.value))


def among(session: Session, column: InstrumentedAttribute[Any], numbers: Iterable[int]) -> ColumnElement[bool]:
    """That the column holds one of these numbers: one parameter, however many; a thousand, each its own, take 15 ms to name."""
    wanted = list(numbers)
    if session.get_bind().dialect.name == "postgresql":
        return column == any_(literal(wanted, ARRAY(Integer)))
    return column.in_(select(func.json_each(json.dumps(wanted)).table_valued("value").c.value))


def _table(table: type[Base]) -> Table:
    if not isinstance(table.__table__, Table):
        raise TypeError(f"{table.__name__} is no table")
    return table.__table__


def _bind(kind: TypeEngine[Any], dialect: Dialect) -> Bind | None:
    """What turns a value of the model into one of the driver; None when they are the same, as bytes are in both drivers."""
    return None if isinstance(kind, LargeBinary) else kind.dialect_impl(dialect).bind_processor(dialect)


def _chunks(rows: Iterable[Row], binds: Sequence[Bind | None]) -> Iterator[list[Row]]:
    """The rows as the driver wants them, turned column by column."""
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        columns = zip(*chunk, strict=True)
        turned = [_turned(column, bind) if bind else column for bind, column in zip(binds, columns, strict=True)]
        yield list(zip(*turned, strict=True))


def _turned(column: Sequence[Any], bind: Bind) -> Iterable[Any]:
    """The values turned; of few, such as the moment of an import or a state, each once."""
    different = dict(zip(map(id, column), column, strict=True))
    if len(different) > FEW:
        return map(bind, column)
    made = {key: bind(value) for key, value in different.items()}
    return map(made.__getitem__, map(id, column))


def _execute_many(connection: Connection, table: str, columns: Sequence[str], chunks: Iterable[list[Row]]) -> int:
    """Many rows in a statement: where a trigger may refuse it, SQLite sets aside every page that a statement touches."""
    named, count = ", ".join(columns), 0
    for chunk in chunks:
        if len(chunk) * len(columns) <= VALUES:
            marks = ", ".join([f"({', '.join('?' * len(columns))})"] * len(chunk))
            connection.exec_driver_sql(f"INSERT INTO {table} ({named}) VALUES {marks}", tuple(chain.from_iterable(chunk)))  # noqa: S608  our own names
        else:
            _insert_staged(connection, table, columns, chunk)
        count += len(chunk)
    return count


def _insert_staged(connection: Connection, table: str, columns: Sequence[str], rows: list[Row]) -> None:
    """By a table of the connection's own, in memory: one statement then takes what several, of as many values as it may, would.

    Its columns have no types, so that each value reaches its place as it is. One is left where a rule refused rows before.
    """
    named, marks = ", ".join(columns), ", ".join("?" * len(columns))
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.staged_rows")
    connection.exec_driver_sql(f"PRAGMA temp.cache_size = -{STAGED_KILOBYTES}")
    connection.exec_driver_sql(f"CREATE TEMP TABLE staged_rows ({named})")
    connection.exec_driver_sql(f"INSERT INTO staged_rows VALUES ({marks})", rows)  # noqa: S608  our own names
    connection.exec_driver_sql(f"INSERT INTO {table} ({named}) SELECT {named} FROM staged_rows ORDER BY rowid")  # noqa: S608
    connection.exec_driver_sql("DROP TABLE staged_rows")


def _copy(connection: Connection, table: str, columns: Sequence[str], chunks: Iterable[list[Row]]) -> int:
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    count = 0
    cursor: Any = connection.connection.cursor()
    try:
        with cursor, cursor.copy(statement) as copy:
            for chunk in chunks:
                for row in chunk:
                    copy.write_row(row)
                count += len(chunk)
    except connection.dialect.loaded_dbapi.IntegrityError as error:
        raise IntegrityError(statement, None, error) from error
    return count
