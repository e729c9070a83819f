"""Staff pages of custody: the items of a baton and their way, handovers from both sides, printed acts."""

from campaign.relay.custody.views import acts, handovers, items, proposing
from campaign.relay.custody.views.desk import bp

__all__ = ["acts", "bp", "handovers", "items", "proposing"]
