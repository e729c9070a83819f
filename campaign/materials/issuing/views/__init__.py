"""Work pages of issue and return at an event."""

from campaign.materials.issuing.views import giving, many, returning
from campaign.materials.issuing.views.desk import bp

__all__ = ["bp", "giving", "many", "returning"]
