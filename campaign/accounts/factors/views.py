"""Staff pages about the own second factors, and the page that asks for them once more."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts import browser
from campaign.accounts.factors import forms, queries, services
from campaign.accounts.factors.asking import resumed
from campaign.accounts.schemas import DEMO_PASSWORD, DESK
from campaign.core.actor import P, ensure_fresh
from campaign.core.errors import CampaignError, Invalid, TooMany
from campaign.core.i18n import _
from campaign.web.guards import fresh, needs
from campaign.web.qr import square
from campaign.web.security import own_path

bp = Blueprint("factors_staff", __name__, url_prefix="/staff")


def _confirm_page(form: forms.PasswordAgainForm, error: CampaignError | None, target: str | None) -> ResponseReturnValue:
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
    if isinstance(error, Invalid):
        form.show(error)
    elif error is not None:
        form.form_errors = [str(error)]
    page = render_template("accounts/staff/confirm.html", form=form, target=target, password=DEMO_PASSWORD)
    return page, 429 if headers else form.status(), headers


@bp.route("/account/confirm", methods=["GET", "POST"])
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


@bp.get("/account/recovery-codes")
@needs(P.STAFF)
def recovery() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    factors = queries.factors_of(queries.account_of_session().id)
    return render_template("accounts/staff/recovery.html", factors=factors, target=target, codes=())


@bp.post("/account/recovery-codes")
@needs(P.STAFF)
@fresh
def make_recovery() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    codes = services.make_recovery_codes()
    factors = queries.factors_of(queries.account_of_session().id)
    return render_template("accounts/staff/recovery.html", factors=factors, target=target, codes=codes)


def _app_page(form: forms.SetUpForm, error: CampaignError | None = None) -> ResponseReturnValue:
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
    if isinstance(error, Invalid):
        form.show(error)
    elif error is not None:
        form.form_errors = [str(error)]
    offered = queries.set_up_of_session()
    page = render_template("accounts/staff/app.html", form=form, offered=offered, code=square(offered.address))
    return page, 429 if headers else form.status(), headers


@bp.route("/account/app", methods=["GET", "POST"])
@needs(P.STAFF)
def app() -> ResponseReturnValue:
    ensure_fresh()  # the page shows a secret
    form = forms.SetUpForm()
    if not form.is_sent_and_valid():
        return _app_page(form)
    try:
        response = browser.begin(redirect(url_for("accounts_staff.account"), 303), services.set_up_app(form.code.data or ""))
    except (Invalid, TooMany) as error:
        return _app_page(form, error)
    flash(_("Your app is set up. From now on its codes are asked for after the password."), "good")
    return response


@bp.post("/accounts/<int:user_id>/second-factor/reset")
@needs(P.ACCOUNTS_MANAGE)
@fresh
def reset(user_id: int) -> ResponseReturnValue:
    services.reset_factors(user_id)
    flash(_("The second factor is taken away, and the person was signed out. A letter tells them."), "good")
    return redirect(url_for("accounts_staff.member", user_id=user_id), 303)
