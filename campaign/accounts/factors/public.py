"""Between the password and the work pages: the second factor, shown or set up. The cookie of the session opens them."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts import browser
from campaign.accounts.alarms.services import note_failed_sign_in
from campaign.accounts.factors import forms, queries, services, site
from campaign.accounts.factors.schemas import ChallengeUse
from campaign.accounts.queries import session_of_request
from campaign.accounts.schemas import DESK, NewSession
from campaign.core.errors import CampaignError, Conflict, Invalid, TooMany
from campaign.web.forms import CampaignForm
from campaign.web.guards import open_to_all
from campaign.web.qr import square
from campaign.web.security import own_path

bp = Blueprint("factors", __name__, url_prefix="/sign-in")


def _elsewhere(target: str | None) -> ResponseReturnValue | None:
    """Where whoever has no business here goes: who is in already, and who has not shown a password."""
    if queries.pending_session() is not None:
        return None
    return redirect(url_for("accounts.sign_in", next=target) if session_of_request() is None else target or DESK)


def _answer(form: CampaignForm, error: CampaignError | None, page: str) -> ResponseReturnValue:
    """The page, with the status of what went wrong."""
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
    return page, 429 if headers else form.status(), headers


def _tell(form: CampaignForm, error: CampaignError | None) -> None:
    """Put what went wrong beside the field, or on top."""
    if isinstance(error, Invalid):
        form.show(error)
    elif error is not None:
        form.form_errors = [str(error)]


def _code_page(form: CampaignForm, target: str | None, email: str, error: CampaignError | None = None) -> ResponseReturnValue:
    _tell(form, error)
    factors = queries.factors_of(queries.own_session().user_id)
    page = render_template(
        "accounts/public/second_step.html",
        form=form, target=target, email=email, has_app=factors.app_since is not None,
        by_passkey=site.has_passkeys() and bool(factors.passkeys),
    )  # fmt: skip
    return _answer(form, error, page)


@bp.route("/code", methods=["GET", "POST"])
@open_to_all
def code() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    if (elsewhere := _elsewhere(target)) is not None:
        return elsewhere
    user = queries.account_of_session()
    email = user.email
    if user.second_since is None:
        return redirect(url_for(".set_up", next=target))
    form = forms.CodeForm()
    if not form.is_sent_and_valid():
        return _code_page(form, target, email)
    try:
        return browser.begin(redirect(target or DESK, 303), services.come_in(form.code.data or ""))
    except (Invalid, TooMany) as error:
        note_failed_sign_in(email, request.remote_addr or "")
        return _code_page(form, target, email, error)


@bp.post("/code/passkey/options")
@open_to_all
def code_options() -> ResponseReturnValue:
    try:
        return site.handed(services.ask_owner(site.site(), ChallengeUse.SIGN_IN), ChallengeUse.SIGN_IN)
    except TooMany as error:
        return site.refused(error)


@bp.post("/code/passkey")
@open_to_all
def code_passkey() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    if (elsewhere := _elsewhere(target)) is not None:
        return elsewhere
    email = queries.account_of_session().email
    if not forms.PasskeyForm().is_sent_and_valid():
        return _code_page(forms.CodeForm(formdata=None), target, email)
    try:
        return browser.begin(redirect(target or DESK, 303), services.come_in_by_passkey(site.shown(ChallengeUse.SIGN_IN)))
    except Invalid as error:
        return _code_page(forms.CodeForm(formdata=None), target, email, error)


def _set_up_page(sent: CampaignForm, target: str | None, error: CampaignError | None = None) -> ResponseReturnValue:
    """Both ways to a first second factor, an app and a passkey; `sent` is the form of one, the other is as new."""
    _tell(sent, error)
    by_app = sent if isinstance(sent, forms.SetUpForm) else forms.SetUpForm(formdata=None)
    by_key = sent if isinstance(sent, forms.NewPasskeyForm) else _new_passkey_form(formdata=None)
    offered = queries.set_up_of_session()
    page = render_template(
        "accounts/public/set_up.html",
        form=by_app, key=by_key, target=target, offered=offered, code=square(offered.address), by_passkey=site.has_passkeys(),
    )  # fmt: skip
    return _answer(sent, error, page)


def _new_passkey_form(**sent: None) -> forms.NewPasskeyForm:
    return forms.NewPasskeyForm(name=browser.whence().device, **sent)


def _without_second(target: str | None) -> ResponseReturnValue | None:
    """Where whoever may set nothing up here goes."""
    if (elsewhere := _elsewhere(target)) is not None:
        return elsewhere
    return redirect(url_for(".code", next=target)) if queries.account_of_session().second_since is not None else None


def _in_with(begun: NewSession, target: str | None) -> ResponseReturnValue:
    """In, and on to the codes on paper: they open the door on the day the device is lost."""
    return browser.begin(redirect(url_for("factors_staff.recovery", next=target), 303), begun)


@bp.route("/set-up", methods=["GET", "POST"])
@open_to_all
def set_up() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    if (elsewhere := _without_second(target)) is not None:
        return elsewhere
    form = forms.SetUpForm()
    if not form.is_sent_and_valid():
        return _set_up_page(form, target)
    try:
        return _in_with(services.set_up_app(form.code.data or ""), target)
    except (Invalid, TooMany) as error:
        return _set_up_page(form, target, error)


@bp.post("/set-up/passkey/options")
@open_to_all
def set_up_options() -> ResponseReturnValue:
    try:
        return site.handed(services.ask_new(site.site()), ChallengeUse.SET_UP)
    except (Conflict, TooMany) as error:
        return site.refused(error)


@bp.post("/set-up/passkey")
@open_to_all
def set_up_passkey() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    if (elsewhere := _without_second(target)) is not None:
        return elsewhere
    form = _new_passkey_form()
    if not form.is_sent_and_valid():
        return _set_up_page(form, target)
    try:
        return _in_with(services.set_up_passkey(form.name.data or "", site.shown(ChallengeUse.SET_UP)), target)
    except (Invalid, Conflict) as error:
        return _set_up_page(form, target, error)
