"""Which column of a sent table is which of ours: guessed from the headings, shown with its first cells, corrected by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from campaign.core.errors import Invalid
from campaign.core.i18n import Words, _l

SAMPLE: Final = 5
_SAMPLES: Final = 3
_LONGEST_NUMBER: Final = 7  # figures of a row's or column's number


@dataclass(frozen=True)
class Reading:
    """Where in the file the rows stand: the sheet, the row of its head (0: it has none), and which column is which.

    `columns` maps our names to the index of the cell (A is 0).
    """

    sheet: str
    head_row: int
    columns: dict[str, int]

    def as_facts(self) -> dict[str, Any]:
        return {"sheet": self.sheet, "head_row": self.head_row, "columns": self.columns}

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> Reading | None:
        return cls(facts["sheet"], facts["head_row"], dict(facts["columns"])) if facts else None


@dataclass(frozen=True)
class SentColumn:
    """One column of the sheet that was sent: its letter, its heading, some cells under it, and what of ours it is taken for."""

    index: int
    letter: str
    heading: str
    samples: tuple[str, ...]
    taken_for: str


def sent_columns(
    headings: Sequence[str], sample: Sequence[Sequence[str]], reading: Reading | None, typed: Mapping[int, str] | None = None
) -> tuple[SentColumn, ...]:
    """Every column with a heading or anything under it, as it was guessed or as somebody has just chosen (`typed`)."""
    guessed = {place: name for name, place in reading.columns.items()} if reading else {}
    chosen = guessed if typed is None else typed
    return tuple(
        SentColumn(place, letter(place), heading, samples, chosen.get(place, ""))
        for place, heading in enumerate(headings)
        if heading or place in chosen or any(row[place : place + 1] != ("",) for row in sample)
        for samples in [tuple(row[place] for row in sample if place < len(row) and row[place])[:_SAMPLES]]
    )


def letter(index: int) -> str:
    """A, B … Z, AA as spreadsheets name their columns."""
    words, rest = "", index + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        words = chr(65 + place) + words
    return words


def _is_number(words: str) -> bool:
    """Whether it is a row or a column as an address or a form names it."""
    return words.isascii() and words.isdigit() and len(words) <= _LONGEST_NUMBER


def chosen_columns(given: Mapping[str, str], names: Collection[str]) -> dict[int, str]:
    """Which of our columns somebody chose for each column of the sheet, by its index; the fields are `column-0` and so on."""
    chosen = {}
    for key, name in given.items():
        place = key.removeprefix("column-")
        if place != key and _is_number(place) and name in names:
            chosen[int(place)] = name
    return chosen


def chosen_reading(
    given: Mapping[str, str], before: Reading | None, sheets: Sequence[str], words: Mapping[str, Words]
) -> Reading:
    """Where the rows stand, as somebody chose it; another sheet has no columns yet, so that they are guessed anew.

    `words` are those for our columns. Raises Invalid when two columns are taken for the same.
    """
    before = before or Reading("", 0, {})
    sheet = given.get("sheet", before.sheet)
    if sheet != before.sheet and sheet in sheets:
        return Reading(sheet, 0, {})
    chosen = chosen_columns(given, words)
    columns = {name: place for place, name in chosen.items()}
    for name in columns:
        if list(chosen.values()).count(name) > 1:
            called = str(words[name])
            raise Invalid(_l("Two columns are taken for “%(column)s”. Choose it for one of them.", column=called))
    row = given.get("head_row", "")
    return Reading(before.sheet, int(row) if _is_number(row) else before.head_row, columns)


def decided_rows(given: Iterable[tuple[str, list[str]]]) -> dict[int, str]:
    """What the page that was sent says of single rows, by their number; the fields are `row-7` and so on.

    `given` has every field with its values, the last of which counts: a box that is not ticked leaves the empty one before it.
    """
    rows = ((key.removeprefix("row-"), key, word) for key, (*_before, word) in given)
    return {int(row): word for row, key, word in rows if row != key and _is_number(row)}
