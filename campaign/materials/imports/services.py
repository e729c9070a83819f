"""Bringing in what is in the stores already: one receipt for each store, all of them or none."""

from collections.abc import Mapping
from datetime import date

from campaign.core import operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict
from campaign.core.i18n import _l
from campaign.materials import queries as stock
from campaign.materials import services
from campaign.materials.imports.incoming import Judged, Known, judge
from campaign.materials.ledger import queries
from campaign.materials.ledger.services import store_named
from campaign.materials.policies import ensure_can_move_stock
from campaign.materials.schemas import DocumentKind, Move, Origin, PlaceKind, Posting
from campaign.sheets.carried import Given

_BRING = "stock.import"


def look(rows: Given) -> Judged:
    """What the rows would do, for the stores that the asker runs. Four statements."""
    return judge(rows, Known.of(queries.books(), stock.variants().values()))


def bring_in(rows: Given, dated_on: date | None, note: str, key: str) -> list[int]:
    """Post the receipts and give the numbers of their documents; the same key again gives the same.

    Raises Conflict when anything is wrong with the rows by now, Refused, Closed, Invalid (a day that cannot be).
    """
    judged = look(rows)
    if judged.errors or not judged.received:
        raise Conflict(_l("The catalogue or the stores have changed since the table was looked at. Send it again."))
    with unit_of_work() as session:
        body = [str(dated_on), note, {book: sorted(of.items()) for book, of in judged.received.items()}]
        if earlier := operations.begin(session, _BRING, key, body):
            return [int(number) for number in earlier["documents"]]
        posted = []
        stores = {book: store_named(session, book) for book in sorted(judged.received)}
        services.hold_stores(session, (store.id for store in stores.values()))
        for book, quantities in judged.received.items():
            store = stores[book]
            ensure_can_move_stock(current_actor(), store.region_id, store.stop_id)
            supplier = services.outside(session, store.region_id, PlaceKind.SUPPLIER)
            posting = Posting(
                DocumentKind.RECEIPT, store.id, _moves(quantities, supplier.id, store.id), dated_on, origin=Origin.IMPORT,
                note=note,
            )  # fmt: skip
            posted.append(services.post(session, posting).document_id)
        operations.finish(session, _BRING, key, {"documents": posted})
        return posted


def _moves(quantities: Mapping[int, int], source_id: int, target_id: int) -> tuple[Move, ...]:
    return tuple(Move(variant_id, quantity, source_id, target_id) for variant_id, quantity in quantities.items())
