"""The blueprint that the pages of the press share, and small answers they have in common."""

from flask import Blueprint, flash, redirect
from werkzeug.wrappers import Response

from campaign.core.i18n import Words
from campaign.events.press.words import ANSWER_MARKS, ANSWERS, FORMATS, KINDS, TONGUES

bp = Blueprint("press_staff", __name__, url_prefix="/staff")
WORDS = {"kinds": KINDS, "tongues": TONGUES, "answers": ANSWERS, "answer_marks": ANSWER_MARKS, "formats": FORMATS}


def done(target: str, words: Words, kind: str = "good") -> Response:
    """The act is done (or could not be): say so, and show where it can be seen."""
    flash(str(words), kind)
    return redirect(target, 303)
