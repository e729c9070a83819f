"""Acts on stocktakes."""

from campaign.materials.stocktakes.services.counting import add_to_sheet, begin_stocktake, freeze_anew, write_counts
from campaign.materials.stocktakes.services.ending import drop_stocktake, post_stocktake

__all__ = ["add_to_sheet", "begin_stocktake", "drop_stocktake", "freeze_anew", "post_stocktake", "write_counts"]
