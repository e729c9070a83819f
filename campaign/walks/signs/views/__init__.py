"""Work pages: printing door signs for a walk or a building, what became of them, looking at a sample of them again."""

from campaign.walks.signs.views import inspecting, printing
from campaign.walks.signs.views.blueprint import bp

__all__ = ["bp", "inspecting", "printing"]
