"""Where the head of a table is, and what its columns mean: a guess that a person may mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from campaign.sheets.reading.matching import EXACT, Known, Match, words_of
from campaign.sheets.reading.schemas import Head, RawTable

_LOOKED_AT: Final = 30  # rows of the table
# What stands in the lower line of a head, below a heading for several columns.
_BELOW: Final = frozenset(
    words_of(words)
    for words in (
        "фамилия", "имя", "отчество", "мобильный", "сотовый", "домашний", "рабочий", "служебный", "городской", "основной",
        "запасной", "день", "месяц", "год", "полное", "краткое", "город", "район", "тегі", "аты", "әкесінің аты", "ұялы",
        "үй", "жұмыс", "қызметтік", "күні", "айы", "жылы", "толық", "қысқа", "last name", "first name", "mobile", "home",
        "work", "day", "month", "year",
    )
)  # fmt: skip
Guess = tuple[int, int, list[Match]]  # names found, their score, which


def find_head(table: RawTable, known: Mapping[str, Iterable[str]]) -> Head | None:
    """The row of the first thirty that names most of our columns, and which column each of them is.

    `known` has our names with their usual headings in any language; a name is a heading of itself. A head of two lines
    (Телефон over мобильный) counts as one and ends with its lower line. None when no row looks like a head.
    """
    usual = Known(known)
    best: tuple[int, int] = (0, 0)
    head: Head | None = None
    for place, cells in enumerate(table.rows[:_LOOKED_AT]):
        number = table.first_row + place
        for row, guess in _guesses(table, number, cells, usual):
            count, score, matches = guess
            enough = count > 1 or any(match.score == EXACT for match in matches)
            if enough and (count, score) > best:
                best, head = (count, score), Head(row, {match.name: match.column for match in matches})
    return head


def headings(table: RawTable, head: Head) -> list[str]:
    """What the sheet itself calls its columns; a blank heading stays blank."""
    cells = table.row(head.row)
    if head.row > table.first_row:
        above = table.row(head.row - 1)
        if _below(table, head.row - 1, above, cells, None):
            return _two_lines(table, head.row - 1, above, cells)
    return list(cells)


def _guesses(table: RawTable, number: int, cells: list[str], usual: Known) -> list[tuple[int, Guess]]:
    single = _counted(usual.assign(cells))
    found = [(number, single)]
    if number < table.last_row and single[0] and _below(table, number, cells, lower := table.row(number + 1), usual):
        count, score, matches = _counted(usual.assign(_two_lines(table, number, cells, lower)))
        if count >= single[0]:  # by a hair better than the upper line alone: its lower line is no row of the table
            found.append((number + 1, (count, max(score, single[1]) + 1, matches)))
    return found


def _counted(matches: list[Match]) -> Guess:
    return len(matches), sum(match.score for match in matches), matches


def _below(table: RawTable, number: int, upper: Sequence[str], lower: Sequence[str], usual: Known | None) -> bool:
    """Whether the row after `number` is the lower line of a head and not the first row of people."""
    own = [column for column, cell in enumerate(lower) if cell.strip() and cell != upper[column]]
    if not own or any(any(map(str.isdigit, lower[column])) for column in own):
        return False
    spread = {
        column
        for first, left, last, right in table.merged
        if first == last == number and right > left
        for column in range(left, right + 1)
    }
    return all(
        column in spread or words_of(lower[column]) in _BELOW or (usual is not None and usual.is_heading(lower[column]))
        for column in own
    )


def _two_lines(table: RawTable, number: int, upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Both lines as one: a heading over several columns goes before each of the words under it."""
    spread: dict[int, str] = {}
    for first, left, last, right in table.merged:
        if first <= number <= last and right > left:
            spread |= dict.fromkeys(range(left, right + 1), upper[left])
    joined, before = [], ""
    for column, (above, below) in enumerate(zip(upper, lower, strict=True)):
        above = above or spread.get(column, before if below.strip() else "")
        before = above
        joined.append(above if below in {"", above} else f"{above} {below}".strip())
    return joined
