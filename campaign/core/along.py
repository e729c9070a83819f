"""Rows that nobody asks back: written as they come, or kept for a moment so that several go out as one statement."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import CursorResult, Executable, Insert, Table, Update, bindparam, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign.core.db import Base
from campaign.core.errors import CampaignError

Values = Mapping[str, Any]
Shape = tuple[Table, bool, tuple[str, ...]]


@dataclass(frozen=True)
class Row:
    """A new row of a table with these values; or, when it `is_there`, its `id` and what changes in it.

    `taken`: what to raise when the primary key of a new row is taken already.
    """

    table: Table
    values: Values
    is_there: bool = False
    taken: CampaignError | None = None

    @property
    def shape(self) -> Shape:
        """What its statement is made from, whatever the values are."""
        return self.table, self.is_there, tuple(self.values)

    def is_refused_by(self, error: IntegrityError) -> bool:
        """Whether it is the key of this row that was taken: PostgreSQL names the rule, SQLite the column."""
        said = str(error.orig)
        return f'"{self.table.primary_key.name}"' in said or f"failed: {self.table.name}." in said


def put_along(session: Session, kind: type[Base], values: Values, taken: CampaignError | None = None) -> None:
    """Add a row with every value that it has: no default of the model is filled in, nothing is read back."""
    _go(session, Row(_table(kind), values, taken=taken))


def change_along(session: Session, kind: type[Base], number: int, values: Values) -> None:
    """Change a row by its number; an object of the session that is this row does not follow."""
    _go(session, Row(_table(kind), {"id": number, **values}, is_there=True))


@contextmanager
def kept_back(session: Session) -> Iterator[None]:
    """What is put along inside the block waits for something to go out with (`put_numbered`), until somebody asks, or its end.

    SQLite, which needs no way to a server, waits for nothing. No savepoint may begin inside the block.
    """
    if session.connection().dialect.name == "postgresql" and not session.in_nested_transaction():
        session.info["along"] = []
    try:
        yield
        release(session)
    finally:
        session.info.pop("along", None)


def release(session: Session) -> None:
    """Write the rows that wait, each by itself."""
    for row in _taken(session):
        _alone(session, row)


def put_numbered(session: Session, kind: type[Base], values: Values) -> int:
    """Add a row of a table with an `id`, and the rows that wait with it in one statement; its number.

    Raises what a row has for a key that is taken.
    """
    rows = [Row(_table(kind), values), *_taken(session)]
    shapes = tuple(row.shape for row in rows)
    facts = {f"row{turn}_{name}": value for turn, row in enumerate(rows) for name, value in row.values.items()}
    number: int = _run(session, _joined(shapes), facts, rows).scalar_one()
    return number


def _taken(session: Session) -> list[Row]:
    rows: list[Row] = session.info.get("along") or []
    if rows:
        session.info["along"] = []
    return rows


def _go(session: Session, row: Row) -> None:
    if "along" in session.info:
        session.info["along"].append(row)
    else:
        _alone(session, row)


def _alone(session: Session, row: Row) -> None:
    _run(session, _single(row.shape), {f"row_{name}": value for name, value in row.values.items()}, [row])


def _run(session: Session, statement: Executable, values: Values, rows: list[Row]) -> CursorResult[Any]:
    try:
        return session.connection().execute(statement, values)
    except IntegrityError as error:
        for row in rows:
            if row.taken is not None and row.is_refused_by(error):
                raise row.taken from error
        raise


@lru_cache(maxsize=256)
def _single(shape: Shape) -> Insert | Update:
    return _statement(shape, "row")


@lru_cache(maxsize=256)
def _joined(shapes: tuple[Shape, ...]) -> Insert:
    """One statement for rows of these shapes, which says the number of the first.

    No parameter is called as a column: of one that is, SQLAlchemy thinks that every table in the statement is given it.
    """
    table, _is_there, names = shapes[0]
    first = insert(table).values({name: bindparam(f"row0_{name}", type_=table.c[name].type) for name in names})
    rest = (_statement(shape, f"row{turn}").cte(f"row{turn}") for turn, shape in enumerate(shapes[1:], 1))
    return first.returning(table.c.id).add_cte(*rest)


def _statement(shape: Shape, prefix: str) -> Insert | Update:
    table, is_there, names = shape
    given = {name: bindparam(f"{prefix}_{name}", type_=table.c[name].type) for name in names}
    if not is_there:
        return insert(table).values(given).inline()
    return update(table).where(table.c.id == given.pop("id")).values(given)


def _table(kind: type[Base]) -> Table:
    return kind.__table__  # type: ignore[return-value]
