"""Staff pages of the stock: what is where, cards, holders, stores."""

from campaign.materials.stock.views import board, cards, holders, stores
from campaign.materials.stock.views.desk import bp

__all__ = ["board", "bp", "cards", "holders", "stores"]
