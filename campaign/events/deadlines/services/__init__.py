"""Acts on legal bases, filings and rules."""

from campaign.events.deadlines.services.filing import edit_filing, record_filing, remove_filing, set_permit
from campaign.events.deadlines.services.rules import change_rule, check_rule, create_rule, end_rule, load_shipped

__all__ = [
    "change_rule",
    "check_rule",
    "create_rule",
    "edit_filing",
    "end_rule",
    "load_shipped",
    "record_filing",
    "remove_filing",
    "set_permit",
]
