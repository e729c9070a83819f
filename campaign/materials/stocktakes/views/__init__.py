"""Staff pages of stocktakes: the list, counting, differences and the end."""

from campaign.materials.stocktakes.views import counting, ending
from campaign.materials.stocktakes.views.desk import bp

__all__ = ["bp", "counting", "ending"]
