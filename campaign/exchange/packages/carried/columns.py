"""What of a table is compared and brought back: its facts; and by what its rows are known."""

import re
from functools import cache
from typing import Final

from sqlalchemy import Column, Index, Integer, UniqueConstraint

from campaign.exchange.packages.carried import CARRIED
from campaign.exchange.packages.schemas import Values
from campaign.exchange.packages.sealing import DERIVED
from campaign.exchange.packages.values import table_of

VERSION: Final = "version"
_NAMED_SO: Final = ("_by", "user_id", "owner_id")
_SERIES: Final = frozenset({"uid", "code", "token_hash"})
_OPENED: Final = {"phone_index": "phone_sealed"}  # a package has the number itself


@cache
def key_columns(name: str) -> tuple[str, ...]:
    """The primary key."""
    return tuple(column.name for column in table_of(name).primary_key)


@cache
def has_own_number(name: str) -> bool:
    """Whether its rows get numbers from the machine, and so others on each."""
    table = table_of(name)
    return len(table.primary_key) == 1 and not table.primary_key.columns[0].foreign_keys and key_columns(name) == ("id",)


@cache
def facts_of(name: str) -> tuple[str, ...]:
    """The columns that a person, or the work, has filled: neither the key, nor what is reckoned anew."""
    left_out = {VERSION, *key_columns(name), *CARRIED[name].stays, *DERIVED.get(name, ())}
    return tuple(column.name for column in table_of(name).columns if column.name not in left_out)


@cache
def references(name: str) -> tuple[tuple[str, str, str], ...]:
    """Column, table and column it points to, of every foreign key."""
    return tuple(
        (column.name, key.column.table.name, key.column.name)
        for column in table_of(name).columns
        for key in column.foreign_keys
    )


@cache
def pointing(name: str) -> tuple[tuple[str, str, str], ...]:
    """The same with the columns that point without a foreign key."""
    return (*references(name), *((column, above, "id") for column, above in CARRIED[name].points.items()))


@cache
def groups_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The facts of a table in groups of which one side has the say; most stand alone."""
    facts, together = facts_of(name), CARRIED[name].together
    if together and together[0] == ("*",):
        return (facts,)
    named = {column for group in together for column in group}
    return (*(tuple(group) for group in together), *((column,) for column in facts if column not in named))


@cache
def unique_sets(name: str) -> tuple[tuple[tuple[str, ...], tuple[tuple[str, bool], ...]], ...]:
    """What no two rows of a table share, each with the columns that must be empty (or not) for that to hold.

    Random names, numbers of a series and what a machine derives for itself make no two rows alike.
    """
    table, derived = table_of(name), {*DERIVED.get(name, ()), *_SERIES}
    found: list[tuple[tuple[str, ...], tuple[tuple[str, bool], ...]]] = [
        (tuple(column.name for column in rule.columns), ()) for rule in table.constraints if isinstance(rule, UniqueConstraint)
    ]
    for index in table.indexes:
        if index.unique and (empty := _emptiness(index)) is not None:
            found.append((tuple(column.name for column in index.columns), empty))
    if not has_own_number(name):
        found.append((key_columns(name), ()))
    renamed = ((tuple(_OPENED.get(column, column) for column in columns), empty) for columns, empty in found)
    numbered = tuple(CARRIED[name].numbered)
    return tuple(one for one in renamed if not derived & set(one[0]) and (not numbered or numbered[-1] not in one[0]))


def _emptiness(index: Index) -> tuple[tuple[str, bool], ...] | None:
    """The condition of a partial index, where it only says of a column that it is empty, or not; None for another."""
    where = index.dialect_options["sqlite"].get("where")
    if where is None:
        return ()
    said = re.fullmatch(r"(\w+) IS (NOT )?NULL", str(where))
    return ((said[1], said[2] is None),) if said else None


@cache
def account_columns(name: str) -> tuple[str, ...]:
    """Columns that hold the number of an account, with or without a foreign key."""
    return tuple(column.name for column in table_of(name).columns if _is_account(column))


def _is_account(column: Column[object]) -> bool:
    named = column.name.endswith(_NAMED_SO) and isinstance(column.type, Integer)
    return (named and not column.foreign_keys) or any(key.column.table.name == "users" for key in column.foreign_keys)


def key_of(name: str, row: Values) -> str:
    """By what a row is known on its own machine."""
    return "|".join(str(row[column]) for column in key_columns(name))
