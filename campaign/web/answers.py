"""How a work page answers when an act is done, and when it could not be."""

from collections.abc import Callable
from typing import Final

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import Words, _
from campaign.web.forms import CampaignForm

AGAIN: Final = 409


def done(target: str, words: Words, kind: str = "good") -> Response:
    """The act is done (or could not be): say so, and show where it can be seen."""
    flash(str(words), kind)
    return redirect(target, 303)


def answered(
    form: CampaignForm, act: Callable[[], ResponseReturnValue], page: Callable[[], str], renew: Callable[[], None] | None = None
) -> ResponseReturnValue:
    """What `act` answers to a form that was sent and is in order; else the page with the form, and what is wrong with it.

    `renew` puts the version that stands now into the form where somebody else was faster: saving again keeps what was typed.
    """
    status = 0
    if form.is_sent_and_valid():
        try:
            return act()
        except (Conflict, Invalid) as error:
            status = told(form, error)
            if renew is not None and isinstance(error, Stale):
                renew()
    return page(), status or form.status()


def told(form: CampaignForm, error: Conflict | Invalid) -> int:
    """Say beside the fields or on top what is wrong; what was typed stays. The status of the page."""
    if isinstance(error, Invalid):
        form.show(error)
        return form.status()
    again = _("What you typed is still here. Compare it with what stands now; saving again keeps yours.")
    form.form_errors = [*form.form_errors, f"{error} {again}" if isinstance(error, Stale) else str(error)]
    return AGAIN
