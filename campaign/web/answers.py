"""How a work page answers when an act is done, and when it could not be."""

from typing import Final

from flask import flash, redirect
from werkzeug.wrappers import Response

from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import Words, _
from campaign.web.forms import CampaignForm

AGAIN: Final = 409


def done(target: str, words: Words, kind: str = "good") -> Response:
    """The act is done (or could not be): say so, and show where it can be seen."""
    flash(str(words), kind)
    return redirect(target, 303)


def told(form: CampaignForm, error: Conflict | Invalid) -> int:
    """Say beside the fields or on top what is wrong; what was typed stays. The status of the page."""
    if isinstance(error, Invalid):
        form.show(error)
        return form.status()
    again = _("What you typed is still here. Compare it with what stands now; saving again keeps yours.")
    form.form_errors = [*form.form_errors, f"{error} {again}" if isinstance(error, Stale) else str(error)]
    return AGAIN
