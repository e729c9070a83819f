"""Work pages of columns and of the vehicles of a region; they share one blueprint."""

from campaign.motorcades.views import cars, column, vehicles
from campaign.motorcades.views.desk import bp

__all__ = ["bp", "cars", "column", "vehicles"]
