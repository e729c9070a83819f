"""Reading materials: how places and materials are called, what a document says, and what is where."""

from campaign.materials.queries.balances import balances_at, held_at_event
from campaign.materials.queries.books import document_row, lines_of, outstanding, transit_of
from campaign.materials.queries.catalogue import by_code, variants
from campaign.materials.queries.places import place_rows, store_row, stores

__all__ = [
    "balances_at",
    "by_code",
    "document_row",
    "held_at_event",
    "lines_of",
    "outstanding",
    "place_rows",
    "store_row",
    "stores",
    "transit_of",
    "variants",
]
