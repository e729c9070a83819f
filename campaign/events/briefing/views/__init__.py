"""Staff pages of briefings: the facts and rules of the campaign, the briefing of one event, what was sent."""

from campaign.events.briefing.views import briefing, facts
from campaign.events.briefing.views.desk import bp

__all__ = ["bp", "briefing", "facts"]
