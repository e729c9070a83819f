"""Reading the stock: what is where, the card of a material, who holds what."""

from campaign.materials.stock.queries.board import (
    board,
    ensure_reads_book,
    holders_with,
    material_head,
    places_without_store,
    regions_to_choose,
    stock_of_store,
    store_to_read,
)
from campaign.materials.stock.queries.card import balance_of, card, movements_of, turnover, variant_row
from campaign.materials.stock.queries.holders import events_of, holder_row, holders, stops_with_holders

__all__ = [
    "balance_of",
    "board",
    "card",
    "ensure_reads_book",
    "events_of",
    "holder_row",
    "holders",
    "holders_with",
    "material_head",
    "movements_of",
    "places_without_store",
    "regions_to_choose",
    "stock_of_store",
    "stops_with_holders",
    "store_to_read",
    "turnover",
    "variant_row",
]
