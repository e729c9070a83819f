"""What there is against a need: in stores, under way, and with those who hold it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, select

from campaign.core.db import db
from campaign.events.schemas import WAS_HELD
from campaign.materials.models import StockBalance, StockPlace
from campaign.materials.need.queries.used import used_up
from campaign.materials.need.schemas import Coming, Holding, Stock, Stocks, Uses
from campaign.materials.schemas import HOLDERS, PlaceKind


def stocks_of(uses: Uses, today: date, *where: ColumnElement[bool]) -> Stocks:
    """What the places that fit hold, as far as the asker sees them. Two statements.

    What somebody holds of a consumable, or has used up, counts only for an event whose use counts too, today or later: of
    others it is gone or comes back.
    """
    ahead = {event_id for event_id, counts in uses.counts.items() if counts.state not in WAS_HELD and counts.first_day >= today}
    asked = (
        select(
            StockPlace.kind, StockPlace.stop_id, StockPlace.event_id, StockPlace.due_on, StockBalance.variant_id,
            StockBalance.on_hand,
        )
        .join(StockPlace, StockPlace.id == StockBalance.place_id)
        .where(StockBalance.on_hand > 0, *where)
    )  # fmt: skip
    stops: defaultdict[tuple[int, int], Stock] = defaultdict(Stock)
    region: defaultdict[int, Holding] = defaultdict(Holding)
    for kind, stop_id, event_id, due_on, variant_id, number in db.session.execute(asked):
        variant = uses.variants.get(variant_id)
        if variant is None or (kind in HOLDERS and not variant.is_reusable and event_id not in ahead):
            continue
        region[variant_id] = _added(region[variant_id], kind, number)
        if stop_id is not None:
            key = (stop_id, variant_id)
            stops[key] = _put(stops[key], kind, number, Coming(number, due_on))
    for stop_id, variant_id, number in used_up(uses, ahead):
        region[variant_id] = replace(region[variant_id], held=region[variant_id].held + number)
        stops[stop_id, variant_id] = replace(stops[stop_id, variant_id], held=stops[stop_id, variant_id].held + number)
    return Stocks(stops, region)


def of_region(region_id: int) -> ColumnElement[bool]:
    """Balances of all places of a region: its store, those of its stops, what is on the way, what is held."""
    return StockBalance.region_id == region_id


def of_stops(stop_ids: Collection[int]) -> ColumnElement[bool]:
    """Balances of the stores of these stops, of what is on the way to them, and of what is held there."""
    return StockBalance.stop_id.in_(stop_ids)


def _put(stock: Stock, kind: PlaceKind, number: int, coming: Coming) -> Stock:
    if kind is PlaceKind.TRANSIT:
        return replace(stock, coming=(*stock.coming, coming))
    if kind in HOLDERS:
        return replace(stock, held=stock.held + number)
    return replace(stock, in_store=stock.in_store + number)


def _added(holding: Holding, kind: PlaceKind, number: int) -> Holding:
    if kind is PlaceKind.TRANSIT:
        return replace(holding, under_way=holding.under_way + number)
    if kind in HOLDERS:
        return replace(holding, held=holding.held + number)
    if kind is PlaceKind.REGION:
        return replace(holding, in_region=holding.in_region + number)
    return replace(holding, in_stops=holding.in_stops + number)
