"""Staff pages about the own second factors, and the page that asks for them once more."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts import browser
from campaign.accounts.factors import forms, queries, services, site
from campaign.accounts.factors.asking import resumed
from campaign.accounts.factors.schemas import ChallengeUse
from campaign.accounts.schemas import DEMO_PASSWORD, DESK
from campaign.core.actor import P, ensure_fresh
from campaign.core.errors import CampaignError, Conflict, Invalid, TooMany
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
    page = render_template(
        "accounts/staff/confirm.html",
        form=form, target=target, password=DEMO_PASSWORD,
        by_passkey=site.has_passkeys() and bool(queries.factors_of(queries.own_session().user_id).passkeys),
    )  # fmt: skip
    return page, 429 if headers else form.status(), headers


def _confirm_form(**sent: None) -> forms.PasswordAgainForm:
    has_second = queries.account_of_session().second_since is not None
    return forms.ConfirmForm(**sent) if has_second else forms.PasswordAgainForm(**sent)


def _gone_on(target: str | None) -> ResponseReturnValue:
    """The answer to what waited, else the page somebody came from."""
    if (waiting := services.take_waiting()) is not None:
        return resumed(waiting)
    return redirect(target or DESK, 303)


@bp.route("/account/confirm", methods=["GET", "POST"])
@needs(P.STAFF)
def confirm() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    form = _confirm_form()
    if not form.is_sent_and_valid():
        return _confirm_page(form, None, target)
    try:
        services.confirm(form.command())
    except (Invalid, TooMany) as error:
        return _confirm_page(form, error, target)
    return _gone_on(target)


@bp.post("/account/confirm/passkey/options")
@needs(P.STAFF)
def confirm_options() -> ResponseReturnValue:
    try:
        return site.handed(services.ask_owner(site.site(), ChallengeUse.CONFIRM), ChallengeUse.CONFIRM)
    except TooMany as error:
        return site.refused(error)


@bp.post("/account/confirm/passkey")
@needs(P.STAFF)
def confirm_passkey() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    if not forms.PasskeyForm().is_sent_and_valid():
        return _confirm_page(_confirm_form(formdata=None), None, target)
    try:
        services.confirm_by_passkey(site.shown(ChallengeUse.CONFIRM))
    except Invalid as error:
        return _confirm_page(_confirm_form(formdata=None), error, target)
    return _gone_on(target)


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


@bp.post("/account/passkeys/options")
@needs(P.STAFF)
@fresh
def passkey_options() -> ResponseReturnValue:
    try:
        return site.handed(services.ask_new(site.site()), ChallengeUse.SET_UP)
    except (Conflict, TooMany) as error:
        return site.refused(error)


@bp.route("/account/passkeys/new", methods=["GET", "POST"])
@needs(P.STAFF)
@fresh
def new_passkey() -> ResponseReturnValue:
    ensure_fresh()  # so that nobody makes one in vain
    form = forms.NewPasskeyForm(name=browser.whence().device)
    if form.is_sent_and_valid():
        try:
            services.keep_passkey(form.name.data or "", site.shown(ChallengeUse.SET_UP))
            flash(_("The passkey is kept. From now on it opens the work pages by itself."), "good")
            return redirect(url_for("accounts_staff.account"), 303)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors = [str(error)]
    page = render_template("accounts/staff/passkey.html", form=form, by_passkey=site.has_passkeys())
    return page, form.status()


@bp.post("/account/passkeys/<int:passkey_id>/remove")
@needs(P.STAFF)
@fresh
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    try:
        services.remove_passkey(passkey_id)
        flash(_("The passkey is removed: it opens nothing any more. Delete it on the device too."), "good")
    except Conflict as error:
        flash(str(error), "warn")
    return redirect(url_for("accounts_staff.account"), 303)


@bp.post("/accounts/<int:user_id>/second-factor/reset")
@needs(P.ACCOUNTS_MANAGE)
@fresh
def reset(user_id: int) -> ResponseReturnValue:
    services.reset_factors(user_id)
    flash(_("The second factor is taken away, and the person was signed out. A letter tells them."), "good")
    return redirect(url_for("accounts_staff.member", user_id=user_id), 303)
