"""The rows of a database as both engines can write and read them: each value one word of JSON, whatever the driver makes of it.

Tables and columns are read from the database itself, not from the models: a backup before an upgrade has the old columns. The
drivers are used directly, for the ORM's rows cost ten times as much, and what is stored is what is kept.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, inspect, types
from sqlalchemy.types import TypeEngine

AT_ONCE: Final = 2000
APART: Final = frozenset({"alembic_version"})  # the version stands in the head of a backup
KINDS: Final[tuple[tuple[type[TypeEngine[Any]], str], ...]] = (
    (types.Boolean, "truth"),
    (types.DateTime, "moment"),
    (types.Date, "day"),
    (types.Time, "time"),
    (types.LargeBinary, "bytes"),
    (types.JSON, "json"),
)
Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class Shape:
    """One table: its columns with the kind of each, and those by which its rows stand in order."""

    name: str
    columns: tuple[tuple[str, str], ...]
    order: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _kind in self.columns)


@dataclass
class Sum:
    """How many rows of a table went by, and a hash of all of them in their order."""

    rows: int = 0

    def __post_init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._hash.update(line + b"\n")

    @property
    def hash(self) -> str:
        return self._hash.hexdigest()


def shapes(connection: Connection) -> list[Shape]:
    """Every table that is kept, by name. Its statements do not depend on the rows."""
    looked = inspect(connection)
    columns, keys = looked.get_multi_columns(), looked.get_multi_pk_constraint()
    return [
        _shape(str(place[1]), columns[place], keys[place]["constrained_columns"])
        for place in sorted(columns, key=lambda place: place[1])
        if place[1] not in APART
    ]


def _shape(name: str, columns: Sequence[Any], keys: Sequence[str]) -> Shape:
    kinds = tuple(sorted((str(column["name"]), _kind(column["type"])) for column in columns))
    return Shape(name, kinds, tuple(keys) or tuple(column for column, _kind in kinds))


def _kind(stored: TypeEngine[Any]) -> str:
    return next((name for kind, name in KINDS if isinstance(stored, kind)), "plain")


def _as_base64(value: Any) -> str:
    return base64.b64encode(value).decode()


def _as_json(value: Any) -> str:
    """SQLite gives a JSON number back as a number of its own."""
    return value if isinstance(value, str) else json.dumps(value)


FROM_SQLITE: Final[dict[str, Convert]] = {"truth": bool, "bytes": _as_base64, "json": _as_json}
FROM_POSTGRES: Final[dict[str, Convert]] = {
    "moment": lambda value: value.isoformat(" ", "microseconds"),
    "day": lambda value: value.isoformat(),
    "time": lambda value: value.isoformat("microseconds"),
    "bytes": _as_base64,
}
INTO_BOTH: Final[dict[str, Convert]] = {"bytes": base64.b64decode}


def _changes(shape: Shape, known: dict[str, Convert]) -> list[tuple[int, Convert]]:
    return [(place, known[kind]) for place, (_name, kind) in enumerate(shape.columns) if kind in known]


def _converted(rows: Iterable[Sequence[Any]], changes: list[tuple[int, Convert]]) -> Iterator[list[Any]]:
    for row in rows:
        values = list(row)
        for place, change in changes:
            if values[place] is not None:
                values[place] = change(values[place])
        yield values


def encoded(values: list[Any]) -> bytes:
    """One row as one line."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def read(connection: Connection, shape: Shape) -> Iterator[list[Any]]:
    """All rows of the table in the order of its key, the same in both databases; AT_ONCE of them in memory."""
    if connection.dialect.name == "postgresql":
        yield from _converted(_read_postgres(connection, shape), _changes(shape, FROM_POSTGRES))
    else:
        yield from _converted(_read_sqlite(connection, shape), _changes(shape, FROM_SQLITE))


def _read_sqlite(connection: Connection, shape: Shape) -> Iterator[Sequence[Any]]:
    cursor = _driver(connection).cursor()
    cursor.execute(f"SELECT {_listed(shape.names)} FROM {_quoted(shape.name)} ORDER BY {_listed(shape.order)}")  # noqa: S608
    while rows := cursor.fetchmany(AT_ONCE):
        yield from rows


def _read_postgres(connection: Connection, shape: Shape) -> Iterator[Sequence[Any]]:
    from psycopg.types.string import TextLoader

    # bytewise, as SQLite orders: a row stands where it stood in the other database
    order = ", ".join(_bytewise(connection, shape.name, name) for name in shape.order)
    with _driver(connection).cursor(name="backup") as cursor:
        for kind in ("json", "jsonb"):
            cursor.adapters.register_loader(kind, TextLoader)
        cursor.itersize = AT_ONCE
        cursor.execute(f"SELECT {_listed(shape.names)} FROM {_quoted(shape.name)} ORDER BY {order}")  # noqa: S608
        yield from cursor


def _bytewise(connection: Connection, table: str, column: str) -> str:
    asked = (
        "SELECT data_type FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND table_name = %s AND column_name = %s"
    )
    kind = connection.exec_driver_sql(asked, (table, column)).scalar_one()
    return f'{_quoted(column)} COLLATE "C"' if kind in ("character varying", "text") else _quoted(column)


def write(connection: Connection, shape: Shape, rows: Iterable[list[Any]]) -> None:
    """Put the rows into the table, which is empty and whose triggers are away."""
    given = _converted(rows, _changes(shape, INTO_BOTH))
    if connection.dialect.name == "postgresql":
        with (
            _driver(connection).cursor() as cursor,
            cursor.copy(f"COPY {_quoted(shape.name)} ({_listed(shape.names)}) FROM STDIN") as copy,
        ):
            for row in given:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(shape.columns))
    insert = f"INSERT INTO {_quoted(shape.name)} ({_listed(shape.names)}) VALUES ({marks})"  # noqa: S608
    _driver(connection).cursor().executemany(insert, given)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))
