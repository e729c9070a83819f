"""What is where now, as far as the asker sees it."""

from collections.abc import Iterable

from sqlalchemy import select

from campaign.core.db import db
from campaign.materials.models import StockBalance, StockPlace
from campaign.materials.schemas import HOLDERS


def balances_at(place_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    """How many there are by place and variant; what is not there is left out. One statement."""
    wished = set(place_ids)
    asked = select(StockBalance.place_id, StockBalance.variant_id, StockBalance.on_hand).where(
        StockBalance.place_id.in_(wished), StockBalance.on_hand > 0
    )
    return {(place, variant): left for place, variant, left in db.session.execute(asked)} if wished else {}


def held_at_event(event_id: int) -> dict[tuple[int, int], int]:
    """What teams, people and vehicles of an event still hold, by place and variant. One statement."""
    asked = (
        select(StockBalance.place_id, StockBalance.variant_id, StockBalance.on_hand)
        .join(StockPlace, StockPlace.id == StockBalance.place_id)
        .where(StockPlace.event_id == event_id, StockPlace.kind.in_(HOLDERS), StockBalance.on_hand > 0)
    )
    return {(place, variant): left for place, variant, left in db.session.execute(asked)}
