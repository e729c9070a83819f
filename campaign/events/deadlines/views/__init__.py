"""Pages of deadlines: the permits of an event, all deadlines of a relay, and the rules."""

from campaign.events.deadlines.views import permits, relays, rules
from campaign.events.deadlines.views.desk import bp

__all__ = ["bp", "permits", "relays", "rules"]
