"""Staff pages: the accounts in one's care, and one's own."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts import browser, forms, links, policies, queries, services
from campaign.accounts.factors.queries import factors_of
from campaign.accounts.factors.site import has_passkeys
from campaign.accounts.schemas import AccountRow, LinkPurpose, LinkRow
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.web.guards import fresh, needs

bp = Blueprint("accounts_staff", __name__, url_prefix="/staff")
FRESH = "fresh_invitation"


def _handed_over(user_id: int, link: LinkRow) -> ResponseReturnValue:
    """To the account's page, which shows the new link once: the cookie carries its name, never its secret."""
    session[FRESH] = [user_id, link.purpose.value, link.uid]
    flash(_("The invitation is on its way by mail."), "good")
    return redirect(url_for(".member", user_id=user_id), 303)


def _fresh_link(user_id: int) -> str:
    kept = session.pop(FRESH, None)
    if not kept or kept[0] != user_id:
        return ""
    return links.address_of_link(LinkPurpose(kept[1]), kept[2])


@bp.get("/accounts")
@needs(P.ACCOUNTS_MANAGE)
def accounts() -> ResponseReturnValue:
    words = request.args.get("q", "")[:100]
    rows = queries.accounts_of(current_actor(), words)
    return render_template("accounts/staff/accounts.html", rows=rows, words=words, role_names=forms.ROLE_NAMES)


@bp.route("/accounts/invite", methods=["GET", "POST"])
@needs(P.ACCOUNTS_MANAGE)
@fresh
def invite() -> ResponseReturnValue:
    form = forms.InviteForm()
    form.offer(queries.choices_for(current_actor()))
    if form.is_sent_and_valid():
        try:
            link = services.invite(form.command())
            return _handed_over(link.user_id, link)
        except Invalid as error:
            form.show(error)
    return render_template("accounts/staff/invite.html", form=form), form.status()


def _member_page(account: AccountRow, form: forms.RoleForm) -> str:
    actor = current_actor()
    return render_template(
        "accounts/staff/member.html", member=account, form=form, role_names=forms.ROLE_NAMES,
        may_look_after=policies.can_look_after(actor, account),
        is_own=policies.is_own(actor, account.id),
        takeable=[grant.id for grant in account.grants if policies.can_change_role(actor, account, grant)],
        fresh_link=_fresh_link(account.id),
    )  # fmt: skip


@bp.get("/accounts/<int:user_id>")
@needs(P.ACCOUNTS_MANAGE)
def member(user_id: int) -> ResponseReturnValue:
    found = queries.account_row(current_actor(), user_id)
    form = forms.RoleForm()
    form.offer(queries.choices_for(current_actor()))
    return _member_page(found, form)


@bp.post("/accounts/<int:user_id>/roles")
@needs(P.ACCOUNTS_MANAGE)
@fresh
def give_role(user_id: int) -> ResponseReturnValue:
    found = queries.account_row(current_actor(), user_id)
    form = forms.RoleForm()
    form.offer(queries.choices_for(current_actor()))
    if not form.is_sent_and_valid():
        return _member_page(found, form), form.status()
    services.add_role(user_id, form.grant())
    flash(_("The role is given. It holds from the next sign-in."), "good")
    return redirect(url_for(".member", user_id=user_id), 303)


@bp.post("/accounts/<int:user_id>/roles/<int:grant_id>/take")
@needs(P.ACCOUNTS_MANAGE)
@fresh
def take_role(user_id: int, grant_id: int) -> ResponseReturnValue:
    services.remove_role(user_id, grant_id)
    flash(_("The role is taken, and the person was signed out."), "good")
    return redirect(url_for(".accounts"), 303)


@bp.post("/accounts/<int:user_id>/invitation")
@needs(P.ACCOUNTS_MANAGE)
@fresh
def invite_again(user_id: int) -> ResponseReturnValue:
    return _handed_over(user_id, services.invite_again(user_id))


@bp.post("/accounts/<int:user_id>/off")
@needs(P.ACCOUNTS_MANAGE)
@fresh
def switch_off(user_id: int) -> ResponseReturnValue:
    services.switch_off(user_id)
    flash(_("The account is switched off, and the person was signed out."), "good")
    return redirect(url_for(".member", user_id=user_id), 303)


@bp.post("/accounts/<int:user_id>/on")
@needs(P.ACCOUNTS_MANAGE)
def switch_on(user_id: int) -> ResponseReturnValue:
    services.switch_on(user_id)
    flash(_("The account is switched on."), "good")
    return redirect(url_for(".member", user_id=user_id), 303)


@bp.route("/account", methods=["GET", "POST"])
@needs(P.STAFF)
def account() -> ResponseReturnValue:
    user = queries.own_account(current_actor())
    form = forms.OwnForm(data={"name": user.name, "language": user.language})
    if form.is_sent_and_valid():
        services.save_own(form.name.data or "", form.language.data)
        flash(_("Saved."), "good")
        return browser.speak(redirect(url_for(".account"), 303), form.language.data)
    return render_template(
        "accounts/staff/account.html", form=form, email=user.email, sessions=queries.sessions_of(current_actor()),
        factors=factors_of(user.id), by_passkey=has_passkeys(),
    ), form.status()  # fmt: skip


@bp.route("/account/password", methods=["GET", "POST"])
@needs(P.STAFF)
@fresh
def password() -> ResponseReturnValue:
    form = forms.ChangePasswordForm()
    if form.is_sent_and_valid():
        try:
            begun = services.change_password(form.command(browser.whence()))
            response = browser.begin(redirect(url_for(".account"), 303), begun)
            flash(_("Your password is changed. All other devices were signed out."), "good")
            return response
        except Invalid as error:
            form.show(error)
    return render_template("accounts/staff/password.html", form=form, email=current_actor().email), form.status()


@bp.post("/account/sessions/<int:session_id>/end")
@needs(P.STAFF)
def end_session(session_id: int) -> ResponseReturnValue:
    services.end_session(session_id)
    flash(_("The device is signed out."), "good")
    return redirect(url_for(".account"), 303)


@bp.post("/account/sessions/end-others")
@needs(P.STAFF)
def end_others() -> ResponseReturnValue:
    services.end_others()
    flash(_("All other devices are signed out."), "good")
    return redirect(url_for(".account"), 303)
