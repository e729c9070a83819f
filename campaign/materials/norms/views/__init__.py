"""Work pages: norms, sets that are issued together, tables of norms, and the numbers of an event."""

from campaign.materials.norms.views import counts, norms, sets, tables
from campaign.materials.norms.views.desk import bp, counts_bp

__all__ = ["bp", "counts", "counts_bp", "norms", "sets", "tables"]
