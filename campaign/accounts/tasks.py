"""The letters of accounts: numbers in, a letter out, written at the moment it is sent; and the work that queues one of them."""

from dataclasses import dataclass

from campaign.accounts import links
from campaign.accounts.models import User, UserSession
from campaign.accounts.queries.open_links import good_link
from campaign.accounts.schemas import LinkRow
from campaign.accounts.services.choosing import RESET, send_reset
from campaign.core import clock
from campaign.core.actor import P
from campaign.core.db import db
from campaign.core.i18n import _, _l
from campaign.core.mail import Letter, Part, Way, Words, letter
from campaign.core.tasks import Work, task


@dataclass(frozen=True)
class OfLink:
    """A letter that brings a link."""

    link_id: int


@dataclass(frozen=True)
class OfUser:
    """A letter about an account."""

    user_id: int


@dataclass(frozen=True)
class OfSession:
    """A letter about a device on which somebody signed in."""

    session_id: int


@task(RESET, _l("A new password"), P.ACCOUNTS_MANAGE)
def new_password(work: Work) -> None:
    """A link for whoever forgot theirs."""
    send_reset(work)


def _hello(name: str) -> Part:
    return Words(_("Hello, %(name)s!", name=name))


def _way(label: str, link: LinkRow) -> Part:
    return Way(label, links.address_of_link(link.purpose, link.uid))


@letter("accounts.invitation", OfLink)
def invitation(facts: OfLink) -> Letter | None:
    """To somebody who was invited; nobody when the invitation was used or replaced meanwhile."""
    link = good_link(facts.link_id)
    if link is None:
        return None
    parts = (
        _hello(link.name),
        Words(_("You are invited to work on the relay «Адал жол – Честный путь». Open this link and choose a password:")),
        _way(_("Choose a password"), link),
        Words(_("The link is good for 7 days and for one use. If you do not know what this is about, just leave it.")),
    )
    return Letter(link.email, _("Invitation to the relay «Адал жол – Честный путь»"), parts)


@letter("accounts.reset", OfLink)
def reset(facts: OfLink) -> Letter | None:
    """To somebody who forgot the password; nobody when the link was used or replaced meanwhile."""
    link = good_link(facts.link_id)
    if link is None:
        return None
    parts = (
        _hello(link.name),
        Words(_("Somebody asked for a new password for your account. If it was you, open this link and choose one:")),
        _way(_("Choose a new password"), link),
        Words(_("The link is good for one hour and for one use. If it was not you, do nothing: your password stays as it is.")),
    )
    return Letter(link.email, _("A new password"), parts)


@letter("accounts.new_device", OfSession)
def new_device(facts: OfSession) -> Letter | None:
    """So that somebody in whose name another signs in notices it."""
    row = db.session.get(UserSession, facts.session_id)
    user = None if row is None else db.session.get(User, row.user_id)
    if row is None or user is None or not user.active:
        return None
    at = clock.on_the_wall(row.made_at, clock.HOME)
    parts = (
        _hello(user.name),
        Words(_("Somebody signed in to your account on a device on which you had not worked before:")),
        Words(f"{row.device or _('Unknown browser')}, {row.network or '–'}, {at:%d.%m.%Y %H:%M}"),
        Words(_("If it was you, do nothing. If it was not you, choose a new password at once and tell your coordinator:")),
        Way(_("Choose a new password"), links.address_of("accounts.reset")),
    )
    return Letter(user.email, _("Your account was opened on a new device"), parts)


@letter("accounts.factors_changed", OfUser)
def factors_changed(facts: OfUser) -> Letter | None:
    """So that somebody whose second factor was changed by another notices it."""
    user = db.session.get(User, facts.user_id)
    if user is None or not user.active:
        return None
    parts = (
        _hello(user.name),
        Words(_("The second factor of your account has been changed: the app with codes, a passkey or the recovery codes.")),
        Words(_("If it was not you, choose a new password at once and tell your coordinator:")),
        Way(_("Choose a new password"), links.address_of("accounts.reset")),
    )
    return Letter(user.email, _("The second factor of your account has been changed"), parts)


@letter("accounts.password_changed", OfUser)
def password_changed(facts: OfUser) -> Letter | None:
    """So that somebody whose password was changed by another notices it."""
    user = db.session.get(User, facts.user_id)
    if user is None or not user.active:
        return None
    return _password_letter(user, _("The password of your account has been changed, and all devices were signed out."))


@letter("accounts.password_reset", OfUser)
def password_reset(facts: OfUser) -> Letter | None:
    """The same for a password that was chosen through a link: what else it has ended, and what it has not."""
    user = db.session.get(User, facts.user_id)
    if user is None or not user.active:
        return None
    said = _(
        "A new password was chosen through the link that was sent to you. All devices were signed out, and none is known any "
        "more: the next sign-in counts as one from a new device. Your passkeys and your app with codes are as they were."
    )
    return _password_letter(user, said)


def _password_letter(user: User, said: str) -> Letter:
    parts = (
        _hello(user.name),
        Words(said),
        Words(_("If it was not you, choose a new one at once and tell your coordinator:")),
        Way(_("Choose a new password"), links.address_of("accounts.reset")),
    )
    return Letter(user.email, _("Your password has been changed"), parts)
