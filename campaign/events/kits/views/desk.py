"""The blueprint that the pages of kits share, and their small answers."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from campaign.core.i18n import Words
from campaign.web.numbers import whole_or_nought

bp = Blueprint("kits_staff", __name__, url_prefix="/staff")


def done(code: str | None, words: Words, kind: str = "good") -> Response:
    """The act is done (or could not be): say so on the page of the kit, or of all kits."""
    flash(str(words), kind)
    return redirect(url_for(".kit", code=code) if code else url_for(".kits"), 303)


def version_sent() -> int:
    """The version of the kit that the page with the button showed."""
    return whole_or_nought(request.form.get("version"))
