"""The door: signing in and out, a forgotten password, an invitation."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts import browser, forms, queries, services
from campaign.accounts.alarms.services import note_failed_sign_in
from campaign.accounts.factors import services as factors
from campaign.accounts.factors import site
from campaign.accounts.factors.forms import PasskeyForm
from campaign.accounts.factors.schemas import ChallengeUse
from campaign.accounts.schemas import DEMO_PASSWORD, DESK, LinkPurpose, NewSession, Strength
from campaign.accounts.services.limits import network_of
from campaign.core.errors import CampaignError, Invalid, TooMany
from campaign.core.i18n import _, language
from campaign.web.guards import open_to_all
from campaign.web.security import own_path

bp = Blueprint("accounts", __name__)


@bp.before_app_request
def note_use() -> None:
    """A session that writes is in use. Reading pages changes nothing, not even this."""
    if request.method == "POST":
        services.note_seen()


def _sign_in_page(form: forms.SignInForm, target: str | None, error: CampaignError | None) -> ResponseReturnValue:
    """The page again, with what went wrong on top; 429 says in its head, too, when to come back."""
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
    if error is not None:
        form.form_errors = [str(error)]
    page = render_template(
        "accounts/public/sign_in.html",
        form=form, target=target, people=queries.demo_accounts(), password=DEMO_PASSWORD,
        role_names=forms.ROLE_NAMES, by_passkey=site.has_passkeys(),
    )  # fmt: skip
    return page, 429 if headers else form.status(), headers


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    form = forms.SignInForm()
    target = own_path(request.args.get("next"))
    if not form.is_sent_and_valid():
        return _sign_in_page(form, target, None)
    try:
        begun = services.sign_in(form.command(browser.whence()))
    except (Invalid, TooMany) as error:
        note_failed_sign_in(form.email.data or "", request.remote_addr or "")
        return _sign_in_page(form, target, error)
    return browser.begin(redirect(onward(begun, target), 303), begun)


@bp.post("/sign-in/passkey/options")
@open_to_all
def passkey_options() -> ResponseReturnValue:
    try:
        asked = factors.ask_at_door(site.site(), network_of(request.remote_addr or ""))
        return site.handed(asked, ChallengeUse.SIGN_IN)
    except TooMany as error:
        return site.refused(error)


@bp.post("/sign-in/passkey")
@open_to_all
def passkey() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    if not PasskeyForm().is_sent_and_valid():
        return _sign_in_page(forms.SignInForm(formdata=None), target, None)
    try:
        begun = factors.come_in_alone(site.shown(ChallengeUse.SIGN_IN), browser.whence(), browser.token_of_request())
    except Invalid as error:
        return _sign_in_page(forms.SignInForm(formdata=None), target, error)
    return browser.begin(redirect(target or DESK, 303), begun)


def onward(begun: NewSession, target: str | None) -> str:
    """Where somebody goes whose session has begun: on to the second factor, or to the page they asked for."""
    return url_for("factors.code", next=target) if begun.strength is Strength.PENDING else target or DESK


@bp.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    services.sign_out(browser.token_of_request())
    response = browser.end(redirect(url_for(".sign_in"), 303))
    flash(_("You are signed out."), "good")
    return response


@bp.route("/reset", methods=["GET", "POST"])
@open_to_all
def reset() -> ResponseReturnValue:
    form = forms.ResetForm()
    if form.is_sent_and_valid():
        services.request_reset(form.email.data or "", request.remote_addr or "")
        flash(
            _("If there is an account with this address, a letter with a link is on its way. The link is good for one hour."),
            "info",
        )
        return redirect(url_for(".sign_in"), 303)
    return render_template("accounts/public/reset.html", form=form), form.status()


@bp.route("/reset/<token>", methods=["GET", "POST"])
@open_to_all
def reset_password(token: str) -> ResponseReturnValue:
    link = queries.link_of_token(LinkPurpose.RESET, token)
    form = forms.NewPasswordForm()
    if form.is_sent_and_valid():
        try:
            services.reset_password(token, form.password.data or "")
            flash(_("Your new password is kept. Sign in with it; all other devices were signed out."), "good")
            return redirect(url_for(".sign_in"), 303)
        except Invalid as error:
            form.show(error)
    return render_template("accounts/public/reset_password.html", form=form, link=link), form.status()


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@open_to_all
def invitation(token: str) -> ResponseReturnValue:
    link = queries.link_of_token(LinkPurpose.INVITATION, token)
    named = link.name if link.name != link.email else ""  # the first of all was invited by an address alone
    form = forms.InvitationForm(data={"name": named, "language": language()})
    if form.is_sent_and_valid():
        try:
            begun = services.accept_invitation(token, form.command(browser.whence()))
            return browser.speak(browser.begin(redirect(onward(begun, None), 303), begun), form.language.data)
        except Invalid as error:
            form.show(error)
    return render_template("accounts/public/invitation.html", form=form, link=link), form.status()
