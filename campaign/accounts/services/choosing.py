"""Forgotten, chosen and changed passwords."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.accounts import passwords
from campaign.accounts.models import User
from campaign.accounts.queries import actor_of, email_key, link_of_token, own_account
from campaign.accounts.schemas import Arrival, LinkPurpose, NewSession, PasswordChange, Strength
from campaign.accounts.services import limits
from campaign.accounts.services.links import end_links, new_link, use_link
from campaign.accounts.services.sessions import begin_session, end_all, forget_browsers
from campaign.core import audit, mail, tasks
from campaign.core.actor import SYSTEM, acting_as, current_actor, ensure_fresh
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _l

RESET: Final = "accounts.new_password"


def request_reset(email: str, address: str) -> None:
    """Have a link for a new password sent, if there is such an account; whoever asks never learns whether there is.

    The link is made by whoever does queued work, and for nobody that is work too: the answer takes the same time. At most three
    letters an hour to one account, however often somebody asks. Raises TooMany after 30 wishes of an address in 15 minutes.
    """
    key = email_key(email)
    with unit_of_work() as session:
        limits.ensure_claimed(session, limits.RESET_ADDRESS, limits.network_of(address))
        may_send = limits.claim(session, limits.RESET_ACCOUNT, key)
        number = session.scalar(select(User.id).where(User.email_key == key, User.active))
        with acting_as(SYSTEM):
            tasks.queue(session, RESET, user_id=(number or 0) if may_send else 0)


def send_reset(work: tasks.Work) -> None:
    """Make the link and queue its letter, once; nothing for an account that has gone meanwhile."""
    with unit_of_work() as session:
        user = session.scalar(select(User).where(User.id == work.facts["user_id"], User.active))
        if user is not None:
            link = new_link(session, user, LinkPurpose.RESET)
            audit.note(session, "new password asked for", "account", user.id, after={"link": link.id})
        work.finish(session)


def choose_password(session: Session, user: User, password_hash: str) -> None:
    """Keep the new password; every session, every open link and the count of failures end with the old one."""
    user.password_hash = password_hash
    end_all(session, user.id)
    end_links(session, user.id)
    limits.clear(session, limits.SIGN_IN_ACCOUNT, user.email_key)


def reset_password(token: str, password: str) -> None:
    """Set the password of the link's account; its second factors stay, no browser is known any more.

    Raises NotFound, Gone, or Invalid for the field `password`.
    """
    passwords.ensure_good(password, link_of_token(LinkPurpose.RESET, token).email)
    password_hash = passwords.hashed(password)
    with unit_of_work() as session:
        user = use_link(session, LinkPurpose.RESET, token)
        choose_password(session, user, password_hash)
        forget_browsers(session, user.id)
        mail.queue(session, "accounts.password_reset", user.language, user_id=user.id)
        with acting_as(actor_of(user)):
            audit.note(session, "password reset", "account", user.id)


def accept_invitation(token: str, arrival: Arrival) -> NewSession:
    """Name and password of somebody who was invited, and their first session. Raises NotFound, Gone or Invalid."""
    passwords.ensure_good(arrival.password, link_of_token(LinkPurpose.INVITATION, token).email)
    password_hash = passwords.hashed(arrival.password)
    with unit_of_work() as session:
        user = use_link(session, LinkPurpose.INVITATION, token)
        user.name, user.language = arrival.name, arrival.language
        choose_password(session, user, password_hash)
        with acting_as(actor_of(user)):
            audit.note(session, "invitation accepted", "account", user.id)
        return begin_session(session, user, arrival.whence)


def change_password(wish: PasswordChange) -> NewSession:
    """The actor's own password. All sessions end; this browser gets a new one.

    Raises Invalid for the field `old` or `password`; guessing the old one counts as guessing at the door.
    """
    ensure_fresh()
    user = own_account(current_actor())
    number, key, kept_hash, email = user.id, user.email_key, user.password_hash, user.email
    passwords.ensure_good(wish.new, email)
    with unit_of_work() as session:
        limits.ensure_claimed(session, limits.SIGN_IN_ACCOUNT, key)
    db.session.rollback()
    if not passwords.matches(kept_hash, wish.old):
        raise _wrong_old()
    password_hash = passwords.hashed(wish.new)
    with unit_of_work() as session:
        same = select(User).where(User.id == number, User.active, User.password_hash == kept_hash)
        held = session.scalar(same.with_for_update(key_share=True).execution_options(populate_existing=True))
        if held is None:  # changed or switched off while we compared
            raise _wrong_old()
        user = held
        choose_password(session, user, password_hash)
        mail.queue(session, "accounts.password_changed", user.language, user_id=user.id)
        audit.note(session, "password changed", "account", user.id)
        return begin_session(session, user, wish.whence, Strength.STRONG if user.second_since else None)


def _wrong_old() -> Invalid:
    problem = Problem("old", "wrong", _l("This is not your password now."))
    return Invalid(problem.message, [problem])


def save_own(name: str, language: str) -> None:
    """The actor's own name, and the language of pages and letters."""
    with unit_of_work() as session:
        user = own_account(current_actor())
        before = {"language": user.language}
        user.name, user.language = name, language
        audit.note(session, "account edited", "account", user.id, before=before, after={"language": language})
