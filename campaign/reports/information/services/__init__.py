"""Acts on event reports: beginning one, writing its clauses and head, signing it."""

from campaign.reports.information.services.signing import sign
from campaign.reports.information.services.writing import discard, keep_clause, keep_head, keep_mine, start, take_over

__all__ = ["discard", "keep_clause", "keep_head", "keep_mine", "sign", "start", "take_over"]
