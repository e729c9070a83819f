"""Staff pages of the exhibition. There are no others: nothing of it is public."""

from campaign.exhibition.views import acts, halls, panels, takedowns
from campaign.exhibition.views.desk import bp

__all__ = ["acts", "bp", "halls", "panels", "takedowns"]
