"""Acts on walks: planning them, putting doors and people in order."""

from campaign.walks.services.doors import order_doors, take_over
from campaign.walks.services.members import assign, share_out
from campaign.walks.services.planning import choose_building, create_team, remove_team, split_evenly, write_team, write_walk

__all__ = [
    "assign",
    "choose_building",
    "create_team",
    "order_doors",
    "remove_team",
    "share_out",
    "split_evenly",
    "take_over",
    "write_team",
    "write_walk",
]
