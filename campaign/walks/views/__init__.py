"""Staff pages of office walks."""

from campaign.walks.views import teams
from campaign.walks.views.desk import bp

__all__ = ["bp", "teams"]
