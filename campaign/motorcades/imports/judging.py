"""Rows of a table judged without the database: each becomes the wish for a car, or everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from campaign.core.errors import Problem
from campaign.core.i18n import _
from campaign.core.text import clean_line, fold
from campaign.motorcades.imports.columns import head_of, kind_words, role_words
from campaign.motorcades.imports.schemas import Options, Outcome, RowLine
from campaign.motorcades.plates import Plate
from campaign.motorcades.schemas import CarRole, Driver, VehicleKind
from campaign.motorcades.wishes import CarWish, VehicleWish, read_plate, wrong_car, wrong_vehicle
from campaign.motorcades.words import KINDS, ROLES
from campaign.people.imports import cells
from campaign.people.imports.cells import Fault
from campaign.sheets.mapping import Reading
from campaign.sheets.reading import CellError, RawTable, body, is_total

Kind = TypeVar("Kind")
_BLANK: Final = frozenset({"", "-", "–", "—"})
_MOST_LOOKED_AT: Final = 2_000  # characters of a cell
_COLUMN_OF: Final = {"driver_name": "driver", "second_name": "second_driver", "given": "seats"}
_BUS_FROM, _MINIBUS_FROM = 18, 8  # seats, where the table does not say what a vehicle is


class Row(NamedTuple):
    """A row in order so far: the wish for a car, and its plate as it was read."""

    row: int
    wish: CarWish
    plate: Plate


@dataclass(frozen=True)
class Rows:
    """The good rows, all errors, and the lines that are no vehicle; `signs`: by what each row is told, for showing."""

    good: tuple[Row, ...]
    errors: tuple[CellError, ...]
    skipped: tuple[RowLine, ...]
    signs: Mapping[int, str]


def judge(table: RawTable, reading: Reading, options: Options) -> Rows:
    """Judge every row under the head."""
    good: list[Row] = []
    errors: list[CellError] = []
    skipped: list[RowLine] = []
    signs: dict[int, str] = {}
    words = _Words(role_words(), kind_words())
    for number, cells_of_row in body(table, head_of(reading)):
        given = _Given(table, number, reading.columns, cells_of_row)
        signs[number] = given.text("plate") or given.text("name") or given.text("make")
        decided = number in options.left_out
        if decided or is_total(cells_of_row):
            skipped.append(RowLine(number, signs[number], Outcome.SKIP, decided=decided))
            continue
        wish, plate, problems = _wish(given, words)
        errors += [CellError(number, _COLUMN_OF.get(each.field, each.field), each.code, str(each.message)) for each in problems]
        if not problems and plate is not None:
            good.append(Row(number, wish, plate))
    return Rows(tuple(good), tuple(errors), tuple(skipped), signs)


@dataclass(frozen=True)
class _Words:
    roles: Mapping[str, CarRole]
    kinds: Mapping[str, VehicleKind]


@dataclass(frozen=True)
class _Given:
    """One row of the sheet by our names."""

    table: RawTable
    row: int
    columns: Mapping[str, int]
    cells: list[str]

    def raw(self, name: str) -> str:
        place = self.columns.get(name)
        return "" if place is None else self.cells[place][:_MOST_LOOKED_AT]

    def text(self, name: str) -> str:
        line = clean_line(self.raw(name))
        return "" if line in _BLANK else line

    def kind(self, name: str) -> int:
        """As the sheet has it: a text, a number, a day, a mark."""
        place = self.columns.get(name)
        kinds = b"" if place is None else self.table.kinds[place]
        at = self.row - self.table.first_row
        return kinds[at] if 0 <= at < len(kinds) else 0

    def is_error(self, name: str) -> bool:
        place = self.columns.get(name)
        return place is not None and self.table.is_error(self.row, place)


def _wish(given: _Given, words: _Words) -> tuple[CarWish, Plate | None, list[Problem]]:
    problems = [Problem(name, "error", _broken(given.raw(name))) for name in given.columns if given.is_error(name)]
    seats = _number(given, problems)
    make = clean_line(" ".join((given.text("make"), given.text("model"))))
    kind = _word(given, "kind", words.kinds, _kind_by_seats(seats), problems)
    vehicle = VehicleWish(
        kind, given.text("plate"), given.text("name"), make, given.text("colour"), given.text("owner"),
        given.text("organisation"), seats,
    )  # fmt: skip
    role = _word(given, "role", words.roles, CarRole.BUS if kind is VehicleKind.BUS else CarRole.PARTICIPANT, problems)
    wish = CarWish(
        vehicle, block=given.text("block"), role=role, decoration=given.text("decoration"),
        driver=Driver(given.text("driver"), _phone(given, "phone", problems)),
        second_driver=Driver(given.text("second_driver"), _phone(given, "second_phone", problems)),
    )  # fmt: skip
    plate, wrong = read_plate(vehicle)
    problems += [*wrong, *wrong_vehicle(vehicle), *wrong_car(wish, seats or 0)]
    return wish, plate, _once(problems)


def _broken(shown: str) -> str:
    return _("The spreadsheet shows an error here: %(shown)s. Mend the cell, or leave it empty.", shown=shown[:40])


def _once(problems: list[Problem]) -> list[Problem]:
    """The first that is wrong with each cell."""
    return list({each.field: each for each in reversed(problems)}.values())[::-1]


def _kind_by_seats(seats: int | None) -> VehicleKind:
    if (seats or 0) >= _BUS_FROM:
        return VehicleKind.BUS
    return VehicleKind.MINIBUS if (seats or 0) >= _MINIBUS_FROM else VehicleKind.CAR


def _number(given: _Given, problems: list[Problem]) -> int | None:
    typed = given.text("seats")
    if not typed:
        return None
    digits = typed.removeprefix("-").replace("\u00a0", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        problems.append(Problem("seats", "no_number", _("Write the seats as a number. For example: 4.")))
        return None
    return -int(digits) if typed.startswith("-") else int(digits)


def _word(given: _Given, name: str, known: Mapping[str, Kind], usual: Kind, problems: list[Problem]) -> Kind:
    typed = given.text(name)
    if not typed:
        return usual
    found = known.get(fold(typed))
    if found is None:
        sentence = _("“%(word)s” is not known here. Known words: %(words)s.", word=typed[:40], words=_known_words(name))
        problems.append(Problem(name, "unknown", sentence))
        return usual
    return found


def _known_words(name: str) -> str:
    return ", ".join(str(said) for said in (ROLES if name == "role" else KINDS).values())


def _phone(given: _Given, name: str, problems: list[Problem]) -> str:
    found = cells.phone(given.raw(name), given.kind(name)) if given.raw(name) else ""
    if isinstance(found, Fault):
        problems.append(Problem(name, found.code, found.message))
        return ""
    return found
