"""Staff pages of plausibility: what is doubted at a stop and in a relay, answers, and the rules."""

from campaign.events.figures.plausibility.views import doubts, rules  # the pages hang on the blueprint by being imported
from campaign.events.figures.plausibility.views.desk import bp

__all__ = ["bp", "doubts", "rules"]
