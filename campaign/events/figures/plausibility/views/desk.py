"""The blueprint that the pages of plausibility share, and the words that their templates need."""

from typing import Any

from flask import Blueprint, flash, redirect
from werkzeug.wrappers import Response

from campaign.core.i18n import Words
from campaign.events.figures.plausibility import words

bp = Blueprint("plausibility_staff", __name__, url_prefix="/staff")


@bp.app_context_processor
def doubt_words() -> dict[str, Any]:
    """`doubt_words` in every template: figures are shown with their doubts on pages of other rooms too."""
    return {"doubt_words": words}


def done(target: str, said: Words) -> Response:
    """The act is done: say so, and show where it can be seen."""
    flash(str(said), "good")
    return redirect(target, 303)
