"""The blueprint that the staff pages of events share, and small answers they have in common."""

from flask import Blueprint, Response, current_app, flash, redirect
from werkzeug.wrappers import Response as AnyResponse

from campaign.core.i18n import Words
from campaign.web.forms import CampaignForm

bp = Blueprint("events_staff", __name__, url_prefix="/staff")


def done(target: str, words: Words) -> AnyResponse:
    """The act is done: say so, and show where it can be seen."""
    flash(str(words), "good")
    return redirect(target, 303)


def shown(page: str, form: CampaignForm) -> Response:
    """A page with a form: 422 when something in it could not be taken."""
    return current_app.make_response((page, 422 if form.errors else 200))


def exists(endpoint: str) -> bool:
    """Whether a page of a later feature is there to be linked to."""
    return endpoint in current_app.view_functions
