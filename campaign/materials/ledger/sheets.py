"""Documents as a table, a line each, head and words in the reader's language: the same lines as on the pages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from campaign.core.i18n import _
from campaign.materials.ledger.words import DOCUMENTS, named
from campaign.materials.schemas import DocumentRow, LineRow, PlaceRow, VariantRow
from campaign.materials.words import UNITS
from campaign.people.exports.schemas import FileKind
from campaign.sheets import csvfile, xlsxfile
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def documents_file(
    lines: Sequence[tuple[DocumentRow, LineRow]], places: Mapping[int, PlaceRow], variants: Mapping[int, VariantRow],
    made_at: datetime, kind: FileKind,
) -> Iterator[bytes]:  # fmt: skip
    """The file in pieces; no cell of it is a formula."""
    rows = (_row(document, line, places, variants[line.variant_id]) for document, line in lines)
    table = SheetTable(title=_("Documents of stock"), columns=_heads(), rows=rows, made_at=made_at, subject="")
    if kind is FileKind.XLSX:
        yield xlsxfile.render(table)
    else:
        yield from csvfile.stream(table)


def _heads() -> list[SheetColumn]:
    return [
        SheetColumn(_("Number"), 12), SheetColumn(_("Date"), 12), SheetColumn(_("Document"), 16), SheetColumn(_("Store"), 30),
        SheetColumn(_("Line"), 6, "number"), SheetColumn(_("Material"), 28), SheetColumn(_("Size"), 8),
        SheetColumn(_("Quantity"), 10, "number"), SheetColumn(_("Unit"), 10), SheetColumn(_("From"), 30),
        SheetColumn(_("To"), 30), SheetColumn(_("Supplier"), 26), SheetColumn(_("Reason"), 30), SheetColumn(_("Note"), 30),
        SheetColumn(_("Made by"), 24), SheetColumn(_("Taken back"), 10),
    ]  # fmt: skip


def _row(document: DocumentRow, line: LineRow, places: Mapping[int, PlaceRow], variant: VariantRow) -> Sequence[Cell]:
    return (
        document.shown_number, document.dated_on.strftime("%d.%m.%Y"), str(DOCUMENTS[document.kind]),
        named(places, document.store_id), line.position, variant.name.text(), variant.label, line.quantity,
        str(UNITS[variant.unit]), named(places, line.source_id), named(places, line.target_id), document.counterparty,
        document.reason, document.note, document.made_by, _("yes") if document.reversed_by else "",
    )  # fmt: skip
