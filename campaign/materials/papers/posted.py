"""Papers of one document: what came, what is sent with a signature at each end, what was used, lost or counted anew."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from campaign.core.i18n import Words, _, _l, language
from campaign.materials.papers.reading import document_sheet
from campaign.materials.papers.schemas import DocumentSheet
from campaign.materials.papers.wording import (
    legal,
    material,
    money,
    order_column,
    packs,
    price_of,
    side_called,
    store_called,
    unit,
)
from campaign.materials.schemas import DocumentKind, DocumentRow, LineRow, PlaceKind, VariantRow
from campaign.materials.words import DOCUMENTS
from campaign.papers.schemas import PaperKind, Signers, SubjectKind
from campaign.papers.wording import campaign_line
from campaign.pdf.parts import Column, Grid, Head, Paper, Paragraph, Part, Signer
from campaign.pdf.parts import Signers as SignersPart
from campaign.web.templating import day, number, numbered

Cell = Callable[[int, LineRow], str]
_READ_ROW, _PEN_ROW = 6.5, 8.0  # mm
_TITLES: Final[Mapping[DocumentKind, Words]] = {
    DocumentKind.RECEIPT: _l("Receipt of materials"),
    DocumentKind.TRANSFER: _l("Transfer note for materials"),
    DocumentKind.CONSUMPTION: _l("Record of materials used up"),
    DocumentKind.LOSS: _l("Record of materials lost"),
    DocumentKind.STOCKTAKE: _l("Differences of a stocktake"),
    DocumentKind.REVERSAL: _l("Reversal of a document"),
}


def receipt_paper(sheet: DocumentSheet, _signers: Signers) -> Paper:
    """What came into the store, in packs and with prices where they are known."""
    supplied = any(sheet.places[line.source_id].kind is PlaceKind.SUPPLIER for line in sheet.lines)
    brought = _("Brought by (supplier)") if supplied else _("Brought by")
    signers = (Signer(brought), Signer(_("Accepted into the store by"), sheet.store.responsible))
    return _paper(sheet, _grid(sheet, priced=True), signers)


def transfer_paper(sheet: DocumentSheet, _signers: Signers) -> Paper:
    """What travels from store to store, with room for what came: it is signed at both ends."""
    source, target = sheet.places[sheet.lines[0].source_id], sheet.destination(sheet.lines[0].target_id)
    signers = (
        Signer(_("Released from the store by"), source.responsible),
        Signer(_("Carried by")),
        Signer(_("Accepted into the store by; differences: none / as written"), target.responsible),
    )
    return _paper(sheet, _grid(sheet, by_hand=True), signers)


def act_paper(sheet: DocumentSheet, _signers: Signers) -> Paper:
    """What was used up, lost, found by counting, or taken back: two sign that it is so."""
    signers = (Signer(_("Answers for the store"), sheet.store.responsible), Signer(_("In the presence of")))
    return _paper(sheet, _grid(sheet), signers)


def _paper(sheet: DocumentSheet, grid: Grid, signers: Sequence[Signer]) -> Paper:
    row = sheet.document
    title = f"{_TITLES[row.kind]} {numbered(row.shown_number)}"
    head = Head(
        "", (f"{store_called(sheet.store)} · {day(row.dated_on)}",), campaign_line(sheet.campaign), tuple(_facts(sheet)), 3
    )
    return Paper(
        language=language(),
        title=title,
        short_title=f"{title}, {day(row.dated_on)}",
        legal=legal(),
        author=sheet.campaign,
        parts=(head, *_taken_back(sheet), grid, *_words(row), SignersPart(signers)),
    )


def _facts(sheet: DocumentSheet) -> Iterator[tuple[str, str]]:
    """From where to where when all lines agree, what it answers, for which event, who entered it."""
    row = sheet.document
    sources = {line.source_id for line in sheet.lines}
    targets = {line.target_id for line in sheet.lines}
    if len(sources) == 1:
        yield _("Comes from"), side_called(sheet.origin(sources.pop()), row.counterparty)
    elif row.counterparty:
        yield _("Supplier"), row.counterparty
    if len(targets) == 1:
        place = sheet.places[targets.pop()]
        yield _("Goes to"), side_called(sheet.destination(place.id))
        if place.due_on:
            yield _("Awaited on"), day(place.due_on)
    if sheet.of:
        yield _("On the document"), document_called(sheet.of)
    if sheet.event:
        yield _("Event"), sheet.event
    yield _("Entered by"), row.made_by or _("the system")


def document_called(row: DocumentRow) -> str:
    """`Transfer № 14/2018 of 6 April 2018`."""
    return _("%(kind)s No. %(number)s of %(day)s", kind=DOCUMENTS[row.kind], number=row.shown_number, day=day(row.dated_on))


def _taken_back(sheet: DocumentSheet) -> tuple[Part, ...]:
    if sheet.back is None:
        return ()
    said = _("Not in force: taken back by the document %(document)s.", document=document_called(sheet.back))
    return (Paragraph("", strong=said),)


def _words(row: DocumentRow) -> Iterator[Part]:
    if row.reason:
        yield Paragraph(_("Reason: %(words)s", words=row.reason), size=9)
    if row.note:
        yield Paragraph(_("Note: %(words)s", words=row.note), size=9)


def _grid(sheet: DocumentSheet, *, priced: bool = False, by_hand: bool = False) -> Grid:
    """The lines under a heading for each way that they go, where there are several; the sums at the end."""
    known = [sheet.variants[line.variant_id] for line in sheet.lines]
    cells = [*_always(sheet)]
    if any(variant.pack > 1 for variant in known):
        cells.append((Column(_("Packs"), 22 if by_hand else 27, "right", "figures", size=8), _of(sheet, packs)))
    if priced and any(variant.price is not None for variant in known):
        cells.append((Column(_("Price, tenge"), 20, "right", "figures"), _of(sheet, lambda _quantity, one: price_of(1, one))))
        cells.append((Column(_("Sum, tenge"), 24, "right", "figures"), _of(sheet, price_of)))
    if by_hand:
        blanks = ((_("Received"), 23), (_("Differs by"), 24), (_("Remark"), 24))
        cells += [(Column(title, width, kind="blank"), _nothing) for title, width in blanks]
    rows = tuple(_rows(sheet, [cell for _column, cell in cells]))
    height = _PEN_ROW if by_hand else _READ_ROW
    return Grid([column for column, _cell in cells], rows, row_height=height, fives=not by_hand)


def _always(sheet: DocumentSheet) -> Iterator[tuple[Column, Cell]]:
    yield order_column(), lambda place, _line: str(place)
    yield Column(_("Material"), 76, face="medium", size=9), _of(sheet, lambda _quantity, variant: material(variant))
    yield Column(_("Unit"), 14, "centre", size=8), _of(sheet, lambda _quantity, variant: unit(variant))
    quantity = Column(_("Quantity"), 20, "right", "figures", "semibold", 9.5)
    yield quantity, lambda _place, line: number(line.quantity)


def _of(sheet: DocumentSheet, say: Callable[[int, VariantRow], str]) -> Cell:
    return lambda _place, line: say(line.quantity, sheet.variants[line.variant_id])


def _nothing(_place: int, _line: LineRow) -> str:
    return ""


def _rows(sheet: DocumentSheet, cells: Sequence[Cell]) -> Iterator[Sequence[str]]:
    place = 0
    ways = [(way, list(lines)) for way, lines in groupby(sheet.lines, key=lambda line: (line.source_id, line.target_id))]
    for (source_id, target_id), lines in ways:
        if len(ways) > 1:
            source = side_called(sheet.origin(source_id), sheet.document.counterparty)
            yield (f"{source} → {side_called(sheet.destination(target_id))}",)
        for line in lines:
            place += 1
            yield [cell(place, line) for cell in cells]
    kinds = len({line.variant_id for line in sheet.lines})
    yield (_("Items in all: %(kinds)s", kinds=kinds) + _sum_of(sheet),)


def _sum_of(sheet: DocumentSheet) -> str:
    """What all of it is worth, if every price is known."""
    prices = [(sheet.variants[line.variant_id].price, line.quantity) for line in sheet.lines]
    known = [price * quantity for price, quantity in prices if price is not None]
    if sheet.document.kind is not DocumentKind.RECEIPT or len(known) < len(prices):
        return ""
    return _("; sum: %(sum)s tenge", sum=money(sum(known)))


def _kind(code: str, name: Words, draw: Callable[..., Paper], note: Words, *sorts: DocumentKind) -> PaperKind:
    return PaperKind(code, name, SubjectKind.STOCK_DOCUMENT, document_sheet, draw, note, only=tuple(sorts), in_two=True)


KINDS = (
    _kind("stock_receipt", _TITLES[DocumentKind.RECEIPT], receipt_paper, _l("to be signed on coming in"), DocumentKind.RECEIPT),
    _kind(
        "stock_transfer", _TITLES[DocumentKind.TRANSFER], transfer_paper, _l("goes with the load, signed at both ends"),
        DocumentKind.TRANSFER,
    ),
    _kind("stock_use", _TITLES[DocumentKind.CONSUMPTION], act_paper, "", DocumentKind.CONSUMPTION),
    _kind("stock_loss", _TITLES[DocumentKind.LOSS], act_paper, "", DocumentKind.LOSS),
    _kind("stock_differences", _TITLES[DocumentKind.STOCKTAKE], act_paper, "", DocumentKind.STOCKTAKE),
    _kind("stock_reversal", _TITLES[DocumentKind.REVERSAL], act_paper, "", DocumentKind.REVERSAL),
)  # fmt: skip
