"""Rows of a package written into the tables of this machine."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from campaign.core.errors import Invalid
from campaign.exchange.packages.carried.columns import has_own_number
from campaign.exchange.packages.filing import BROKEN
from campaign.exchange.packages.schemas import Tables, Values
from campaign.exchange.packages.sealing import closed
from campaign.exchange.packages.values import lively, table_of


def living(name: str, row: Values) -> dict[str, Any]:
    """The row as its table takes it, sealed with the keys of this machine. Raises Invalid for what no row can be."""
    table = table_of(name)
    try:
        sealed = closed(name, {column.name: row[column.name] for column in table.columns})
        return {
            column.name: value if isinstance(value := sealed[column.name], bytes) else lively(column, value)
            for column in table.columns
        }
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Invalid(BROKEN) from error


def write(session: Session, name: str, rows: Iterable[Values]) -> None:
    """Insert the rows, whose numbers are given."""
    written = [living(name, row) for row in rows]
    if written:
        session.connection().execute(table_of(name).insert(), written)


def go_on_counting(session: Session, tables: Tables) -> None:
    """Let the next number of each table follow the last that was written: PostgreSQL counts by itself otherwise."""
    if session.connection().dialect.name != "postgresql":
        return
    for name in tables:
        if has_own_number(name):
            moved = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), coalesce(max(id), 0) + 1, false) FROM {name}"  # noqa: S608
            session.connection().execute(text(moved))
