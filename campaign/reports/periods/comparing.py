"""What has changed since a period was closed: rows of then against rows of now, purely."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from campaign.reports.periods.snapshot import Row


class Change(StrEnum):
    """What became of a row, in the order in which a list of corrections shows it."""

    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"


COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    "event": ("audience", "day", "held", "sort", "stop"),
    "figure": ("qualifier", "source", "value"),
    "audience": ("qualifier", "source", "value"),
}
"""What of each kind of row is compared: a town or an event that is renamed afterwards corrects no figure."""


@dataclass(frozen=True)
class Correction:
    """One row that is not as it was closed: `before` of one that was added and `now` of one that is gone are empty.

    `fields` are those in which the two differ, by their names.
    """

    change: Change
    key: str
    before: Mapping[str, Any]
    now: Mapping[str, Any]
    fields: tuple[str, ...] = ()

    @property
    def row(self) -> Mapping[str, Any]:
        """The row as it is named: as it is now, or as it was when it is gone."""
        return self.now or self.before


def compared(then: Iterable[Row], now: Iterable[Row]) -> tuple[Correction, ...]:
    """Every row that was added, is gone or says something else, in the order of stops, events and rows."""
    return tuple(sorted(_differences(_by_key(then), _by_key(now)), key=_order))


def _by_key(rows: Iterable[Row]) -> dict[str, Row]:
    return {str(row["key"]): row for row in rows}


def _differences(then: Mapping[str, Row], now: Mapping[str, Row]) -> Iterator[Correction]:
    for key, row in now.items():
        before = then.get(key)
        if before is None:
            yield Correction(Change.ADDED, key, {}, row)
        elif fields := _fields(before, row):
            yield Correction(Change.CHANGED, key, before, row, fields)
    for key, row in then.items():
        if key not in now:
            yield Correction(Change.GONE, key, row, {})


def _fields(before: Row, now: Row) -> tuple[str, ...]:
    """The names in which two rows of one key differ."""
    return tuple(name for name in COMPARED[str(now["kind"])] if before.get(name) != now.get(name))


def _order(correction: Correction) -> tuple[int, int, str]:
    row = correction.row
    return int(row.get("place", 0)), int(row.get("event", 0)), correction.key
