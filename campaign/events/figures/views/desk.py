"""The blueprint that the pages of figures share, and what they have in common."""

from typing import Any, Final

from flask import Blueprint

from campaign.core import clock
from campaign.events.figures.schemas import Stage
from campaign.events.figures.words import (
    ACTS,
    COUNTS,
    SOURCES,
    STAGES,
    UNITS,
    amount_words,
    audience_words,
    estimates_words,
    figure_words,
    number_words,
    source_words,
    sum_words,
)
from campaign.events.schemas import EventRow

bp = Blueprint("figures_staff", __name__, url_prefix="/staff")
WORDS: Final[dict[str, Any]] = {
    "acts": ACTS, "counts": COUNTS, "sources": SOURCES, "stages": STAGES, "units": UNITS, "amount_words": amount_words,
    "audience_words": audience_words,
    "estimates_words": estimates_words, "figure_words": figure_words, "number_words": number_words,
    "source_words": source_words, "sum_words": sum_words,
}  # fmt: skip


def stage_of(raw: str | None, event: EventRow | None = None) -> Stage:
    """The stage that an address asks for; else the fact, once the day of the event has come."""
    if raw in set(Stage):
        return Stage(raw)
    is_ahead = event is not None and event.day > clock.campaign_today(event.time_zone)
    return Stage.PLAN if is_ahead else Stage.FACT
