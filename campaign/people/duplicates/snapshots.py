"""Rows before and after a merge, kept so that it can be taken back exactly: by table and key, what changed, came and went."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum as PythonEnum
from typing import Any

from sqlalchemy import Enum, Table, or_, select
from sqlalchemy.orm import Session

from campaign.core.db import Base
from campaign.people.duplicates.ports import MERGE_PORTS, MergePort
from campaign.people.models import Person, Registration

Values = dict[str, Any]
Rows = dict[str, dict[str, Values]]
"""By table and key (as JSON), the row in plain values."""
PEOPLE: Table = Person.__table__  # type: ignore[assignment]
REGISTRATIONS: Table = Registration.__table__  # type: ignore[assignment]


def plain(value: Any) -> Any:
    """The value as JSON can keep it, comparable as it is."""
    if isinstance(value, bytes | memoryview):
        return {"bytes": bytes(value).hex()}
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, PythonEnum):
        return value.value
    return value.as_dict() if hasattr(value, "as_dict") else value


def rich(table: Table, values: Mapping[str, Any]) -> Values:
    """The values as the columns of the table take them."""
    return {name: _rich(table.c[name].type, value) for name, value in values.items()}


def _rich(kind: Any, value: Any) -> Any:
    if isinstance(value, dict):
        if "bytes" in value:
            return bytes.fromhex(value["bytes"])
        if "at" in value:
            return datetime.fromisoformat(value["at"])
        if "day" in value:
            return date.fromisoformat(value["day"])
    return kind.enum_class(value) if isinstance(kind, Enum) and kind.enum_class and value is not None else value


def key_of(table: Table, row: Mapping[str, Any]) -> str:
    return json.dumps([plain(row[column.name]) for column in table.primary_key])


def by_key(table: Table, key: str) -> list[Any]:
    """The condition for the one row with the key."""
    names = [column.name for column in table.primary_key]
    values = rich(table, dict(zip(names, json.loads(key), strict=True)))
    return [table.c[name] == values[name] for name in names]


def rows_of(session: Session, people: Sequence[int], registrations: Sequence[int]) -> Rows:
    """All rows that a merge of these may touch: themselves, and whatever points at them. One statement a table."""
    asked: list[tuple[Table, Any]] = [
        (PEOPLE, PEOPLE.c.id.in_(people) | PEOPLE.c.merged_into_id.in_(people)),
        (REGISTRATIONS, REGISTRATIONS.c.id.in_(registrations)),
    ]
    columns: dict[str, list[Any]] = {}
    for port in MERGE_PORTS:
        if points_at(port) == "registrations":
            columns.setdefault(port.table.name, []).append(port.table.c[port.column].in_(registrations))
    asked += [(Base.metadata.tables[name], or_(*conditions)) for name, conditions in columns.items()]
    return {table.name: dict(_keyed(session, table, condition)) for table, condition in asked}


def points_at(port: MergePort) -> str:
    """The table whose rows the column of the port names."""
    return next(key.column.table.name for key in port.table.c[port.column].foreign_keys)


def _keyed(session: Session, table: Table, condition: Any) -> Iterator[tuple[str, Values]]:
    for row in session.execute(select(table).where(condition)).mappings():
        values = {name: plain(value) for name, value in row.items()}
        yield key_of(table, dict(row)), values


def difference(before: Rows, after: Rows) -> dict[str, Any]:
    """What has to be written to come back: per table the rows that changed (only those columns), that came, that went."""
    found: dict[str, Any] = {}
    for name, old in before.items():
        new = after[name]
        changed = {key: _columns(old[key], new[key]) for key in old.keys() & new.keys() if old[key] != new[key]}
        came = {key: new[key] for key in new.keys() - old.keys()}
        went = {key: old[key] for key in old.keys() - new.keys()}
        if changed or came or went:
            found[name] = {"changed": changed, "came": came, "went": went}
    return found


def _columns(old: Values, new: Values) -> list[Values]:
    """Those that differ, before and after."""
    names = [name for name, value in old.items() if new[name] != value]
    return [{name: old[name] for name in names}, {name: new[name] for name in names}]
