"""Cells judged without the database: each row of the sheet becomes facts of a person, or what is wrong with it.

Written to be fast: a column at a time, and what repeats (organisations, roles, years) is judged once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from typing import Any, Final, NamedTuple

from campaign.core.i18n import _
from campaign.core.text import clean_line, fold, fold_line
from campaign.people.imports import cells
from campaign.people.imports.cells import Fault, Said
from campaign.people.imports.columns import head_of, name_places
from campaign.people.imports.schemas import COLUMNS, CellError, Options, Outcome, Reading, RowLine, Why
from campaign.people.schemas import NAME_LENGTH, NOTE_LENGTH
from campaign.people.wishes import birth_year_complaint
from campaign.sheets.parsing.grid import ERROR, FORMULA
from campaign.sheets.reading import RawTable, body, is_total

MOST_LOOKED_AT: Final = 2_000  # characters of a cell: nothing of ours is so long, and judging it would take long
Progress = Callable[[int, int], None]
Found = Mapping[str, list[Any]]
Faults = dict[int, dict[str, Fault]]


_TOTALS: Final = frozenset(
    case(start) for start in ("ито", "все", "бар", "жиы", "жал", "tot") for case in (str.lower, str.upper, str.title)
)


@dataclass(frozen=True)
class Ground:
    """What cells are judged against: today where the event is held, the language of those who name none."""

    today: date
    language: str


class JudgedRow(NamedTuple):
    """One row in order so far. `role` and `organisation_key` are folded; `organisation` is as it would be written."""

    row: int
    full_name: str
    name_key: str
    phone: str
    organisation: str
    organisation_key: str
    role: str
    birth_year: int | None
    email: str
    language: str
    note: str


@dataclass
class Judged:
    """The rows in order, all errors in the order of rows, and the lines nobody is made of.

    `partial` are the rows with errors as far as they can be read, so that everything else that is wrong with them is found
    too. `names` is what each row of the sheet says, for showing.
    """

    rows: list[JudgedRow] = field(default_factory=list)
    partial: list[JudgedRow] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    skipped: list[RowLine] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.names)


@dataclass
class _Columns:
    """The cells of the rows that are to be judged: texts and kinds, one list a column of ours."""

    rows: list[int]
    texts: dict[str, list[str]]
    kinds: dict[str, bytes]


def judge(table: RawTable, reading: Reading, options: Options, ground: Ground, progress: Progress | None = None) -> Judged:
    """Judge every row under the head; some 15 µs a row. `progress` is called between columns and may raise."""
    judged, numbered = Judged(), []
    places = name_places(reading)
    for number, row in body(table, head_of(reading)):
        shown = " ".join([row[place][:NAME_LENGTH] for place in places if row[place]])
        judged.names[number] = shown
        if options.choices.get(number) is Outcome.SKIP:
            judged.skipped.append(RowLine(number, clean_line(shown), Outcome.SKIP, Why.DECIDED))
        elif _may_be_total(row) and is_total(row):
            judged.skipped.append(RowLine(number, clean_line(shown), Outcome.SKIP, Why.TOTAL))
        else:
            numbered.append((number, row))
    columns = _columns(table, reading, numbered)
    _judge_columns(columns, ground, judged, progress or (lambda _done, _total: None))
    return judged


def _may_be_total(row: Sequence[str]) -> bool:
    """Whether a cell begins as the words for totals do; asking `is_total` itself about every row would cost most of all."""
    return not _TOTALS.isdisjoint([cell.lstrip()[:3] for cell in row])


def _columns(table: RawTable, reading: Reading, numbered: Sequence[tuple[int, list[str]]]) -> _Columns:
    rows = [number for number, _row in numbered]
    texts: dict[str, list[str]] = {}
    kinds: dict[str, bytes] = {}
    for name, place in head_of(reading).columns.items():
        texts[name] = [row[place] for _number, row in numbered]
        kinds[name] = _kinds(table, place, rows)
    places = name_places(reading)
    if len(places) > 1:
        texts["full_name"] = [" ".join([row[place] for place in places if row[place]]) for _number, row in numbered]
        kinds["full_name"] = bytes(map(max, *(_kinds(table, place, rows) or bytes(len(rows)) for place in places)))
    return _Columns(rows, texts, kinds)


def _kinds(table: RawTable, place: int, rows: Sequence[int]) -> bytes:
    kinds = table.kinds[place]
    return bytes([kinds[row - table.first_row] for row in rows]) if any(kinds) else b""


class _Memory(dict[tuple[str, int], object]):
    """What a kind of cell means, found out once for each text. `is_plain`: all are text, none too long to be looked at."""

    def __init__(self, meaning: Callable[[str, int], object], *, is_plain: bool) -> None:
        super().__init__()
        self._meaning, self._is_plain = meaning, is_plain

    def __missing__(self, key: tuple[str, int]) -> object:
        text, kind = key
        found = (None if self._is_plain else _of_the_sheet(text, kind)) or self._meaning(text, kind)
        self[key] = found
        return found


def _of_the_sheet(text: str, kind: int) -> Fault | None:
    if len(text) > MOST_LOOKED_AT:
        return cells.too_long(text, NOTE_LENGTH)
    if kind & FORMULA:
        return Fault("formula", _("A formula stands here. Put what it shows in its place: copy, then paste as values."))
    if kind & 7 == ERROR:
        return Fault("wrong_type", _("The spreadsheet shows an error here. Write what should stand in this cell."))
    return None


def _judge_columns(columns: _Columns, ground: Ground, judged: Judged, progress: Progress) -> None:
    total, found = len(columns.rows), {}
    for done, (name, meaning) in enumerate(_meanings(ground).items(), 1):
        texts = columns.texts.get(name) or [""] * total
        kinds = columns.kinds.get(name) or bytes(total)
        memory = _Memory(meaning, is_plain=not any(kinds) and max(map(len, texts), default=0) <= MOST_LOOKED_AT)
        found[name] = list(map(memory.__getitem__, zip(texts, kinds, strict=True)))
        progress(total * done // 10, total)
    faults = _faults(columns, found)
    _note_doubled_phones(columns.rows, found, faults)
    _take_rows(columns.rows, found, faults, ground, judged)


def _meanings(ground: Ground) -> dict[str, Callable[[str, int], object]]:
    def year(text: str, kind: int) -> int | Fault | None:
        found = cells.birth_year(text, kind)
        if isinstance(found, int) and (words := birth_year_complaint(found, ground.today)):
            return Fault("bad_year", str(words))
        return found

    return {
        "full_name": cells.name,
        "phone": cells.phone,
        "organisation": cells.organisation,
        "role": cells.role,
        "birth_year": year,
        "email": cells.email,
        "language": cells.message_language,
        "note": cells.note,
        "minor": cells.minor,
    }


def _faults(columns: _Columns, found: Found) -> Faults:
    """By the place of the row: what is wrong in which of our columns."""
    faults: Faults = {}
    wrong = {name: values for name, values in found.items() if Fault in set(map(type, values))}
    for name, values in wrong.items():
        for place, value in enumerate(values):
            if type(value) is Fault:
                faults.setdefault(place, {})[name] = value
    _note_minors(columns, found, faults)
    return faults


def _note_minors(columns: _Columns, found: Found, faults: Faults) -> None:
    """Somebody said to be a minor needs a year: without it nobody knows whether a parent must agree."""
    said = set()
    for name in ("minor", "role", "note"):
        if name in columns.texts:
            values = found[name]
            said |= {place for place, value in enumerate(values) if isinstance(value, Said) and value.is_minor}
    years = found["birth_year"]
    for place in said:
        if years[place] is None:
            words = _("This row is marked as a minor. Write the year of birth: it tells whether a parent has to agree.")
            faults.setdefault(place, {})["birth_year"] = Fault("minor_without_year", words)


def _note_doubled_phones(rows: Sequence[int], found: Found, faults: Faults) -> None:
    """One number under two names is an error of the later row; families share a phone, and are entered by hand."""
    first: dict[object, int] = {}
    names = found["full_name"]
    for place, number in enumerate(found["phone"]):
        if not number or type(number) is Fault or type(names[place]) is Fault:
            continue
        other = first.setdefault(number, place)
        if other != place and names[other] != names[place] and fold(str(names[other])) != fold(str(names[place])):
            words = _(
                "Row %(row)s has the same number under another name. If a family shares the phone, enter one of them by hand.",
                row=rows[other],
            )
            faults.setdefault(place, {})["phone"] = Fault("phone_twice", words)


def _take_rows(rows: Sequence[int], found: Found, faults: Faults, ground: Ground, judged: Judged) -> None:
    for place in sorted(faults):
        wrong = faults[place]
        for name in COLUMNS:
            if name in wrong:
                judged.errors.append(CellError(rows[place], name, wrong[name].code, wrong[name].message))
        facts = {name: [_EMPTY[name] if name in wrong else values[place]] for name, values in found.items()}
        judged.partial += _rows([rows[place]], facts, ground.language)
    good = [place not in faults for place in range(len(rows))]
    kept = {name: list(compress(values, good)) for name, values in found.items()} if faults else found
    judged.rows = _rows(list(compress(rows, good)), kept, ground.language)


_EMPTY: Final[Mapping[str, Any]] = {
    "full_name": "", "phone": "", "organisation": cells.NOBODY, "role": Said(""), "birth_year": None, "email": "",
    "language": "", "note": Said(""), "minor": Said(""),
}  # fmt: skip


def _rows(rows: Sequence[int], found: Found, usual_language: str) -> list[JudgedRow]:
    """The columns of what was found, none of it a fault, row by row."""
    facts = zip(
        rows, found["full_name"], [fold_line(name)[:240] for name in found["full_name"]], found["phone"],
        [it.name for it in found["organisation"]], [it.key for it in found["organisation"]],
        [role.text for role in found["role"]], found["birth_year"], found["email"],
        [language or usual_language for language in found["language"]], [note.text for note in found["note"]], strict=True,
    )  # fmt: skip
    return list(map(JudgedRow._make, facts))
