"""The rows under a head: without blank ones, heads printed again and numbers of columns; and which rows are totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from campaign.sheets.reading.matching import words_of
from campaign.sheets.reading.schemas import Head, RawTable

_TOTALS: Final = frozenset(
    words_of(word)[0] for word in ("Итого", "Итог", "Всего", "Барлығы", "Жиыны", "Жиынтығы", "Total", "Жалпы", "Итоги")
)
# A glance that leaves out nearly all rows of people: this is asked of every row.
_LIKE_A_TOTAL: Final = re.compile(r"[\s\W\d]*(?:итог|всег|барл|жиын|жалп|total)", re.IGNORECASE)
_FIRST_LETTERS: Final = frozenset("ИиВвБбЖжTtТт")
_AMOUNT: Final = re.compile(r"[\d\s.,%+\-–—xхX*]*(?:чел|человек|адам|people|персон|шт|дана|тг|тенге|теңге)?\.?")
_ROUNDED: Final = re.compile(r"\s*\+?\d(?:[.,]\d+)?[EeЕе]\+?\d{1,2}\s*")


def body(table: RawTable, head: Head) -> Iterator[tuple[int, list[str]]]:
    """The rows under the head with their numbers in the sheet; totals are left in, see `is_total`."""
    repeated = _repeated(table.row(head.row), head)
    begins = head.row + 1 - table.first_row
    for number, cells in enumerate(table.rows[begins:], head.row + 1):
        if not any(cells) or not any(map(str.strip, cells)):
            continue
        if number == head.row + 1 and _counts_columns(cells):
            continue
        if repeated and all(cells[column] == heading for column, heading in repeated) and _repeated(cells, head) == repeated:
            continue
        yield number, cells


def is_total(cells: Sequence[str]) -> bool:
    """Whether the row sums up: a word such as Итого, Всего, Барлығы, Жиыны, Total, and numbers or nothing beside it.

    >>> is_total(["", "Итого участников:", "25"]), is_total(["1", "Всеволод Итогов", "+7 701 555 01 23"])
    (True, False)
    """
    if not any(
        cell and (cell[0] in _FIRST_LETTERS or not cell[0].isalpha()) and _LIKE_A_TOTAL.match(cell[:40]) for cell in cells
    ):
        return False
    filled = [cell.strip() for cell in cells if cell and cell.strip()]
    named = [cell for cell in filled if (words := words_of(cell)) and words[0] in _TOTALS]
    return (
        bool(named)
        and all(cell in named or _AMOUNT.fullmatch(cell) for cell in filled)
        and not any(len(words_of(cell)) > 4 for cell in named)
    )


def is_rounded(cell: str) -> bool:
    """Whether a spreadsheet has cut a long number short, as it does with phones: 8.70155E+10. Its figures are lost.

    >>> is_rounded("8,70155E+10"), is_rounded("87015550123")
    (True, False)
    """
    return bool(_ROUNDED.fullmatch(cell))


def _repeated(cells: Sequence[str], head: Head) -> list[tuple[int, str]]:
    return [(column, cells[column]) for column in sorted(head.columns.values()) if cells[column].strip()]


def _counts_columns(cells: Sequence[str]) -> bool:
    """1, 2, 3 … under the headings, as official forms have it."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 2 and filled == [str(place) for place in range(1, len(filled) + 1)]
