"""Work pages of shifts."""

from campaign.people.shifts.views import briefing, editing, lists, staffing
from campaign.people.shifts.views.desk import bp

__all__ = ["bp", "briefing", "editing", "lists", "staffing"]
