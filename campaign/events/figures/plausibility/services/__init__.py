"""Acts on the rules of plausibility, and answers to doubts."""

from campaign.events.figures.plausibility.services.answers import answer, take_back
from campaign.events.figures.plausibility.services.rules import (
    change_rule,
    check_rule,
    create_rule,
    end_rule,
    load_shipped,
)

__all__ = ["answer", "change_rule", "check_rule", "create_rule", "end_rule", "load_shipped", "take_back"]
