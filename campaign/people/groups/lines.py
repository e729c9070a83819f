"""What a leader pastes, line by line: a name, a phone and a year in any order, with any sign between them, numbered or not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from campaign.core import phones
from campaign.core.i18n import _
from campaign.core.text import clean_line, fold
from campaign.people.groups.schemas import MOST_LINES
from campaign.people.imports import cells
from campaign.people.imports.cells import Fault
from campaign.people.imports.columns import USUAL
from campaign.people.wishes import birth_year_complaint
from campaign.sheets.parsing.grid import TEXT

_APART: Final = re.compile(r"[;,|\t]")
_NUMBERED: Final = re.compile(r"^\s*(?:№\s*)?\d{1,3}\s*(?:[.)\]:]|[-–—](?=\s)|(?=\s+[^\W\d]))\s*")
_PHONE: Final = re.compile(r"(?<!\d)(?:\+?7|8)[\s(-]*7\d\d[\s)-]*\d{3}[\s-]*\d\d[\s-]*\d\d(?!\d)")
_TEN: Final = re.compile(r"(?<!\d)7\d\d[\s)-]*\d{3}[\s-]*\d\d[\s-]*\d\d(?!\d)")
_BORN: Final = re.compile(r"(?<!\d)(?:\d{1,2}[./]\d{1,2}[./](\d{4})|(\d{4})-\d{1,2}-\d{1,2}|((?:19|20)\d\d))(?!\d)")
_AROUND: Final = re.compile(
    r"(?<!\w)(?:тел(?:ефон)?|моб|сот|ұялы|phone|tel|г\.?\s*р|год(?:а)?(?:\s+рождения)?|(?:жылы\s+)?туған(?:\s+жылы)?|жылы|ж\.?\s*т|born|year)(?!\w)[.:]?",
    re.IGNORECASE,
)
_COLUMNS: Final = ("full_name", "phone", "birth_year", "surname", "given_name", "patronymic")
_MORE: Final = ("№", "№ п/п", "р/с", "имя", "аты", "фио", "телефон", "год рождения", "туған жылы", "name", "phone", "year")
_HEADS: Final = frozenset(map(fold, (*_MORE, *(word for name in _COLUMNS for word in USUAL[name]))))
_FEWEST_DIGITS: Final = 6


@dataclass(frozen=True)
class NameLine:
    """One line as it was understood. `number` counts the lines as they were pasted, from 1."""

    number: int
    typed: str
    full_name: str
    phone: str
    birth_year: int | None
    faults: tuple[Fault, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.faults

    @property
    def key(self) -> tuple[str, str]:
        return self.phone, fold(self.full_name)


def read_lines(text: str, today: date) -> tuple[NameLine, ...]:
    """Every line with somebody on it, judged; blank lines and a line of headings are passed over.

    More than MOST_LINES are not looked at: the first beyond says so, and is the last that is given.
    """
    found: list[NameLine] = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip(" \t;,|") or (not found and _is_head(raw)):
            continue
        if len(found) == MOST_LINES:
            words = _("At most %(most)s people are entered at once. Enter these first, then the others.", most=MOST_LINES)
            return (*found, NameLine(number, clean_line(raw)[:120], "", "", None, (Fault("too_many", words),)))
        found.append(_line(number, raw, today))
    return tuple(_with_doubles(found))


def _is_head(raw: str) -> bool:
    words = [fold(part) for part in _APART.split(raw)]
    return bool(words) and all(word in _HEADS or not word for word in words)


def _line(number: int, raw: str, today: date) -> NameLine:
    parts = [clean_line(part) for part in _APART.split(_NUMBERED.sub("", raw.replace("\ufeff", ""), count=1))]
    names: list[str] = []
    numbers: list[str] = []
    years: list[str] = []
    strange: list[str] = []
    for place, part in enumerate(filter(None, parts)):
        rest = _cut(_TEN, _cut(_PHONE, part, numbers), numbers)
        rest = _cut(_BORN, rest, years)
        if rest != part:
            rest = clean_line(_AROUND.sub(" ", rest)).strip(" .:()-–—")
        if any(map(str.isalpha, rest)):
            names.append(rest)
        elif sum(map(str.isdigit, rest)) >= _FEWEST_DIGITS:
            numbers.append(rest)
        elif any(map(str.isdigit, rest)) and not (place == 0 and rest.isdigit()):
            strange.append(rest)
    return _judged(number, clean_line(raw)[:300], " ".join(names), numbers, [*years, *strange], today)


def _cut(shape: re.Pattern[str], text: str, into: list[str]) -> str:
    into += [found.group() for found in shape.finditer(text)]
    return clean_line(shape.sub(" ", text))


def _judged(number: int, typed: str, name: str, numbers: list[str], years: list[str], today: date) -> NameLine:
    faults = []
    full_name, phone, year = cells.name(name, TEXT), cells.phone(", ".join(numbers), TEXT), _year(years, today)
    for found in (full_name, phone, year):
        if isinstance(found, Fault):
            faults.append(found)
    return NameLine(
        number, typed, full_name if isinstance(full_name, str) and not isinstance(full_name, Fault) else "",
        phone if isinstance(phone, str) else "", year if isinstance(year, int) else None, tuple(faults),
    )  # fmt: skip


def _year(years: list[str], today: date) -> int | Fault:
    """The year of birth, which is asked for: without it nobody knows whether a parent has to agree."""
    if not years:
        return Fault("no_year", _("Write the year of birth too, four digits: a child comes with a parent's consent."))
    if len(years) > 1:
        return Fault("two_years", _("Two years stand in this line. Leave the year of birth; put each person on a line."))
    found = cells.birth_year(years[0], TEXT)
    if isinstance(found, int) and (words := birth_year_complaint(found, today)):
        return Fault("bad_year", str(words))
    return (
        found if found is not None else Fault("bad_year", _("This is no year of birth. Write four digits. For example: 1998."))
    )


def _with_doubles(lines: Iterable[NameLine]) -> Iterator[NameLine]:
    first: dict[tuple[str, str], int] = {}
    for line in lines:
        other = first.setdefault(line.key, line.number) if line.full_name else line.number
        if other == line.number:
            yield line
            continue
        fault = Fault("twice", stands_already(other))
        yield NameLine(line.number, line.typed, line.full_name, line.phone, line.birth_year, (*line.faults, fault))


def stands_already(line: int) -> str:
    """What to say of a second line that means the same person."""
    return _("This person stands in line %(line)s already. Delete one of the two lines.", line=line)


def written(names: Iterable[tuple[str, str, str]]) -> str:
    """Rows of a table as lines that can be pasted."""
    return "\n".join("; ".join(part for part in map(clean_line, row) if part) for row in names)


def shown_phone(line: NameLine) -> str:
    return phones.shown(line.phone) if line.phone else ""
