"""Pages of kits: what they make, editing them, and the differences that stops are offered."""

from campaign.events.kits.views import differences, keeping, pieces
from campaign.events.kits.views.desk import bp

__all__ = ["bp", "differences", "keeping", "pieces"]
