"""Rows that point to others of their own table, after those."""

from collections.abc import Sequence
from typing import Any

from campaign.core.errors import Invalid
from campaign.exchange.packages.carried.columns import references
from campaign.exchange.packages.filing import BROKEN
from campaign.exchange.packages.schemas import Values


def in_order(name: str, rows: Sequence[Values]) -> list[Values]:
    """The rows of a table, each after those of the same table that it points to."""
    own = [column for column, above, _key in references(name) if above == name]
    if not own:
        return list(rows)
    waiting, done, ordered = list(rows), set[Any](), list[Values]()
    while waiting:
        ready = [row for row in waiting if all(row[column] is None or row[column] in done for column in own)]
        if not ready:
            raise Invalid(BROKEN)
        ordered += ready
        done |= {row["id"] for row in ready}
        waiting = [row for row in waiting if row["id"] not in done]
    return ordered
