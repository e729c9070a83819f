"""How every row was when it was taken along, or brought last: marks in which nothing can be read, packed for its column."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from campaign.exchange.packages.carried import comes_home
from campaign.exchange.packages.carried.columns import facts_of, key_of
from campaign.exchange.packages.schemas import Tables, Values
from campaign.exchange.packages.values import digest


@dataclass
class Base:
    """For each table that comes home: key on the road → marks of its facts, and, where it is another, the key at home."""

    marks: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    homes: dict[str, dict[str, str]] = field(default_factory=dict)

    def home_of(self, table: str, key: str) -> str | None:
        """The key at home of a row known there by `key`; None for one that home has never had."""
        known = self.homes.get(table, {}).get(key)
        return known if known is not None else key if key in self.marks.get(table, {}) else None

    def marks_of(self, table: str, key: str) -> Mapping[str, str]:
        """Column → mark of a row known on the road by `key`."""
        return dict(zip(facts_of(table), self.marks[table][key], strict=True))

    def packed(self) -> bytes:
        return zlib.compress(json.dumps([self.marks, self.homes]).encode(), 6)


def unpacked(stored: bytes | None) -> Base:
    """The same again; an empty one for none."""
    return Base(*json.loads(zlib.decompress(stored))) if stored else Base()


def marked(key: bytes, table: str, row: Values) -> list[str]:
    """The marks of a row's facts, in the order of the columns."""
    return [digest(key, row[column]) for column in facts_of(table)]


def base_of(key: bytes, tables: Tables) -> Base:
    """How the rows of these tables are now."""
    return Base(
        {
            table.name: {key_of(table.name, row): marked(key, table.name, row) for row in tables.get(table.name, ())}
            for table in comes_home()
        }
    )
