"""Coming in and going out. A session is a row; the browser holds a secret of which only the hash is kept."""

from datetime import timedelta
from typing import Final

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.accounts import passwords
from campaign.accounts.browser import rough_place
from campaign.accounts.models import User, UserSession
from campaign.accounts.queries import actor_of, email_key, session_of_request
from campaign.accounts.schemas import PENDING_LIFE, SESSION_LIFE, NewSession, SignIn, Strength, Whence
from campaign.accounts.services import limits
from campaign.core import audit, clock, crypto
from campaign.core.actor import acting_as, current_actor
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, NotFound
from campaign.core.i18n import _l

SEEN_EVERY: Final = timedelta(minutes=5)
WRONG: Final = _l("The e-mail address or the password is wrong. Check the language of the keyboard and Caps Lock.")


def sign_in(wish: SignIn) -> NewSession:
    """Begin a session for whoever knows the password, and end the one this browser had.

    Raises Invalid with one and the same sentence for a wrong password, an unknown address, an account without a password and
    one that is switched off, after about the same time; TooMany after 5 failures of an account or 30 of an address in 15
    minutes. The password is compared outside any transaction, for that takes long.
    """
    key, network = email_key(wish.email), limits.network_of(wish.address)
    with unit_of_work() as session:
        limits.ensure_claimed(session, limits.SIGN_IN_ACCOUNT, key)
        limits.ensure_claimed(session, limits.SIGN_IN_ADDRESS, network)
    kept_hash = db.session.scalar(select(User.password_hash).where(User.email_key == key, User.active)) or ""
    db.session.rollback()
    if not passwords.matches(kept_hash, wish.password):
        raise Invalid(WRONG)
    newer = passwords.hashed(wish.password) if passwords.is_outdated(kept_hash) else kept_hash
    with unit_of_work() as session:
        same = (User.email_key == key, User.active, User.password_hash == kept_hash)
        user = session.scalar(select(User).where(*same).with_for_update(key_share=True))
        if user is None:  # changed or switched off while we compared
            raise Invalid(WRONG)
        user.password_hash = newer
        limits.clear(session, limits.SIGN_IN_ACCOUNT, key)
        limits.give_back(session, limits.SIGN_IN_ADDRESS, network)
        limits.forget_old(session)
        end_by_token(session, wish.old_token)
        return begin_session(session, user, wish.whence)


def strength_of_password(user: User) -> Strength:
    """What the password alone is worth: nothing before the second factor. The demonstration asks only those who set one up."""
    return Strength.EXCEPTED if current_app.config["DEMO"] and user.second_since is None else Strength.PENDING


def begin_session(
    session: Session, user: User, whence: Whence, strength: Strength | None = None, **noted: object
) -> NewSession:
    """A new session of the account, in the caller's unit of work; without a `strength`, of what the password is worth.

    The trail keeps with it what is `noted`.
    """
    token, at = crypto.new_token(), clock.now()
    strength = strength or strength_of_password(user)
    is_pending = strength is Strength.PENDING
    row = UserSession(
        user_id=user.id, token_hash=crypto.token_hash(token), device=whence.device[:120], made_at=at, seen_at=at,
        expires_at=at + (PENDING_LIFE if is_pending else SESSION_LIFE), strength=strength,
        fresh_at=None if is_pending else at, network=rough_place(whence.address),
        browser_hash=crypto.token_hash(whence.browser) if whence.browser else "",
    )  # fmt: skip
    session.add(row)
    session.flush()
    with acting_as(actor_of(user)):
        audit.note(session, "password shown" if is_pending else "signed in", "session", row.id, after=noted)
    return NewSession(token, user.language, strength)


def end_by_token(session: Session, token: str) -> None:
    if token:
        session.execute(
            update(UserSession)
            .where(UserSession.token_hash == crypto.token_hash(token), UserSession.ended_at.is_(None))
            .values(ended_at=clock.now())
        )


def end_all(session: Session, user_id: int) -> None:
    """End every session of the account, in the caller's unit of work: what the browsers still hold is worth nothing."""
    session.execute(
        update(UserSession).where(UserSession.user_id == user_id, UserSession.ended_at.is_(None)).values(ended_at=clock.now())
    )


def forget_browsers(session: Session, user_id: int) -> None:
    """Know none of the account's browsers any more: the next sign-in is one from a new device, and its owner is told."""
    session.execute(update(UserSession).where(UserSession.user_id == user_id).values(browser_hash=""))


def sign_out(token: str) -> None:
    """End the session with this secret. Nothing happens when there is none."""
    if not token:
        return
    with unit_of_work() as session:
        end_by_token(session, token)
        if (this := session_of_request()) is not None:
            audit.note(session, "signed out", "session", this.id)


def end_session(session_id: int) -> None:
    """End one of the actor's own sessions. Raises NotFound."""
    with unit_of_work() as session:
        row = session.scalar(
            select(UserSession).where(UserSession.id == session_id, UserSession.user_id == current_actor().user_id)
        )
        if row is None:
            raise NotFound(_l("There is no such device."))
        if row.ended_at is None:
            row.ended_at = clock.now()
            audit.note(session, "session ended", "session", row.id)


def end_others() -> None:
    """End all of the actor's sessions but this one."""
    this = session_of_request()
    with unit_of_work() as session:
        session.execute(
            update(UserSession)
            .where(UserSession.user_id == current_actor().user_id, UserSession.ended_at.is_(None))
            .where(UserSession.id != (0 if this is None else this.id))
            .values(ended_at=clock.now())
        )
        audit.note(session, "other sessions ended", "account", current_actor().user_id)


def note_seen() -> None:
    """Remember that the session of this request is in use; at most every five minutes, so that few requests write."""
    this = session_of_request()
    if this is None or clock.now() - this.seen_at < SEEN_EVERY:
        return
    with unit_of_work() as session:
        session.execute(update(UserSession).where(UserSession.id == this.id).values(seen_at=clock.now()))
