"""Stores and stock documents as papers know them, and their panels of papers."""

from collections.abc import Iterable

from sqlalchemy import select

from campaign.core import clock
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events.briefing.composing import in_each_language
from campaign.materials import queries
from campaign.materials.models import StockDocument
from campaign.materials.papers.wording import capital
from campaign.materials.schemas import DocumentKind, DocumentRow, PlaceRow, shown_number
from campaign.materials.words import DOCUMENTS, place_called
from campaign.papers.schemas import Subject, SubjectKind, SubjectPort
from campaign.territory.queries import region_row
from campaign.web.templating import numbered


def zone_of(region_id: int) -> str:
    """The clock on the walls of a region. Two statements at most."""
    return region_row(region_id, clock.campaign_today()).time_zone


def store_subject(store_id: int) -> Subject:
    """Raises NotFound outside the asker's scope. Five statements at most."""
    return store_as_subject(queries.store_row(store_id))


def store_as_subject(store: PlaceRow) -> Subject:
    """The same for a store that was read already. Two statements at most."""
    name = _store_called(store)
    return Subject(
        SubjectKind.STORE, store.id, store.region_id, store.stop_id, None, name, zone_of(store.region_id), store.kind
    )


def document_subject(document_id: int) -> Subject:
    """Raises NotFound outside the asker's scope. Four statements at most."""
    return document_as_subject(queries.document_row(document_id))


def document_as_subject(row: DocumentRow) -> Subject:
    """The same for a document that was read already. Three statements at most.

    What the store of a region sends to a stop or issues at one is that stop's paper too: whoever runs it prints it.
    """
    goes_to = db.session.scalar(select(StockDocument.to_stop_id).where(StockDocument.id == row.id))
    name = in_each_language(lambda: f"{DOCUMENTS[row.kind]} {numbered(row.shown_number)}")
    stop_id = row.stop_id if row.stop_id is not None else goes_to
    return Subject(SubjectKind.STOCK_DOCUMENT, row.id, row.region_id, stop_id, None, name, zone_of(row.region_id), row.kind)


def _stores(ids: Iterable[int]) -> dict[int, Translated]:
    """Six statements at most."""
    places = queries.place_rows(ids)
    return {number: _store_called(row) for number, row in places.items()}


def _store_called(store: PlaceRow) -> Translated:
    return in_each_language(lambda: capital(place_called(store)))


def _documents(ids: Iterable[int]) -> dict[int, Translated]:
    """One statement."""
    asked = select(StockDocument.id, StockDocument.kind, StockDocument.number, StockDocument.year)
    rows = db.session.execute(asked.where(StockDocument.id.in_(list(ids)))).all()
    return {row.id: _called(row.kind, row.number, row.year) for row in rows}


def _called(kind: DocumentKind, number: int, year: int) -> Translated:
    return in_each_language(lambda: f"{DOCUMENTS[kind]} {numbered(shown_number(number, year))}")


STORES = SubjectPort(SubjectKind.STORE, store_subject, "stock_staff.store", "store_id", names=_stores)
STOCK_DOCUMENTS = SubjectPort(
    SubjectKind.STOCK_DOCUMENT, document_subject, "ledger_staff.document", "document_id", names=_documents
)
