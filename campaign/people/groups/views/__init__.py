"""Work pages about groups and the waiting list of an event."""

from campaign.people.groups.views.groups import bp
from campaign.people.groups.views.waiting import bp as waiting_bp

__all__ = ["bp", "waiting_bp"]
