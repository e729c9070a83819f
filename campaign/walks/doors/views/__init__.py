"""Work pages about the doors of a walk: how far the teams are, sheets typed back, links for phones, what is looked at later."""

from campaign.walks.doors.views import desk, phones
from campaign.walks.doors.views.progress import bp

__all__ = ["bp", "desk", "phones"]
