"""The blueprint that the pages of deadlines share, and the words that their templates need."""

from typing import Any

from flask import Blueprint

from campaign.events.deadlines import words

bp = Blueprint("deadlines_staff", __name__, url_prefix="/staff")


@bp.app_context_processor
def deadline_words() -> dict[str, Any]:
    """`deadline_words` in every template: the stop's page shows deadlines too."""
    return {"deadline_words": words}
