"""The blueprint that the pages of plausibility share, and the words that their templates need."""

from typing import Any

from flask import Blueprint

from campaign.events.figures.plausibility import words

bp = Blueprint("plausibility_staff", __name__, url_prefix="/staff")


@bp.app_context_processor
def doubt_words() -> dict[str, Any]:
    """`doubt_words` in every template: figures are shown with their doubts on pages of other rooms too."""
    return {"doubt_words": words}
