"""Acts of issue and return: giving to one or to many, taking back, writing off what was used up, undoing at once."""

from campaign.materials.issuing.services.giving import issue, issue_to_many, why_not
from campaign.materials.issuing.services.taking import all_came_back, take_back, undo, use_up

__all__ = ["all_came_back", "issue", "issue_to_many", "take_back", "undo", "use_up", "why_not"]
