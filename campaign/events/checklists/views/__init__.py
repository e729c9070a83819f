"""Pages of checklists: of a stop, of an event, of everybody, and the form of one task."""

from campaign.events.checklists.views import editing, lists
from campaign.events.checklists.views.desk import bp

__all__ = ["bp", "editing", "lists"]
