"""Pages of figures: filling them in, opening them down to their rows, who was where, what is measured."""

from campaign.events.figures.views import audiences, event, measures, one, rows, stop
from campaign.events.figures.views.desk import bp

__all__ = ["audiences", "bp", "event", "measures", "one", "rows", "stop"]
