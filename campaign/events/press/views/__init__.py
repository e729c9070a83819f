"""Staff pages of the press: the press of one event, outlets, publications of a relay, the media plan."""

from campaign.events.press.views import event, outlets, plan, publications, quotations
from campaign.events.press.views.desk import bp

__all__ = ["bp", "event", "outlets", "plan", "publications", "quotations"]
