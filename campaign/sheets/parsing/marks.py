"""What the spreadsheet reader does not tell: which cells are formulas and which show an error; found in the file's XML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Final

from campaign.sheets.parsing.grid import Refusal

_PIECE: Final = 1 << 20
_BEFORE: Final = 64 * 1024  # bytes before a mark in which its cell begins
_AFTER: Final = 1024  # bytes after a mark in which its value ends
_ROOT: Final = re.compile(rb"<(\w+:|)worksheet[\s>]")
MOST_XML: Final = 256 * 1024 * 1024
_ATTRIBUTE: Final = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_CELL: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_MARK: Final = re.compile(rb'<(?:\w+:)?f(?=[\s>/])([^>]*)>|\bt="e"')
_AREA: Final = re.compile(rb'ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_VALUE: Final = re.compile(rb"<(?:\w+:)?v>([^<]{1,20})<")
_ODS_TAG: Final = re.compile(
    r"<(/?)table:(table|table-row|table-cell|covered-table-cell)((?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>"
)
Place = tuple[int, int]  # row and column from 0


class Marks:
    """Places of formulas, and the errors that cells show."""

    def __init__(self) -> None:
        self.formulas: set[Place] = set()
        self.errors: dict[Place, str] = {}


def of_xlsx(archive: zipfile.ZipFile, index: int, height: int, width: int) -> Marks:
    """The marks of a sheet by its order in the book, within the table's height and width. One pass over its XML."""
    marks = Marks()
    name = _part_of_sheet(archive, index)
    if name is None:
        return marks
    window, done = b"", 0
    sought: tuple[bytes, ...] = ()
    with archive.open(name) as part:
        last = False
        while not last:
            piece = part.read(_PIECE)
            last, window = not piece, window + piece
            sought = sought or _sought(window)
            end = len(window) if last else max(done, len(window) - _AFTER)
            if any(window.find(mark, done) >= 0 for mark in sought):
                _mark(window, done, end, marks, height, width)
            begin = max(0, end - _BEFORE)
            window, done = window[begin:], end - begin
    return marks


def _sought(window: bytes) -> tuple[bytes, ...]:
    """What to look for before looking closely: an error, and the tag of a formula with the prefix of this file."""
    root = _ROOT.search(window)
    return b't="e"', b"<" + (root[1] if root else b"") + b"f"


def of_ods(archive: zipfile.ZipFile, index: int, height: int, width: int) -> Marks:
    """The formulas of a sheet of an OpenDocument book by its order, repeated rows and columns counted."""
    marks = Marks()
    content = _content(archive)
    if b":formula=" not in content:
        return marks
    table, row, column, repeated = -1, 0, 0, 1
    for tag in _ODS_TAG.finditer(content.decode("utf-8", errors="replace")):
        closing, name, attributes, empty = tag.groups()
        if name == "table":
            table, row = table + (not closing), 0
        elif table != index or (closing and name != "table-row"):
            continue
        elif name == "table-row":
            if closing or empty:
                row += repeated if closing else _repeats(attributes, "rows")
            else:
                column, repeated = 0, _repeats(attributes, "rows")
        else:
            times = _repeats(attributes, "columns")
            if "table:formula=" in attributes:
                marks.formulas |= set(_places(row, column, row + repeated - 1, column + times - 1, height, width))
            column += times
    return marks


def ensure_no_entities(archive: zipfile.ZipFile) -> None:
    """Raise Refusal when a part that is read defines entities: no spreadsheet program writes them."""
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as file:
                begin = file.read(_BEFORE)
            if b"<!DOCTYPE" in begin or b"<!ENTITY" in begin:
                raise Refusal("entities")


def _mark(window: bytes, done: int, end: int, marks: Marks, height: int, width: int) -> None:
    """Take the marks that begin between the two places."""
    for found in _MARK.finditer(window, done):
        if found.start() >= end:
            break
        begin = max(window.rfind(b"<c ", 0, found.start()), window.rfind(b":c ", 0, found.start()))
        cell = _CELL.search(window, begin, found.end()) if begin >= 0 else None
        if cell is None:
            continue
        row, column = int(cell[2]) - 1, _column(cell[1])
        if found[1] is None:
            value = _VALUE.search(window, found.end(), found.end() + 400)
            marks.errors[row, column] = value[1].decode("ascii", "replace") if value else "#VALUE!"
        elif area := _AREA.search(found[1]):
            marks.formulas |= set(_places(row, column, int(area[4]) - 1, _column(area[3]), height, width))
        else:
            marks.formulas.add((row, column))


def _places(row: int, column: int, last_row: int, last_column: int, height: int, width: int) -> Iterator[Place]:
    for at_row in range(row, min(last_row + 1, height)):
        for at_column in range(column, min(last_column + 1, width)):
            yield at_row, at_column


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _repeats(attributes: str, what: str) -> int:
    found = re.search(rf'table:number-{what}-repeated="(\d{{1,9}})"', attributes)
    return int(found[1]) if found else 1


def _part_of_sheet(archive: zipfile.ZipFile, index: int) -> str | None:
    """The name of the part in which the sheet is, by way of the book; None when the parts do not lead there."""
    names = {part.filename.replace("\\", "/").lower(): part.filename for part in archive.infolist()}
    roots = _links(_small(archive, names.get("_rels/.rels")), "")
    book = next((target for kind, target in roots.values() if kind.endswith("/officeDocument")), "xl/workbook.xml")
    folder, _slash, file = book.rpartition("/")
    links = _links(_small(archive, names.get(f"{folder}/_rels/{file}.rels")), folder)
    sheets = re.findall(r"<(?:\w+:)?sheet\s([^>]*)>", _small(archive, names.get(book)))
    if index >= len(sheets):
        return None
    wanted = next((value for key, value in _ATTRIBUTE.findall(sheets[index]) if key.endswith(":id")), "")
    return names.get(links[wanted][1]) if wanted in links else None


def _links(xml: str, folder: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each relationship by its id; targets in small letters, from the root of the archive."""
    found = {}
    for link in re.findall(r"<(?:\w+:)?Relationship\s([^>]*)>", xml):
        said = dict(_ATTRIBUTE.findall(link))
        target = said.get("Target", "").lower()
        path = target if target.startswith("/") else f"{folder}/{target.removeprefix('./')}"
        found[said.get("Id", "")] = (said.get("Type", ""), path.lstrip("/"))
    return found


def _small(archive: zipfile.ZipFile, name: str | None) -> str:
    if name is None:
        return ""
    with archive.open(name) as part:
        return part.read(4 * _PIECE).decode("utf-8", errors="replace")


def _content(archive: zipfile.ZipFile) -> bytes:
    with archive.open("content.xml") as part:
        content = part.read(MOST_XML + 1)
    if len(content) > MOST_XML:
        raise Refusal("unpacked", most=MOST_XML >> 20)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refusal("entities")
    return content
