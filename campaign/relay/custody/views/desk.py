"""The blueprint that the pages of custody share, and what several of them need."""

from flask import Blueprint, flash, redirect
from werkzeug.wrappers import Response

from campaign.core import crypto
from campaign.core.i18n import Words

bp = Blueprint("custody_staff", __name__, url_prefix="/staff")
bp.add_app_template_global(crypto.new_uid, "new_handover_key")


def done(target: str, words: Words, kind: str = "good") -> Response:
    """The act is done (or could not be): say so, and show where it can be seen."""
    flash(str(words), kind)
    return redirect(target, 303)
