"""The card of a material at a place: every line that came to it or left it, in the order of posting, with the balance after."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, func, select

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.materials import queries as materials
from campaign.materials.models import StockBalance, StockDocument, StockLine
from campaign.materials.schemas import VariantRow
from campaign.materials.stock.schemas import MOST_IN_A_FILE, PAGE, CardFilter, Movement, Turnover
from campaign.web.paging import Cursor, Page, number_cursor, page_of

_SIDES = (StockLine.target_id, StockLine.source_id)  # what came, what left


def variant_row(variant_id: int) -> VariantRow:
    """A material in one of its sizes, out of use or not. Raises NotFound. One statement."""
    found = materials.variants(with_retired=True).get(variant_id)
    if found is None:
        raise NotFound(_l("There is no such material or size."))
    return found


def balance_of(place_id: int, variant_id: int) -> int:
    """What is there now. One statement."""
    asked = select(StockBalance.on_hand).where(StockBalance.place_id == place_id, StockBalance.variant_id == variant_id)
    return db.session.scalar(asked) or 0


def card(place_id: int, variant_id: int, wish: CardFilter, token: str | None = None, size: int = PAGE) -> Page[Movement]:
    """A page of the card, the newest first. Two statements, of what came and of what left: each walks along an index."""
    cursor = number_cursor(token)
    found = _both_sides(place_id, _between(wish), cursor, size + 1, variant_id)
    return page_of(found, cursor, size, lambda row: (row.line_id,))


def movements_of(place_id: int, variant_id: int | None, wish: CardFilter) -> tuple[Movement, ...]:
    """The whole card, the oldest first, or (no variant) all that came to the place or left it. Two statements."""
    found = _both_sides(place_id, _between(wish), None, MOST_IN_A_FILE, variant_id)
    return tuple(sorted(found, key=lambda row: row.line_id))


def turnover(place_id: int, variant_id: int, wish: CardFilter) -> Turnover:
    """What came and left between the days asked for. Two statements."""
    sums = []
    for side in _SIDES:
        asked = (
            select(func.coalesce(func.sum(StockLine.quantity), 0))
            .join(StockDocument, StockDocument.id == StockLine.document_id)
            .where(side == place_id, StockLine.variant_id == variant_id, *_between(wish))
        )
        sums.append(db.session.scalar(asked) or 0)
    return Turnover(*sums)


def _between(wish: CardFilter) -> list[ColumnElement[bool]]:
    asked = []
    if wish.first_day is not None:
        asked.append(StockDocument.dated_on >= wish.first_day)
    if wish.last_day is not None:
        asked.append(StockDocument.dated_on <= wish.last_day)
    return asked


def _both_sides(
    place_id: int, between: Iterable[ColumnElement[bool]], cursor: Cursor | None, most: int, variant_id: int | None
) -> list[Movement]:
    """At most so many lines of both sides together, in the order of the page."""
    backwards = cursor is not None and cursor.backwards
    found: list[Movement] = []
    for side in _SIDES:
        asked = _lines().where(side == place_id, *between)
        if variant_id is not None:
            asked = asked.where(StockLine.variant_id == variant_id)
        if cursor is not None:
            asked = asked.where(StockLine.id > cursor.key[0] if backwards else StockLine.id < cursor.key[0])
        order = StockLine.id.asc() if backwards else StockLine.id.desc()
        found += [
            _movement(row, came=side is StockLine.target_id) for row in db.session.execute(asked.order_by(order).limit(most))
        ]
    return sorted(found, key=lambda row: row.line_id if backwards else -row.line_id)[:most]


def _lines() -> Any:
    return select(
        StockLine.id, StockLine.document_id, StockDocument.number, StockDocument.year, StockDocument.kind,
        StockDocument.dated_on, StockDocument.made_at, StockLine.variant_id, StockLine.quantity, StockLine.source_id,
        StockLine.target_id, StockLine.source_left, StockLine.target_left, StockDocument.event_id, StockDocument.reason,
        StockDocument.counterparty,
    ).join(StockDocument, StockDocument.id == StockLine.document_id)  # fmt: skip


def _movement(row: Any, *, came: bool) -> Movement:
    return Movement(
        row.id, row.document_id, row.number, row.year, row.kind, row.dated_on, row.made_at, row.variant_id,
        came=row.quantity if came else 0, left=0 if came else row.quantity,
        balance=(row.target_left if came else row.source_left) or 0, other_id=row.source_id if came else row.target_id,
        event_id=row.event_id, reason=row.reason, counterparty=row.counterparty,
    )  # fmt: skip
