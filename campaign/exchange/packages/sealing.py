"""What each machine seals, or derives, with keys of its own: opened on the way out, sealed and derived anew on the way in.

A package holds the words themselves, inside its envelope; so neither machine ever learns a key of the other.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from sqlalchemy import LargeBinary

from campaign.core import crypto
from campaign.core.rotation import row_name_of
from campaign.exchange.packages.schemas import Values
from campaign.exchange.packages.values import table_of
from campaign.motorcades.models import driver_phone_index
from campaign.people.models import phone_index, tail_index


@cache
def sealed_of(table: str) -> dict[str, str]:
    """Sealed column → the column of the same row that it is bound to, by the rule of the house (`core.rotation`)."""
    whole = table_of(table)
    bound = row_name_of(whole).name
    return {column.name: bound for column in whole.columns if isinstance(column.type, LargeBinary)}


def _context(table: str, column: str) -> str:
    return f"{table}.{column.removesuffix('_sealed')}"


def _token(purpose: str, generation: str) -> Callable[[Values], str]:
    return lambda row: crypto.token_hash(crypto.derived_token(purpose, row["uid"], row[generation]))


def _index(index: Callable[[str], str], of: str) -> Callable[[Values], str | None]:
    return lambda row: index(row[of]) if row[of] else None


def _tail(e164: str) -> str:
    return tail_index(e164[-4:])


def _phone_of_post(row: Values) -> str:
    return crypto.token_hash(crypto.derived_token(f"device.{row['purpose']}", row["uid"], row["generation"]))


DERIVED: Final[dict[str, dict[str, Callable[[Values], str | None]]]] = {
    "people": {"phone_index": _index(phone_index, "phone_sealed"), "phone_tail": _index(_tail, "phone_sealed")},
    "registrations": {
        "token_hash": _token("ticket", "generation"),
        "guardian_hash": _token("guardian", "guardian_generation"),
        "code_hash": lambda row: crypto.code_hash(row["code"]),
    },
    "groups": {"token_hash": _token("group", "generation")},
    "device_links": {"token_hash": _phone_of_post},
    "column_cars": {
        "driver_phone_hash": _index(driver_phone_index, "driver_phone_sealed"),
        "second_driver_phone_hash": _index(driver_phone_index, "second_driver_phone_sealed"),
    },
}
"""Table → column → how it follows from the row, opened, and from the keys of this machine."""
OPTIONAL: Final = frozenset({"guardian_hash"})  # there only where the row has one: the package says whether


def opened(table: str, row: Values) -> Values:
    """A row as it may leave the machine: sealed columns as words, derived ones as nothing but whether they are there."""
    out = dict(row)
    for column, bound in sealed_of(table).items():
        if row[column] is not None:
            out[column] = crypto.unseal(row[column], _context(table, column), str(row[bound]))
    for column in DERIVED.get(table, {}):
        out[column] = None if row[column] is None else ""
    return out


def closed(table: str, row: Values) -> Values:
    """A row as this machine keeps it; `row` is one as `opened` made it."""
    out: dict[str, Any] = dict(row)
    for column, derive in DERIVED.get(table, {}).items():
        out[column] = None if column in OPTIONAL and row[column] is None else derive(row)
    for column, bound in sealed_of(table).items():
        if row[column] is not None:
            out[column] = crypto.seal(row[column], _context(table, column), str(row[bound]))
    return out
