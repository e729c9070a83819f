"""What a document says, what its lines move, and what of a transfer has not come yet."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from campaign.accounts.models import User
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.materials.models import StockBalance, StockDocument, StockLine, StockPlace
from campaign.materials.schemas import DocumentRow, LineRow, PlaceKind

_Back = aliased(StockDocument)


def documents_asked() -> Select[Any]:
    """Documents that the asker sees, each with the name of whoever made it and the document that takes it back."""
    backed = select(_Back.id).where(_Back.reverses_id == StockDocument.id).correlate(StockDocument).scalar_subquery()
    return select(StockDocument, func.coalesce(User.name, ""), backed).outerjoin(User, User.id == StockDocument.made_by)


def as_row(row: StockDocument, made_by: str, reversed_by: int | None) -> DocumentRow:
    """A row of `documents_asked` as plain data."""
    return DocumentRow(
        row.id, row.store_id, row.region_id, row.stop_id, row.number, row.year, row.kind, row.dated_on, row.made_at, made_by,
        row.event_id, row.of_id, row.reverses_id, reversed_by, row.origin, row.counterparty, row.reason, row.note,
    )  # fmt: skip


def document_row(document_id: int) -> DocumentRow:
    """One document. Raises NotFound when it is not the asker's to see. One statement."""
    found = db.session.execute(documents_asked().where(StockDocument.id == document_id)).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such document."))
    return as_row(*found)


def documents_by(ids: Iterable[int]) -> dict[int, DocumentRow]:
    """These documents by their numbers; one that the asker does not see is left out. One statement."""
    wished = set(ids)
    asked = documents_asked().where(StockDocument.id.in_(wished))
    return {found[0].id: as_row(*found) for found in db.session.execute(asked)} if wished else {}


def lines_of(document_id: int) -> tuple[LineRow, ...]:
    """The lines of a document that the asker sees, in their order. One statement."""
    asked = select(StockLine).where(StockLine.document_id == document_id).order_by(StockLine.position)
    return tuple(map(line_row, db.session.scalars(asked)))


def line_row(line: StockLine) -> LineRow:
    return LineRow(
        line.id, line.document_id, line.position, line.variant_id, line.quantity, line.source_id, line.target_id,
        line.source_left, line.target_left,
    )  # fmt: skip


def transit_of(transfer_id: int) -> int | None:
    """The place of a transfer under way; None for a document that put nothing on the way. One statement."""
    asked = (
        select(StockPlace.id)
        .join(StockLine, StockLine.target_id == StockPlace.id)
        .where(StockLine.document_id == transfer_id, StockPlace.kind == PlaceKind.TRANSIT)
        .limit(1)
    )
    with widened():
        return db.session.scalar(asked)


def outstanding(transfer_id: int) -> dict[int, int]:
    """How many of each variant of a transfer are still under way; nothing once all has come, was lost, or was at once.

    Whoever sees the transfer may know it. Raises NotFound. Three statements.
    """
    document_row(transfer_id)
    place_id = transit_of(transfer_id)
    if place_id is None:
        return {}
    asked = select(StockBalance.variant_id, StockBalance.on_hand).where(
        StockBalance.place_id == place_id, StockBalance.on_hand > 0
    )
    with widened():
        return {variant_id: on_hand for variant_id, on_hand in db.session.execute(asked)}
