"""What a table is before it becomes a file: heads, widths, and rows of texts and whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Cell = str | int
Kind = Literal["text", "number"]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column. `width` is in characters. In a `number` column every cell is an int; all others are text and stay text."""

    title: str
    width: float = 20
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table to be written. `rows` is read once, in order; each row has one cell a column.

    `title` names the worksheet, `subject` and `author` stand in the file's properties, and `made_at` is the time the file
    says it was made, so that equal tables give equal files.
    """

    title: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Cell]] = field(repr=False)
    made_at: datetime
    subject: str = ""
    author: str = ""
