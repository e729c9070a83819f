"""Tables in text files: the encoding, the sign between the columns, the records; no file is too untidy to try."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice, zip_longest
from operator import itemgetter
from typing import Final

from campaign.sheets.cells import unguarded
from campaign.sheets.parsing.grid import ERROR, ERRORS, FORMULA, Grid, Refusal

MOST_COLUMNS: Final = 256
MOST_CELLS: Final = 3_000_000
_SIGNS: Final = ";\t,"
_LOOKED_AT: Final = 40  # records
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd\ufffe\uffff]")
_GLANCE: Final = 300  # characters in which a formula shows itself
_TEMPTING: Final = frozenset("=+-@ \t\r\n\xa0")  # first letters of what may be a formula
_first: Final = itemgetter(slice(0, 1))
_END: Final = "\x1e"
_SIGN_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel's own way to say it; not a row of the sheet
# What begins with a sign and is a number, phones with words after them, a dash before a remark, or a nickname.
_NO_FORMULA: Final = re.compile(
    r"(?s:[+\-–]++(?:[\d\s().\-–%]|[,;/]\s*+\+?)*(?:[eEеЕ]\+?\d+)?(?:\s[^=|!]*)?|@[\w.]+)",
)


def read(data: bytes, name: str, most_rows: int) -> Grid:
    """The table in a text file; raises Refusal when it is none."""
    rows, first_row = _records(_decoded(data), most_rows)
    width = max(map(len, rows))
    if len(rows) * width > MOST_CELLS:
        raise Refusal("cells", most=MOST_CELLS)
    columns = [list(column) for column in zip_longest(*rows, fillvalue="")]
    while len(columns) > 1 and not any(cell.strip() for cell in columns[-1]):
        columns.pop()
    kinds = [_kinds(column) for column in columns]
    return Grid(name, [name], first_row, [_plain(column) for column in columns], kinds, [])


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would compute this cell of a CSV rather than show it."""
    text = cell[:_GLANCE].strip()
    return text[:1] == "=" or (text[:1] in {"+", "-", "@"} and not _NO_FORMULA.fullmatch(text))


def _kinds(column: list[str]) -> bytes:
    if _TEMPTING.isdisjoint(map(_first, column)) and ERRORS.isdisjoint(column):
        return b""
    return bytes(FORMULA * bool(cell and is_formula(cell)) | ERROR * (cell in ERRORS) for cell in column)


def _plain(column: list[str]) -> list[str]:
    if "'" not in map(_first, column):
        return column
    return [unguarded(cell) if cell[:1] == "'" else cell for cell in column]


def _decoded(data: bytes) -> str:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refusal("empty")
    text = _text(data).replace("\x0b", " ").replace("\x0c", " ").rstrip("\x1a")
    if _CONTROL.search(text):
        raise Refusal("other")
    return text


def _text(data: bytes) -> str:
    """UTF-8 strictly, UTF-16 by its mark or its zeros, else KZ-1048, Windows' code page of Kazakh and Russian."""
    if wide := _utf16(data):
        try:
            return data.decode(wide).removeprefix("\ufeff")
        except UnicodeDecodeError:
            raise Refusal("other") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("kz1048", errors="replace")


def _utf16(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    sample = data[: 4096 & ~1]
    if b"\0" not in sample:
        return ""
    high = [sum(byte in {0, 4} for byte in sample[start::2]) / max(1, len(sample[start::2])) for start in (0, 1)]
    if max(high) < 0.95:  # of the high bytes; Latin letters have 0 there and Cyrillic ones 4
        return ""
    return "utf-16-be" if high[0] > high[1] else "utf-16-le"


def _records(text: str, most_rows: int) -> tuple[list[list[str]], int]:
    if said := _SIGN_LINE.match(text):
        sign, text = said[1], text[said.end() :]
    else:
        sign = _sign(text)
    rows: list[list[str]] = []
    first_row = blanks = 0
    for number, cells in enumerate(_parsed(text, sign), 1):
        if not any(map(str.strip, cells)):
            blanks += 1
            continue
        if not rows:
            first_row, blanks = number, 0
        if len(cells) > MOST_COLUMNS:
            cells = _without_tail(cells, number)
        rows += [[] for _blank in range(min(blanks, most_rows))]
        rows.append(cells)
        blanks = 0
        if len(rows) > most_rows:
            raise Refusal("rows", most=most_rows)
    if not rows:
        raise Refusal("empty")
    return rows, first_row


def _without_tail(cells: list[str], number: int) -> list[str]:
    used = len(cells)
    while not cells[used - 1].strip():
        used -= 1
    if used > MOST_COLUMNS:
        raise Refusal("columns", row=number, most=MOST_COLUMNS)
    return cells[:used]


def _parsed(text: str, sign: str) -> Iterator[list[str]]:
    """The records; a line of our own at the end tells whether the last quotation mark was closed."""
    reader = csv.reader(_with_end(text), delimiter=sign)
    whole = 0  # records read so far
    try:
        for cells in reader:
            if cells == [_END]:
                return
            yield cells
            whole += 1
    except csv.Error:
        raise Refusal("quote", row=whole + 1) from None
    raise Refusal("quote", row=whole)


def _with_end(text: str) -> Iterator[str]:
    ending = "" if text.endswith(("\r", "\n")) else "\n"
    return chain(io.StringIO(text + ending, newline=""), [_END])


def _sign(text: str) -> str:
    """The sign that divides most lines into the same number of columns, and into more of them."""
    best, found = (0, 0), ";"
    for sign in _SIGNS:
        widths = Counter(_widths(text, sign))
        del widths[0], widths[1]
        if widths:
            width, lines = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (lines, width) > best:
                best, found = (lines, width), sign
    return found


def _widths(text: str, sign: str) -> Iterator[int]:
    reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=sign)
    try:
        for cells in islice((cells for cells in reader if any(map(str.strip, cells))), _LOOKED_AT):
            yield len(cells)
    except csv.Error:
        return
