"""Acts on the day of a column: what phones send and carry along, and the desk."""

from campaign.motorcades.road.services.desk import depart_all, mark, take_back
from campaign.motorcades.road.services.listing import sealed_list
from campaign.motorcades.road.services.plain import column_at_hand, depart_all_at_hand, take_one
from campaign.motorcades.road.services.taking import take_batch
from campaign.motorcades.road.services.written import mark_many, take_back_many

__all__ = [
    "column_at_hand",
    "depart_all",
    "depart_all_at_hand",
    "mark",
    "mark_many",
    "sealed_list",
    "take_back",
    "take_back_many",
    "take_batch",
    "take_one",
]
