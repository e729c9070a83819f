"""Opening stock that comes in a table: which column is which, and each row as a quantity or all that is wrong with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from campaign.core.errors import Invalid
from campaign.core.i18n import LANGUAGES, Words, _, _l, use_language
from campaign.core.text import clean_line, fold
from campaign.materials.ledger.quantities import quantity_of
from campaign.materials.ledger.schemas import Book
from campaign.materials.ledger.words import book_called
from campaign.materials.schemas import VariantRow
from campaign.sheets.carried import Cells, Columns, Given
from campaign.sheets.reading import CellError

MOST_ROWS: Final = 1_000
MOST_CELL: Final = 120  # characters that are kept of a cell
WORDS: Final[Mapping[str, Words]] = {
    "store": _l("Store"), "material": _l("Material"), "size": _l("Size"), "quantity": _l("Quantity"),
}  # fmt: skip
NEEDED: Final = ("material", "quantity")
_USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "store": ("Склад", "Город", "Город, район", "Где", "Место", "Қойма", "Қала", "Орны", "Store", "City", "Place"),
    "material": ("Материал", "Код", "Наименование", "Название", "Материал атауы", "Атауы", "Material", "Item", "Code"),
    "size": ("Размер", "Өлшемі", "Өлшем", "Size"),
    "quantity": (
        "Количество", "Кол-во", "Остаток", "Остаток, шт", "Сколько", "Саны", "Қалдық", "Қалдығы", "Мөлшері", "Quantity",
        "Amount", "Balance", "In stock",
    ),
}  # fmt: skip
COLUMNS: Final = Columns(_USUAL, NEEDED, MOST_ROWS, MOST_CELL)


@dataclass(frozen=True)
class Judged:
    """What would be received: quantities by the key of the store and the variant; or all that is wrong."""

    received: Mapping[str, Mapping[int, int]]
    errors: tuple[CellError, ...]


@dataclass(frozen=True)
class Known:
    """What the words of a table may mean, folded, in every language."""

    books: Mapping[str, tuple[Book, ...]]
    sizes: Mapping[str, tuple[VariantRow, ...]]
    only: Book | None

    @classmethod
    def of(cls, books: Sequence[Book], variants: Iterable[VariantRow]) -> "Known":
        named: defaultdict[str, dict[str, Book]] = defaultdict(dict)
        sizes: defaultdict[str, dict[int, VariantRow]] = defaultdict(dict)
        rows = list(variants)
        for code in LANGUAGES:
            with use_language(code):
                for book in books:
                    for word in (book.name.text(), book_called(book), book.key):
                        named[fold(word)][book.key] = book
                for row in rows:
                    for word in (row.code, row.name.text()):
                        sizes[fold(word)][row.id] = row
        return cls(
            {word: tuple(found.values()) for word, found in named.items()},
            {word: tuple(found.values()) for word, found in sizes.items()},
            books[0] if len(books) == 1 else None,
        )


def judge(given: Given, known: Known) -> Judged:
    """Every row as a quantity of a variant in a store, or all that is wrong with it; one that stands twice is wrong."""
    received: defaultdict[str, dict[int, int]] = defaultdict(dict)
    errors: list[CellError] = []
    seen: dict[tuple[str, int], int] = {}
    for number, cells in given.rows:
        row = _Row(number, cells, known)
        book, variant, quantity = row.book(), row.variant(), row.quantity()
        if book is not None and variant is not None and (at := seen.setdefault((book.key, variant.id), number)) != number:
            row.wrong("material", "twice", _("Row %(row)s says the same already. Leave one of them.", row=at))
        errors += row.errors
        if not row.errors and book is not None and variant is not None and quantity:
            received[book.key][variant.id] = quantity
    return Judged(received, tuple(errors))


class _Row:
    """One row on its way to a quantity."""

    def __init__(self, number: int, cells: Cells, known: Known) -> None:
        self.number, self.cells, self.known = number, cells, known
        self.errors: list[CellError] = []

    def wrong(self, column: str, code: str, words: str) -> None:
        self.errors.append(CellError(self.number, column, code, words))

    def text(self, name: str) -> str:
        return clean_line(self.cells.get(name, ""))

    def book(self) -> Book | None:
        typed = self.text("store")
        if not typed:
            if self.known.only is None:
                self.wrong("store", "empty", _("Write in which store it is: the name of the region or of the city."))
            return self.known.only
        found = self.known.books.get(fold(typed), ())
        if not found:
            words = _("You run no store “%(typed)s”. Write the name of the region or of the city.", typed=typed[:40])
            self.wrong("store", "unknown", words)
        elif len(found) > 1:
            names = ", ".join(f"{book_called(book)}" for book in found)
            self.wrong("store", "several", _("There are several: %(names)s. Write it with its year.", names=names))
        return found[0] if len(found) == 1 else None

    def variant(self) -> VariantRow | None:
        typed, size = self.text("material"), self.text("size")
        sizes = self.known.sizes.get(fold(typed), ()) if typed else ()
        if not typed:
            self.wrong("material", "empty", _("Write the material here: its code or its name."))
        elif not sizes:
            words = _("There is no material “%(typed)s” in the catalogue. Add it there, or write its code.", typed=typed[:40])
            self.wrong("material", "unknown", words)
        found = [row for row in sizes if fold(row.label) == fold(size)]
        if sizes and len(found) != 1:
            self.wrong("size", "unknown", _size_words(sizes, size))
        return found[0] if len(found) == 1 else None

    def quantity(self) -> int:
        try:
            quantity = quantity_of(self.text("quantity"))
        except Invalid as error:
            self.wrong("quantity", "no_number", str(error))
            return 0
        if not quantity:
            self.wrong("quantity", "empty", _("Write how many there are, or leave the row out."))
        return quantity


def _size_words(sizes: Sequence[VariantRow], typed: str) -> str:
    labels = [row.label for row in sizes if row.label]
    if not labels:
        return _("This material has no sizes. Leave the cell empty.")
    if not typed:
        return _("This material has sizes: %(sizes)s. Write one of them.", sizes=", ".join(labels))
    return _("There is no size “%(typed)s”. It has: %(sizes)s.", typed=typed[:40], sizes=", ".join(labels))
