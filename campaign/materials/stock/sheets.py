"""Stock, holders and cards as tables, heads and words in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from campaign.core.i18n import Translated, _
from campaign.materials.schemas import PlaceKind, PlaceRow, VariantRow
from campaign.materials.stock.schemas import NOTHING, Board, Held, Movement
from campaign.materials.stock.words import place_title
from campaign.materials.words import DOCUMENTS, PLACES, UNITS, place_in_words
from campaign.sheets.outgoing import file_of
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def stock_file(board: Board, made_at: datetime, ending: str) -> bytes:
    """One row for each store and size."""
    columns = [
        SheetColumn(_("Store"), 30), SheetColumn(_("Kind"), 20), SheetColumn(_("Code"), 16), SheetColumn(_("Material"), 30),
        SheetColumn(_("Size"), 10), SheetColumn(_("Unit"), 10), SheetColumn(_("In the store"), 14, "number"),
        SheetColumn(_("On the way"), 14, "number"), SheetColumn(_("Given out"), 14, "number"),
        SheetColumn(_("Together"), 14, "number"),
    ]  # fmt: skip
    return file_of(SheetTable(_("Stock"), columns, _stock_rows(board), made_at), ending)


def _stock_rows(board: Board) -> Iterator[Sequence[Cell]]:
    for store in board.stores:
        for material in board.materials:
            for row in material.variants:
                amount = store.amounts.get(row.id, NOTHING)
                if amount.is_known:
                    yield (
                        store.name.text(), str(PLACES[store.kind]), row.code, row.name.text(), row.label,
                        str(UNITS[row.unit]), amount.store or 0, amount.under_way, amount.out, amount.total,
                    )  # fmt: skip


def holders_file(rows: Iterable[Held], variants: Mapping[int, VariantRow], made_at: datetime, ending: str) -> bytes:
    """One row for each holder and size."""
    columns = [
        SheetColumn(_("Who holds it"), 34), SheetColumn(_("Kind"), 16), SheetColumn(_("Stop"), 22), SheetColumn(_("Event"), 40),
        SheetColumn(_("Material"), 30), SheetColumn(_("Size"), 10), SheetColumn(_("Unit"), 10),
        SheetColumn(_("Quantity"), 12, "number"),
    ]  # fmt: skip
    return file_of(SheetTable(_("Who holds what"), columns, _holder_rows(rows, variants), made_at), ending)


def _holder_rows(rows: Iterable[Held], variants: Mapping[int, VariantRow]) -> Iterator[Sequence[Cell]]:
    for held in rows:
        for variant_id, number in held.things:
            row = variants[variant_id]
            yield (
                holder_title(held.place), str(PLACES[held.place.kind]), held.stop.text(), held.event.text(),
                row.name.text(), row.label, str(UNITS[row.unit]), number,
            )  # fmt: skip


def holder_title(row: PlaceRow) -> str:
    """`team № 2`, `vehicle № 7, 412 AKM 09`, and a person by the name alone, for whoever may read it."""
    name = row.name.text()
    if name and row.kind is PlaceKind.PERSON:
        return name
    return ", ".join(filter(None, (place_in_words(row), name)))


def card_file(
    rows: Iterable[Movement],
    variants: Mapping[int, VariantRow],
    places: Mapping[int, PlaceRow],
    events: Mapping[int, Translated],
    made_at: datetime,
    ending: str,
) -> bytes:
    """One row for each line that came to the place or left it, the oldest first."""
    columns = [
        SheetColumn(_("Date"), 12), SheetColumn(_("Document"), 16), SheetColumn(_("Number"), 10),
        SheetColumn(_("Material"), 30), SheetColumn(_("Size"), 10), SheetColumn(_("From or to"), 34),
        SheetColumn(_("Came in"), 12, "number"), SheetColumn(_("Went out"), 12, "number"),
        SheetColumn(_("Balance"), 12, "number"), SheetColumn(_("Event"), 36), SheetColumn(_("Reason"), 40),
    ]  # fmt: skip
    table = SheetTable(_("Stock card"), columns, _card_rows(rows, variants, places, events), made_at)
    return file_of(table, ending)


def _card_rows(
    rows: Iterable[Movement],
    variants: Mapping[int, VariantRow],
    places: Mapping[int, PlaceRow],
    events: Mapping[int, Translated],
) -> Iterator[Sequence[Cell]]:
    for row in rows:
        variant = variants[row.variant_id]
        event = events.get(row.event_id or 0)
        yield (
            f"{row.dated_on:%d.%m.%Y}", str(DOCUMENTS[row.kind]), row.shown_number, variant.name.text(), variant.label,
            row.counterparty or place_title(places[row.other_id]), row.came, row.left, row.balance,
            event.text() if event else "", row.reason,
        )  # fmt: skip
