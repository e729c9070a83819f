"""Cells between child and parent: a line of JSON, then every column as one text; nothing in it can run."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NamedTuple

TEXT: Final = 0
NUMBER: Final = 1
DATE: Final = 2
TRUTH: Final = 3
ERROR: Final = 4
FORMULA: Final = 8  # a bit beside the others

# What a cell shows in place of a value, in Excel and in LibreOffice.
ERRORS: Final = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#ССЫЛКА!", "#Н/Д", "#ИМЯ?",
     "#ЗНАЧ!", "#ДЕЛ/0!", "#ПУСТО!", "#ЧИСЛО!"} | {f"Err:{number}" for number in range(501, 541)}
)  # fmt: skip

MOST_ANSWER: Final = 44 * 1024 * 1024  # bytes; the parent reads no more
_BETWEEN: Final = "\x1f"
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROL_BYTES: Final = bytes(byte for byte in range(32) if byte not in b"\t\r\n")


class Refusal(Exception):
    """The file is no table that is taken: a reason known to the parent, and the values its sentence needs."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


Area = tuple[int, int, int, int]


class Grid(NamedTuple):
    """Columns of equal length with the kinds of their cells; `first_row` is the sheet's number of the first one."""

    sheet: str
    sheets: list[str]
    first_row: int
    columns: list[list[str]]
    kinds: list[bytes]  # a byte a cell, or none at all when the column is all text
    merged: list[Area]  # first row, first column, last row, last column; rows as in the sheet


def packed(grid: Grid) -> bytes:
    """The answer of the child; raises Refusal when the parent would not read it all."""
    parts: list[bytes] = []
    for column, kinds in zip(grid.columns, grid.kinds, strict=True):
        parts += [_joined(column), kinds]
    if sum(map(len, parts)) > MOST_ANSWER - 2 * 1024 * 1024:
        raise Refusal("text", most=(MOST_ANSWER >> 20) - 2)
    head = {
        "sheet": grid.sheet,
        "sheets": grid.sheets,
        "first_row": grid.first_row,
        "height": len(grid.columns[0]) if grid.columns else 0,
        "lengths": list(map(len, parts)),
        "merged": grid.merged,
    }
    return b"".join([json.dumps(head).encode(), b"\n", *parts])


def refused(reason: str, values: dict[str, Any]) -> bytes:
    """The answer of the child when it takes nothing."""
    return json.dumps({"refused": reason, "values": values}).encode() + b"\n"


def unpacked(answer: bytes | bytearray) -> Grid:
    """What `packed` was given; raises Refusal when that was refused, ValueError when the answer is not whole."""
    end = answer.find(b"\n")
    head = json.loads(answer[:end])
    if "refused" in head:
        raise Refusal(str(head["refused"]), **head["values"])
    view, begin, parts = memoryview(answer), end + 1, []
    for length in head["lengths"]:
        parts.append(view[begin : begin + length])
        begin += length
    if begin != len(answer):
        raise ValueError("the answer is not whole")
    columns = [str(part, "utf-8").split(_BETWEEN) for part in parts[::2]]
    if any(len(column) != head["height"] for column in columns):
        raise ValueError("the columns are not of one length")
    merged = [(area[0], area[1], area[2], area[3]) for area in head["merged"]]
    return Grid(head["sheet"], head["sheets"], head["first_row"], columns, [bytes(part) for part in parts[1::2]], merged)


def _joined(column: list[str]) -> bytes:
    text = _BETWEEN.join(column).encode()
    if len(text) - len(text.translate(None, _CONTROL_BYTES)) != len(column) - 1:
        text = _BETWEEN.join([_CONTROL.sub(" ", cell) for cell in column]).encode()
    return text
