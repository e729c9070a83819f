"""Pages of events for staff: lists and calendar, one event, the stop's page, places, kinds and kits."""

from campaign.events.views import event, lists, places, stop
from campaign.events.views.desk import bp

__all__ = ["bp", "event", "lists", "places", "stop"]
