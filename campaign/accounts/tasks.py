"""The letters of accounts: numbers in, a letter out, written at the moment it is sent."""

from typing import Any

from campaign.accounts import links
from campaign.accounts.models import User
from campaign.accounts.queries.open_links import good_link
from campaign.accounts.schemas import LinkRow
from campaign.core.db import db
from campaign.core.i18n import _
from campaign.core.mail import Letter, letter


def _paragraphs(*words: str) -> str:
    return "\n\n".join(words) + "\n"


def _address(link: LinkRow) -> str:
    return links.address_of_link(link.purpose, link.uid)


@letter("accounts.invitation")
def invitation(facts: dict[str, Any]) -> Letter | None:
    """To somebody who was invited; nobody when the invitation was used or replaced meanwhile."""
    link = good_link(facts["link_id"])
    if link is None:
        return None
    text = _paragraphs(
        _("Hello, %(name)s!", name=link.name),
        _("You are invited to work on the relay «Адал жол – Честный путь». Open this link and choose a password:"),
        _address(link),
        _("The link is good for 7 days and for one use. If you do not know what this is about, just leave it."),
    )
    return Letter(link.email, _("Invitation to the relay «Адал жол – Честный путь»"), text)


@letter("accounts.reset")
def reset(facts: dict[str, Any]) -> Letter | None:
    """To somebody who forgot the password; nobody when the link was used or replaced meanwhile."""
    link = good_link(facts["link_id"])
    if link is None:
        return None
    text = _paragraphs(
        _("Hello, %(name)s!", name=link.name),
        _("Somebody asked for a new password for your account. If it was you, open this link and choose one:"),
        _address(link),
        _("The link is good for one hour and for one use. If it was not you, do nothing: your password stays as it is."),
    )
    return Letter(link.email, _("A new password"), text)


@letter("accounts.password_changed")
def password_changed(facts: dict[str, Any]) -> Letter | None:
    """So that somebody whose password was changed by another notices it."""
    user = db.session.get(User, facts["user_id"])
    if user is None or not user.active:
        return None
    text = _paragraphs(
        _("Hello, %(name)s!", name=user.name),
        _("The password of your account has been changed, and all devices were signed out."),
        _("If it was not you, choose a new one at once and tell your coordinator:"),
        links.address_of("accounts.reset"),
    )
    return Letter(user.email, _("Your password has been changed"), text)
