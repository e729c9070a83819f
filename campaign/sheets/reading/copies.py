"""A copy of a sheet as XLSX with one more column: what is wrong in each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from campaign.sheets.reading.matching import words_of
from campaign.sheets.reading.schemas import CellError, RawTable
from campaign.sheets.xlsxfile import Notes, render_copy

_MOST_WORDS: Final = 4_000  # characters in one cell: more nobody reads


def with_errors(
    table: RawTable, head_row: int, errors: Sequence[CellError], heading: str, columns: Mapping[str, int] | None = None
) -> bytes:
    """The sheet as it came, in the rows it had, with the sentences about each row under `heading` and such rows marked.

    `columns` (our names to indexes, as in a Head) lets the sentences name the columns as the sheet does, and marks the
    cells. A column with that heading from an earlier copy is written anew. No cell of it is a formula; 5,000 rows of
    eight columns take some 0.5 s.
    """
    where = columns or {}
    names = table.row(head_row)
    sentences: dict[int, list[str]] = {}
    cells: set[tuple[int, int]] = set()
    for error in errors:
        place = where.get(error.column)
        called = names[place].strip() if place is not None and names[place].strip() else error.column
        sentences.setdefault(error.row, []).append(f"{' '.join(called.split())}: {error.message}" if called else error.message)
        if place is not None:
            cells.add((error.row, place))
    notes = Notes(
        column=_column(names, heading),
        heading=heading,
        sentences={row: " ".join(said)[:_MOST_WORDS] for row, said in sentences.items()},
        cells=cells,
    )
    return render_copy(table.sheet, table.first_row, table.rows, table.is_number, head_row, notes)


def _column(names: Sequence[str], heading: str) -> int:
    """Where the sentences go: the column that has them already, else the first free one."""
    wanted = words_of(heading)
    return next((place for place, name in enumerate(names) if name and words_of(name) == wanted), len(names))
