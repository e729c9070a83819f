"""What holders were given and have not brought back into a store: told from the lines, whatever became of it meanwhile."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, union_all

from campaign.core.db import db
from campaign.materials.models import StockBalance, StockLine, StockPlace
from campaign.materials.schemas import HOLDERS, STORES

_OTHER = StockPlace.__table__.alias()  # of the other end only its kind is read


def kept_by(whose: ColumnElement[bool]) -> dict[tuple[int, int], int]:
    """By place (`whose` is about `StockPlace`) and variant, how many came out of stores and did not go back. One statement.

    What was used up or lost counts as kept: whoever has eaten the sandwich gets no second one.
    """
    parts = []
    for mine, others, sign in ((StockLine.target_id, StockLine.source_id, 1), (StockLine.source_id, StockLine.target_id, -1)):
        signed = (StockLine.quantity * sign).label("moved")
        moved: Any = (
            select(StockPlace.id.label("place"), StockLine.variant_id.label("variant"), signed)
            .select_from(StockPlace)
            .join(StockLine, mine == StockPlace.id)
            .join(_OTHER, _OTHER.c.id == others)
            .where(StockPlace.kind.in_(HOLDERS), _OTHER.c.kind.in_(STORES), whose)
        )
        parts.append(moved)
    moves = union_all(*parts).subquery()
    summed = func.sum(moves.c.moved)
    asked = select(moves.c.place, moves.c.variant, summed).group_by(moves.c.place, moves.c.variant).having(summed > 0)
    return {(place, variant): int(pieces) for place, variant, pieces in db.session.execute(asked)}


def held_at(place_ids: Iterable[int]) -> dict[int, int]:
    """By variant, what is at these places together. One statement, none for none."""
    wished = set(place_ids)
    if not wished:
        return {}
    total = func.sum(StockBalance.on_hand)
    asked = select(StockBalance.variant_id, total).where(StockBalance.place_id.in_(wished), StockBalance.on_hand > 0)
    return {variant: int(left) for variant, left in db.session.execute(asked.group_by(StockBalance.variant_id))}


def last_line_of(place_ids: Iterable[int]) -> int:
    """The number of the last line that moved anything to or from them; 0 for none. One statement, none for no place."""
    wished = set(place_ids)
    if not wished:
        return 0
    ends = (StockLine.source_id.in_(wished), StockLine.target_id.in_(wished))
    return db.session.scalar(select(func.max(StockLine.id)).where(or_(*ends))) or 0
