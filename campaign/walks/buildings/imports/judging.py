"""What each row of a directory means for the register. Pure: a table, a reading and a building in; lines out.

A directory is written for readers: departments and floors stand as headings between the rows, cells are merged, several people
share a room. A row that cannot be placed is told with its column and reason; none is passed over in silence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from campaign.core.i18n import Translated, _
from campaign.core.lengths import length_complaint, longest
from campaign.core.text import clean_line, fold
from campaign.sheets.mapping import Reading
from campaign.sheets.reading import CellError, RawTable, body, is_total
from campaign.walks.buildings.imports.columns import head_of
from campaign.walks.buildings.imports.schemas import Counts, Judged, Line, Options, Outcome
from campaign.walks.buildings.schemas import NO_WORDS
from campaign.walks.rooms import MOST_IN_A_RANGE, BadRooms, floor_of, room_key, rooms_of
from campaign.walks.schemas import LONGEST_FLOOR, LONGEST_NAME, LONGEST_PERSON, LONGEST_ROOM, Building, Office

_BEFORE_A_ROOM: Final = re.compile(r"(?:каб(?:инет\w*)?|к|бөлме\w*|ком(?:ната)?|оф(?:ис)?|room|office)\b\.?\s*№?\s*|№\s*", re.I)
_SPAN: Final = re.compile(r"\D{0,3}\d{3,4}\s*[-–—]\s*\D{0,3}\d{3,4}")
_FLOOR: Final = re.compile(
    r"(?:этаж|қабат|floor)\s*№?\s*(?P<after>\d{1,2})|(?P<before>\d{1,2})\s*[-–]?\s*(?:[а-яәіңғүұқөһ]{1,3}\s+)?(?:этаж|қабат|floor)\w*",
    re.I,
)
_NAMED_FLOOR: Final = re.compile(r"(?:цокол\w*|подвал\w*|мансард\w*|жертөле\w*)(?:\s+(?:этаж|қабат)\w*)?", re.I)
_ORDINALS: Final = {
    fold(word): str(number)
    for number, words in enumerate(
        ("первый бірінші", "второй екінші", "третий үшінші", "четвертый төртінші", "пятый бесінші", "шестой алтыншы"), 1
    )
    for word in words.split()
}
_BIG: Final = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
_NAME: Final = re.compile(
    rf"\b{_BIG}[\w-]+\s+{_BIG}[\w-]+\s+{_BIG}?\w+(?:вич|вна|ична|ұлы|улы|қызы|кызы)\b"
    rf"|\b{_BIG}[\w-]+\s+{_BIG}\.(?:\s?{_BIG}\.)?(?!\w)|(?<!\w){_BIG}\.\s?{_BIG}\.\s?{_BIG}\w+"
)
"""Surname, given name and patronymic, or a surname with initials."""
_FEWEST_LETTERS: Final = 2
_KAZAKH: Final = re.compile("[әғқңөұүһі]", re.I)
_EMPTY: Final = frozenset({"", "-", "–", "—"})


@dataclass
class _Walker:
    """Where in the table we are: the headings above, the rooms seen so far, and what was wrong."""

    table: RawTable
    reading: Reading
    options: Options
    building: Building
    floor: str = ""
    unit: Translated = NO_WORDS
    seen: dict[str, int] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known = {room_key(office.room): office for office in self.building.offices}
        self.labels = {floor.id: floor.label for floor in self.building.floors}
        self.by_fold = {fold(floor.label): floor.label for floor in self.building.floors}

    def cell(self, cells: list[str], name: str) -> str:
        place = self.reading.columns.get(name)
        words = clean_line(cells[place]) if place is not None and place < len(cells) else ""
        return "" if words in _EMPTY else words

    def wrong(self, row: int, column: str, code: str, message: str) -> Line:
        self.errors.append(CellError(row, column, code, message))
        return Line(row, Outcome.FAILED, said=(message,))


def judge(table: RawTable, reading: Reading, building: Building, options: Options) -> Judged:
    """What would become of each row now. Some 30 µs a row."""
    walker = _Walker(table, reading, options, building)
    lines: list[Line] = []
    for number, cells in body(table, head_of(reading)):
        lines += _lines(walker, number, cells)
    ends: dict[int, Outcome] = {}
    for line in lines:
        ends.setdefault(line.row, line.outcome)
    counts = Counts(len(ends), *(list(ends.values()).count(outcome) for outcome in Outcome))
    return Judged(tuple(lines), tuple(walker.errors), counts)


def _lines(walker: _Walker, row: int, cells: list[str]) -> Iterator[Line]:
    filled = {clean_line(cell) for cell in cells} - _EMPTY
    room = walker.cell(cells, "room")
    if is_total(cells):
        yield Line(row, Outcome.SKIPPED, said=(_("A line of totals."),))
    elif len(filled) == 1 and _is_person(walker, cells, next(iter(filled))):
        yield walker.wrong(row, "room", "no_room", _("There is no room in this row. Write its number, or leave the row out."))
    elif len(filled) == 1 and not _is_position(walker, cells) and _is_heading(next(iter(filled))):
        yield _heading(walker, row, next(iter(filled)))
    elif complaint := _unreadable(walker, row, room):
        yield complaint
    else:
        yield from _doors(walker, row, cells, _rooms(room))


def _has_digit(words: str) -> bool:
    return any(map(str.isdigit, words))


def _is_position(walker: _Walker, cells: list[str]) -> bool:
    """Whether what stands in the row is somebody's position; a heading may begin in the first column, whatever that is."""
    return _stands_under(walker, cells, "position_kk", "position_ru")


def _is_person(walker: _Walker, cells: list[str], words: str) -> bool:
    """Whether the only text of a row is somebody's name, which must not become the department of the doors below."""
    return _stands_under(walker, cells, "person") or bool(_NAME.search(words))


def _stands_under(walker: _Walker, cells: list[str], *names: str) -> bool:
    at = next(place for place, cell in enumerate(cells) if clean_line(cell) not in _EMPTY)
    return at > 0 and at in {walker.reading.columns.get(name) for name in names}


def _is_heading(words: str) -> bool:
    """Whether the only text of a row is no room: a floor, or words of some length."""
    letters = sum(map(str.isalpha, words))
    return bool(_floor_words(words)) or (letters > _FEWEST_LETTERS and (not _has_digit(words) or len(words) > LONGEST_ROOM))


def _heading(walker: _Walker, row: int, words: str) -> Line:
    """A line of one text between the rows: a floor, or the department of what follows."""
    if label := _floor_words(words):
        walker.floor, walker.unit = label, NO_WORDS
        return Line(row, Outcome.SKIPPED, said=(_("A heading: what follows is on floor %(floor)s.", floor=label),))
    if len(words) > LONGEST_NAME:
        return Line(row, Outcome.SKIPPED, said=(_("A long text and no room: not read."),))
    walker.unit = _told(words, "ru")
    return Line(row, Outcome.SKIPPED, said=(_("A heading: what follows belongs to “%(unit)s”.", unit=words),))


def _floor_words(words: str) -> str:
    """The floor that a text names and nothing else; empty for other texts."""
    found = _FLOOR.fullmatch(words.strip(" .:"))
    if found:
        return str(int(found["after"] or found["before"]))
    if _NAMED_FLOOR.fullmatch(words.strip(" .:")):
        return words.strip(" .:")[:LONGEST_FLOOR]
    first, _space, rest = fold(words).partition(" ")
    return _ORDINALS.get(first, "") if rest in {"etazh", "kabat"} else ""


def _unreadable(walker: _Walker, row: int, room: str) -> Line | None:
    """Why there is no room in this row that could be taken."""
    place = walker.reading.columns.get("room", -1)
    if walker.table.is_error(row, place):
        return walker.wrong(row, "room", "sheet_error", _("The spreadsheet shows an error here. Write the room number."))
    if walker.table.is_date(row, place):
        words = _("The spreadsheet has made a date of this room number. Make the column text and type it anew.")
        return walker.wrong(row, "room", "date", words)
    if not room:
        words = _("There is no room in this row. Write its number, or leave the row out.")
        return walker.wrong(row, "room", "no_room", words)
    names = _rooms(room)
    if not names or not all(map(room_key, names)):
        return walker.wrong(row, "room", "no_room", _("“%(room)s” is no room.", room=room[:60]))
    if words := length_complaint(max(names, key=len), LONGEST_ROOM):
        return walker.wrong(row, "room", "too_long", words)
    return None


def _rooms(words: str) -> list[str]:
    """The rooms a cell names: `каб. 301, 302`, `301-303`; `3-15` is one."""
    found: list[str] = []
    for part in re.split(r"[,;\n]", words):
        bare = _BEFORE_A_ROOM.sub("", clean_line(part)) if _has_digit(part) else clean_line(part)
        try:
            found += rooms_of(bare) if _SPAN.fullmatch(bare) else [bare] if bare else []
        except BadRooms:
            found.append(bare)
        if len(found) > MOST_IN_A_RANGE:
            return [words]
    return found


def _told(words: str, code: str) -> Translated:
    """The text in the language of its column, or in Kazakh when its letters say so."""
    return Translated.of({"kk" if _KAZAKH.search(words) else code: words}) if words else NO_WORDS


def _both(walker: _Walker, cells: list[str], name: str) -> Translated:
    kk, ru = (_told(walker.cell(cells, f"{name}_{code}"), code) for code in ("kk", "ru"))
    return Translated(kk=kk.kk or ru.kk, ru=ru.ru)


def _doors(walker: _Walker, row: int, cells: list[str], rooms: list[str]) -> Iterator[Line]:
    unit, position = _both(walker, cells, "unit") or walker.unit, _both(walker, cells, "position")
    person = walker.cell(cells, "person") if walker.options.persons else ""
    long = [
        (name, complaint)
        for name, words, most in (
            ("unit_ru", longest(unit), LONGEST_NAME), ("position_ru", longest(position), LONGEST_NAME),
            ("person", person, LONGEST_PERSON),
        )
        if (complaint := length_complaint(words, most))
    ]  # fmt: skip
    if long:
        name, complaint = long[0]
        column = name if name in walker.reading.columns else name.replace("_ru", "_kk")
        yield walker.wrong(row, column, "too_long", complaint)
        return
    for room in rooms:
        yield _door(walker, cells, Line(row, Outcome.NEW, room, unit_name=unit, position_title=position, person=person))


def _door(walker: _Walker, cells: list[str], line: Line) -> Line:
    key = room_key(line.room)
    if first := walker.seen.get(key):
        words = _("Room %(room)s stands in row %(row)s already: it is one door.", room=line.room, row=first)
        return replace(line, outcome=Outcome.SKIPPED, said=(words,))
    office = walker.known.get(key)
    told = _column_floor(walker, cells) or walker.floor
    floor = told or (walker.labels.get(office.floor_id, "") if office else "") or floor_of(line.room)
    if not floor:
        words = _("Room %(room)s does not say its floor. Add a column or a heading with the floor.", room=line.room)
        return replace(walker.wrong(line.row, "floor" if "floor" in walker.reading.columns else "room", "no_floor", words),
                       room=line.room)  # fmt: skip
    walker.seen[key] = line.row
    line = replace(line, floor=walker.by_fold.get(fold(floor), floor), floor_is_told=bool(told), office=office)
    if office is None:
        said = () if told else (_("The floor is guessed from the room number: %(floor)s.", floor=line.floor),)
        return replace(line, said=said)
    changes = tuple(_changes(walker, line, office))
    return replace(line, outcome=Outcome.CHANGED if changes else Outcome.SAME, said=changes)


def _column_floor(walker: _Walker, cells: list[str]) -> str:
    words = walker.cell(cells, "floor")
    return _floor_words(words) or words[:LONGEST_FLOOR]


def _changes(walker: _Walker, line: Line, office: Office) -> Iterator[str]:
    """What the row would change of a door that is known: never to nothing, a guess moves no door."""
    if not office.active:
        yield _("It is in use again.")
    if line.floor_is_told and walker.labels.get(office.floor_id) != line.floor:
        yield _("Floor %(old)s becomes %(new)s.", old=walker.labels.get(office.floor_id, "–"), new=line.floor)
    for before, after in ((office.unit_name, line.unit_name), (office.position_title, line.position_title)):
        for old, new in ((before.kk, after.kk), (before.ru, after.ru)):
            if new and new != old:
                yield _("“%(old)s” becomes “%(new)s”.", old=old or "–", new=new)
    if line.person and line.person != office.person:
        yield _("A name is put to it.")
