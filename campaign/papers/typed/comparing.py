"""Two typings of one page side by side: where they differ, row by row. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from campaign.core.i18n import _
from campaign.papers.typed.reading import name_and_phone
from campaign.papers.typed.schemas import Entry, Reading, Row, TypedKind


@dataclass(frozen=True, slots=True)
class Difference:
    """A row, or the sums at the foot without one, as the first and as the second person typed it; empty: not at all."""

    row: Row | None
    first: str
    second: str


def differences(kind: TypedKind, first: Reading, second: Reading) -> tuple[Difference, ...]:
    """Where two people read the page differently; empty when they agree. The order of signs makes no difference."""
    return tuple(_differences(kind, first, second))


def _differences(kind: TypedKind, first: Reading, second: Reading) -> Iterator[Difference]:
    one, other = first.of_row, second.of_row
    for number in [*one, *(number for number in other if number not in one)]:
        here, there = one.get(number), other.get(number)
        if _meant(kind, here) != _meant(kind, there):
            row = (here or there or first.entries[0]).row
            yield Difference(row, kind.words_of(here) if here else "", kind.words_of(there) if there else "")
    if first.totals != second.totals:
        yield Difference(None, _sums(first), _sums(second))


def _meant(kind: TypedKind, entry: Entry | None) -> Any:
    """Signs that come to the same are the same: `7` and `7s1u` of a walk sheet."""
    if entry is None:
        return None
    name, typed, phone = name_and_phone(entry.words)
    marks = kind.marks_of(entry) if kind.meaning and entry.row.key else frozenset(entry.marks)
    return marks, name.casefold(), phone or typed


def _sums(reading: Reading) -> str:
    return " ".join(str(number) for number in reading.totals) or _("no sum")
