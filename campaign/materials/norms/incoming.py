"""Norms that come in a table: which column is which, and each row as a norm, or everything that is wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from campaign.core.errors import Problem
from campaign.core.i18n import LANGUAGES, Translated, Words, _, _l, use_language
from campaign.core.lengths import too_long
from campaign.core.text import clean_line, fold
from campaign.materials.norms.judging import wrong_norm
from campaign.materials.norms.schemas import LONGEST, Basis, Kind, MaterialChoice, NewNorm, norm_key
from campaign.materials.norms.words import BASES
from campaign.sheets.carried import Cells, Columns, Given
from campaign.sheets.reading import CellError

MOST_ROWS: Final = 500
MOST_CELL: Final = 300  # characters that are kept of a cell
WORDS: Final[Mapping[str, Words]] = {
    "material": _l("Material"),
    "kind": _l("Kind of event"),
    "basis": _l("What it is counted by"),
    "role": _l("Role"),
    "amount": _l("How many"),
    "each": _l("For every"),
    "reserve": _l("Reserve in percent"),
    "note": _l("Note"),
}
NEEDED: Final = ("material", "amount")
_USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "material": ("Материал", "Код", "Наименование", "Название", "Материал атауы", "Атауы", "Material", "Item", "Code"),
    "kind": ("Вид мероприятия", "Мероприятие", "Вид", "Іс-шара түрі", "Іс-шара", "Түрі", "Kind of event", "Event"),
    "basis": ("Считается по", "На кого", "На что", "Единица учёта", "Кімге", "Неге", "Немен есептеледі", "Counted by",
              "What it is counted by", "Per"),
    "role": ("Роль", "Рөл", "Рөлі", "Role"),
    "amount": ("Норма", "Сколько", "Количество", "Кол-во", "Мөлшері", "Саны", "Қанша", "Amount", "Quantity", "How many"),
    "each": ("На каждые", "Әр", "Әрбір", "For every", "Each"),
    "reserve": ("Запас, %", "Запас", "Резерв", "Резерв, %", "Запас в процентах", "Қор, %", "Қор", "Reserve", "Reserve, %"),
    "note": ("Примечание", "Основание", "Ескерту", "Ескертпе", "Негіз", "Note"),
}  # fmt: skip
_ALSO: Final[Mapping[Basis, tuple[str, ...]]] = {
    Basis.PARTICIPANT: ("участники", "человек", "люди", "қатысушылар", "адам", "participants", "person"),
    Basis.ROLE: ("роль", "рөл", "role"),
    Basis.OFFICE: ("кабинет", "кабинеты", "дверь", "есік", "office", "door"),
    Basis.OFFICIAL: ("чиновник", "служащий", "госслужащий", "должностное лицо", "қызметкер", "лауазымды тұлға", "officials"),
    Basis.TEAM: ("группа", "команды", "топ", "team"),
    Basis.VEHICLE: ("автомобиль", "авто", "машины", "автокөлік", "car"),
    Basis.EVENT: ("событие", "мероприятия", "event"),
    Basis.STOP: ("остановка", "город", "stop"),
}
_EVERY_KIND: Final = frozenset(
    map(fold, ("", "-", "–", "—", "*", "все", "любое", "любой", "барлығы", "кез келген", "any", "all"))
)
Word = TypeVar("Word")
COLUMNS: Final = Columns(_USUAL, NEEDED, MOST_ROWS, MOST_CELL)


@dataclass(frozen=True)
class Judged:
    """The good rows as norms, and all that is wrong."""

    good: tuple[tuple[int, NewNorm], ...]
    errors: tuple[CellError, ...]


@dataclass(frozen=True)
class Known:
    """What the words of a table may mean, folded; in every language."""

    materials: Mapping[str, int]
    kinds: Mapping[str, str]
    bases: Mapping[str, Basis]

    @classmethod
    def of(cls, materials: Iterable[MaterialChoice], kinds: Iterable[Kind]) -> "Known":
        in_use = [row for row in materials if not row.retired]
        return cls(
            _by_word((row.id, row.code, row.name) for row in in_use),
            _by_word((kind.code, kind.code, kind.name) for kind in kinds),
            _basis_words(),
        )


def _by_word(rows: Iterable[tuple[Word, str, Translated]]) -> dict[str, Word]:
    found: dict[str, Word] = {}
    for thing, code, name in rows:
        for word in (code, *(getattr(name, language) for language in LANGUAGES)):
            if word:
                found.setdefault(fold(word), thing)
    return found


def _basis_words() -> dict[str, Basis]:
    found = {fold(word): basis for basis, words in _ALSO.items() for word in (basis.value, *words)}
    for code in LANGUAGES:
        with use_language(code):
            found |= {fold(str(words)): basis for basis, words in BASES.items()}
    return found


def judge(given: Given, region_id: int | None, known: Known) -> Judged:
    """Every row as a norm of the region (None: of all), or all that is wrong with it; one that says the same twice is wrong."""
    good: list[tuple[int, NewNorm]] = []
    errors: list[CellError] = []
    seen: dict[str, int] = {}
    for number, cells in given.rows:
        wish, problems = _Row(cells, known).wish(region_id)
        key = norm_key(wish.material_id, wish.kind, wish.basis, wish.role)
        if not problems and (before := seen.setdefault(key, number)) != number:
            problems = [Problem("material", "twice", _("Row %(row)s says the same already. Leave one of them.", row=before))]
        errors += [CellError(number, _column(each.field), each.code, str(each.message)) for each in problems]
        if not problems:
            good.append((number, wish))
    return Judged(tuple(good), tuple(errors))


def _column(field: str) -> str:
    return "role" if field.startswith("role_") else field


class _Row:
    """One row on its way to a norm."""

    def __init__(self, cells: Cells, known: Known) -> None:
        self.cells, self.known = cells, known
        self.problems: list[Problem] = []

    def wish(self, region_id: int | None) -> tuple[NewNorm, list[Problem]]:
        role = self.text("role")
        wish = NewNorm(
            region_id, self.material(), self.kind(), self.basis(role), Translated(ru=role), self.number("amount", None),
            self.number("each", 1), self.number("reserve", 0), self.text("note"),
        )  # fmt: skip
        self.problems += too_long("note", wish.note, LONGEST["note"])
        said = {each.field for each in self.problems}
        return wish, [*self.problems, *(each for each in wrong_norm(wish) if each.field not in said)]

    def text(self, name: str) -> str:
        return clean_line(self.cells.get(name, ""))

    def material(self) -> int:
        typed = self.text("material")
        if not typed:
            self.problems.append(Problem("material", "empty", _("Write the material here: its code or its name.")))
        return self.one_of("material", typed, self.known.materials, 0)

    def kind(self) -> str | None:
        typed = self.text("kind")
        return None if fold(typed) in _EVERY_KIND else self.one_of("kind", typed, self.known.kinds, "")

    def basis(self, role: str) -> Basis:
        typed = self.text("basis")
        if not typed and role:
            return Basis.ROLE
        if not typed:
            said = ", ".join(str(words) for words in BASES.values())
            self.problems.append(Problem("basis", "empty", _("Write by what it is counted: %(words)s.", words=said)))
        return self.one_of("basis", typed, self.known.bases, Basis.PARTICIPANT)

    def one_of(self, name: str, typed: str, words: Mapping[str, Word], otherwise: Word) -> Word:
        found = words.get(fold(typed))
        if found is None and typed:
            self.problems.append(Problem(name, "unknown", _UNKNOWN[name](typed[:40])))
        return otherwise if found is None else found

    def number(self, name: str, usual: int | None) -> int:
        typed = self.text(name).removesuffix("%").replace("\u00a0", "").replace(" ", "")
        if not typed and usual is not None:
            return usual
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
            words = _(
                "Write a whole number here; a part of a piece cannot be given. For one in ten write 1, and 10 in “For every”."
            )
            self.problems.append(Problem(name, "no_number", words))
            return 1
        return int(typed)


_UNKNOWN: Final[Mapping[str, Callable[[str], str]]] = {
    "material": lambda typed: _("There is no material “%(typed)s” in the catalogue. Add it there, or write its code.",
                                typed=typed),
    "kind": lambda typed: _("There is no kind of event “%(typed)s”. Write its name, or leave the cell empty.", typed=typed),
    "basis": lambda typed: _("“%(word)s” is not known here. Known words: %(words)s.", word=typed,
                             words=", ".join(str(words) for words in BASES.values())),
}  # fmt: skip
