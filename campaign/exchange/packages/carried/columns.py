"""What of a table is compared and brought back: its facts; and by what its rows are known."""

from functools import cache
from typing import Final

from sqlalchemy import Column, Integer

from campaign.exchange.packages.carried import CARRIED
from campaign.exchange.packages.schemas import Values
from campaign.exchange.packages.sealing import DERIVED
from campaign.exchange.packages.values import table_of

VERSION: Final = "version"
_NAMED_SO: Final = ("_by", "user_id", "owner_id")


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
def account_columns(name: str) -> tuple[str, ...]:
    """Columns that hold the number of an account, with or without a foreign key."""
    return tuple(column.name for column in table_of(name).columns if _is_account(column))


def _is_account(column: Column[object]) -> bool:
    named = column.name.endswith(_NAMED_SO) and isinstance(column.type, Integer)
    return (named and not column.foreign_keys) or any(key.column.table.name == "users" for key in column.foreign_keys)


def key_of(name: str, row: Values) -> str:
    """By what a row is known on its own machine."""
    return "|".join(str(row[column]) for column in key_columns(name))
