"""The blueprint that the pages of briefings share, and small answers they have in common."""

from flask import Blueprint, flash, redirect
from werkzeug.wrappers import Response

from campaign.core import crypto
from campaign.core.i18n import Words

bp = Blueprint("briefing_staff", __name__, url_prefix="/staff")
bp.add_app_template_global(crypto.new_uid, "new_briefing_key")


def done(target: str, words: Words, kind: str = "good") -> Response:
    """The act is done (or could not be): say so, and show where it can be seen."""
    flash(str(words), kind)
    return redirect(target, 303)
