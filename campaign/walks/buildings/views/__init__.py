"""Staff pages of the register of offices."""

from campaign.walks.buildings.imports import views as imports
from campaign.walks.buildings.views import floors, rooms
from campaign.walks.buildings.views.desk import bp

__all__ = ["bp", "floors", "imports", "rooms"]
