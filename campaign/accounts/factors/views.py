"""Staff pages about the own second factors, and the page that asks for them once more."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from campaign.accounts.factors import forms, queries, services
from campaign.accounts.factors.asking import resumed
from campaign.accounts.schemas import DEMO_PASSWORD, DESK
from campaign.core.actor import P
from campaign.core.errors import CampaignError, Invalid, TooMany
from campaign.web.guards import needs
from campaign.web.security import own_path

bp = Blueprint("factors_staff", __name__, url_prefix="/staff/account")


def _confirm_page(form: forms.PasswordAgainForm, error: CampaignError | None, target: str | None) -> ResponseReturnValue:
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
    if isinstance(error, Invalid):
        form.show(error)
    elif error is not None:
        form.form_errors = [str(error)]
    page = render_template("accounts/staff/confirm.html", form=form, target=target, password=DEMO_PASSWORD)
    return page, 429 if headers else form.status(), headers


@bp.route("/confirm", methods=["GET", "POST"])
@needs(P.STAFF)
def confirm() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    has_second = queries.account_of_session().second_since is not None
    form = forms.ConfirmForm() if has_second else forms.PasswordAgainForm()
    if not form.is_sent_and_valid():
        return _confirm_page(form, None, target)
    try:
        services.confirm(form.command())
    except (Invalid, TooMany) as error:
        return _confirm_page(form, error, target)
    if (waiting := services.take_waiting()) is not None:
        return resumed(waiting)
    return redirect(target or DESK, 303)
