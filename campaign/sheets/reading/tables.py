"""From bytes to a table, through a child process that may do nothing but parse."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from campaign.core import confined
from campaign.sheets.parsing.grid import MOST_ANSWER, Grid, Refusal, unpacked
from campaign.sheets.reading.refusals import unreadable
from campaign.sheets.reading.schemas import MOST_BYTES, RawTable, Upload

MOST_ROWS: Final = 150_000
SECONDS: Final = 9  # by the clock; processor time and memory are limited in the child


def read_table(upload: Upload, *, most_rows: int = MOST_ROWS, sheet: str | None = None, seconds: float = SECONDS) -> RawTable:
    """The table in a CSV, XLSX or ODS file, told by its content: the named sheet, or the first visible one with cells.

    Parsed in a child with 700 MB, 7 s of processor time (`parsing/limits.py`), no files and an empty environment; `seconds` by
    the clock may be more where nobody waits. 100,000 rows of eight columns take some 1.6 s, a small table 0.05 s.
    Raises Unreadable with one sentence for whatever is no table that is taken.
    """
    if len(upload.data) > MOST_BYTES:
        raise unreadable("size", most=MOST_BYTES >> 20)
    asked = json.dumps({"name": upload.name, "most_rows": most_rows, "sheet": sheet}).encode() + b"\n"
    answer, ended = _answer_of_child(asked, upload.data, seconds)
    try:
        grid = unpacked(answer)
    except Refusal as refusal:
        raise unreadable(refusal.reason, **refusal.values) from None
    except (ValueError, KeyError, TypeError):
        raise unreadable("slow" if confined.ran_out_of_time(ended) else "memory") from None
    return _table(grid)


def _table(grid: Grid) -> RawTable:
    with _without_collector():
        rows = list(map(list, zip(*grid.columns, strict=True)))
    return RawTable(grid.sheet, tuple(grid.sheets), rows, grid.first_row, tuple(grid.kinds), tuple(grid.merged))


@contextmanager
def _without_collector() -> Iterator[None]:
    """A hundred thousand lists made at once, none of them garbage: searching them for circles would double the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@lru_cache(maxsize=1)
def _command() -> tuple[str, ...]:
    return confined.command_of("campaign.sheets.parsing.child", "python_calamine")


def _answer_of_child(asked: bytes, data: bytes, seconds: float) -> tuple[bytearray, int]:
    """What the child wrote, never more than MOST_ANSWER bytes, and how it ended."""
    try:
        return confined.ask(_command(), [asked, data], most_answer=MOST_ANSWER, seconds=seconds)
    except confined.TooMuch:
        raise unreadable("text", most=MOST_ANSWER >> 20) from None
    except confined.TooSlow:
        raise unreadable("slow") from None
