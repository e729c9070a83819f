"""How documents and stores are called on pages and in tables."""

from collections.abc import Iterable, Mapping
from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.materials.ledger.schemas import Book
from campaign.materials.schemas import DocumentKind, DocumentRow, LineRow, PlaceRow, VariantRow
from campaign.materials.words import DOCUMENTS, UNITS, counted, material_in_words, place_called

NEW: Final[Mapping[DocumentKind, Words]] = {
    DocumentKind.RECEIPT: _l("New receipt"),
    DocumentKind.TRANSFER: _l("New transfer"),
    DocumentKind.LOSS: _l("Write off a loss"),
    DocumentKind.CONSUMPTION: _l("Write down what was consumed"),
}
ABOUT: Final[Mapping[DocumentKind, Words]] = {
    DocumentKind.RECEIPT: _l("What a supplier has brought into the store."),
    DocumentKind.TRANSFER: _l("From one store to another: on the road until the other store has received it, or at once."),
    DocumentKind.LOSS: _l("What is broken, spoilt or missing, with the reason."),
    DocumentKind.CONSUMPTION: _l("What was used up straight from the store, without being issued to anybody."),
}


def document_called(row: DocumentRow) -> str:
    """`Receipt 14/2018`."""
    return f"{DOCUMENTS[row.kind]} {row.shown_number}"


def book_called(book: Book) -> str:
    """`Karaganda region`, `Temirtau`; with the year where another stop has the same name."""
    return f"{book.name} ({book.year})" if book.year else str(book.name)


def variant_called(row: VariantRow) -> str:
    return material_in_words(row.name, row.label)


def unit_called(row: VariantRow) -> str:
    return str(UNITS[row.unit])


def amount_called(quantity: int, row: VariantRow) -> str:
    """`480 pcs (10 packs)` where it is whole packs of more than one, `481 pcs (10 packs and 1)` where something is loose."""
    words = counted(quantity, row.unit)
    packs, loose = divmod(quantity, row.pack)
    if row.pack == 1 or not packs:
        return words
    if not loose:
        return _("%(amount)s (packs: %(packs)s)", amount=words, packs=packs)
    return _("%(amount)s (packs: %(packs)s, loose: %(loose)s)", amount=words, packs=packs, loose=loose)


def way_called(lines: Iterable[LineRow], places: Mapping[int, PlaceRow]) -> str:
    """`supplier → store: Temirtau`, from the first line."""
    first = next(iter(lines), None)
    if first is None:
        return ""
    return f"{named(places, first.source_id)} → {named(places, first.target_id)}"


def named(places: Mapping[int, PlaceRow], place_id: int) -> str:
    """One of these places by its name."""
    return place_called(places[place_id])


__all__ = [
    "ABOUT", "DOCUMENTS", "NEW", "amount_called", "book_called", "document_called", "named", "place_called",
    "unit_called", "variant_called", "way_called",
]  # fmt: skip
