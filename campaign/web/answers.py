"""How a work page answers when an act is done, and when it could not be."""

from collections.abc import Callable

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import Words, _
from campaign.web.comparing import compare
from campaign.web.forms import AGAIN, CampaignForm, VersionedForm

__all__ = ["AGAIN", "answered", "done", "told"]


def done(target: str, words: Words, kind: str = "good") -> Response:
    """The act is done (or could not be): say so, and show where it can be seen."""
    flash(str(words), kind)
    return redirect(target, 303)


def answered(
    form: CampaignForm, act: Callable[[], ResponseReturnValue], page: Callable[[], str], renew: Callable[[], None] | None = None
) -> ResponseReturnValue:
    """What `act` answers to a form that was sent and is in order; else the page with the form, and what is wrong with it.

    Of a form that does not know what stands in its row, `renew` says it and puts the version that stands now into the form.
    """
    status = 0
    if form.is_sent_and_valid():
        try:
            return act()
        except (Conflict, Invalid) as error:
            status = told(form, error, renew)
    return page(), status or form.status()


def told(form: CampaignForm, error: Conflict | Invalid, renew: Callable[[], None] | None = None) -> int:
    """Say beside the fields or on top what is wrong; what was typed stays. The status of the page.

    Where somebody else was faster, a form built with its row says field by field what stands now and takes the version of that,
    another one leaves that to `renew`. Without either the page could never be saved, so `error` is raised.
    """
    if isinstance(error, Invalid):
        form.show(error)
        return form.status()
    if not isinstance(error, Stale):
        form.form_errors = [*form.form_errors, str(error)]
        return AGAIN
    if renew is None and not (isinstance(form, VersionedForm) and form.knows_its_row):
        raise error
    again = _("What you typed is still here. Compare it with what stands now; saving again keeps yours.")
    form.form_errors = [*form.form_errors, f"{error} {again}"]
    if renew is not None:
        renew()
    if isinstance(form, VersionedForm):
        form.is_late = True
        if renew is None:
            compare(form, form.as_it_stands())
    return AGAIN
