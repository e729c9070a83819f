"""From the password to the work pages: the second factor shown, or the first one set up."""

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from campaign.accounts.alarms.services import note_new_device
from campaign.accounts.factors.models import CodeApp
from campaign.accounts.factors.queries import account_of_session, own_session, set_up_of_session
from campaign.accounts.factors.schemas import Means
from campaign.accounts.factors.services import codes
from campaign.accounts.models import User, UserSession
from campaign.accounts.queries import actor_of
from campaign.accounts.queries.identity import RequestSession
from campaign.accounts.schemas import SESSION_LIFE, NewSession, Strength
from campaign.accounts.services import limits
from campaign.core import audit, clock, crypto, mail
from campaign.core.actor import acting_as, ensure_fresh
from campaign.core.db import unit_of_work
from campaign.core.errors import Gone, Invalid, Refused
from campaign.core.i18n import _l

ENDED = _l("This sign-in has ended. Begin again with the password.")


def claim_try(user_id: int) -> None:
    """Count one try at the second factor of the account, before it is compared. Raises TooMany."""
    with unit_of_work() as session:
        limits.ensure_claimed(session, codes.BY_QUARTER, str(user_id))
        limits.ensure_claimed(session, codes.BY_DAY, str(user_id))


def give_back_try(session: Session, user_id: int) -> None:
    """The try was no failure."""
    limits.clear(session, codes.BY_QUARTER, str(user_id))
    limits.give_back(session, codes.BY_DAY, str(user_id))


def take_code(session: Session, user: User, typed: str) -> Means:
    """Use up the code. Raises Invalid for the field `code`."""
    means = codes.take(session, user, typed)
    if means is None:
        raise codes.wrong()
    give_back_try(session, user.id)
    return means


def note_wrong(user: User, this: RequestSession) -> None:
    """The trail knows of wrong codes too: whoever sends them has the password."""
    with unit_of_work() as session, acting_as(actor_of(user)):
        audit.note(session, "wrong code", "session", this.id)


def held(session: Session, user_id: int) -> User:
    """The account's row, held until the end of the unit of work."""
    return session.scalars(
        select(User).where(User.id == user_id).with_for_update().execution_options(populate_existing=True)
    ).one()


def strengthen(session: Session, user: User, this: RequestSession, means: Means) -> NewSession:
    """The session has shown all there is to show: it opens the work pages, under a new secret. Raises Gone if it has ended."""
    token, at = crypto.new_token(), clock.now()
    done = session.execute(
        update(UserSession)
        .where(UserSession.id == this.id, UserSession.ended_at.is_(None), UserSession.expires_at > at)
        .values(
            token_hash=crypto.token_hash(token), strength=Strength.STRONG, fresh_at=at, seen_at=at, expires_at=at + SESSION_LIFE
        )
    )
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        raise Gone(ENDED)
    is_new = tell_new_device(session, user, this.id)
    with acting_as(actor_of(user)):
        audit.note(session, "signed in", "session", this.id, after={"means": means.value, "new device": is_new})
    return NewSession(token, user.language)


def tell_new_device(session: Session, user: User, session_id: int) -> bool:
    """A letter, and of some accounts an alarm, when the session is of a browser in which the account never worked.

    Answers whether it is.
    """
    is_new = _is_new_device(session, user.id, session_id)
    if is_new:
        note_new_device(session, user)
        mail.queue(session, "accounts.new_device", user.language, session_id=session_id)
    return is_new


def _is_new_device(session: Session, user_id: int, session_id: int) -> bool:
    """Whether the account worked before, and never in this browser."""
    earlier = select(UserSession.browser_hash).where(UserSession.user_id == user_id, UserSession.strength == Strength.STRONG)
    known = set(session.scalars(earlier.where(UserSession.id != session_id).distinct()))
    this = session.scalar(select(UserSession.browser_hash).where(UserSession.id == session_id))
    return bool(known) and this not in known


def ensure_first(this: RequestSession, user: User) -> None:
    """By the password alone one sets up the first second factor, and no other. Raises Refused."""
    if not this.is_let_in and user.second_since is not None:
        raise Refused(_l("This account has a second factor already. Show it, or ask your coordinator to take it away."))


def come_in(typed: str) -> NewSession:
    """Show the second factor after the password. Raises Invalid for the field `code`, TooMany, Gone, NotFound."""
    this, user = own_session(), account_of_session()
    claim_try(user.id)
    try:
        with unit_of_work() as session:
            user = held(session, this.user_id)
            return strengthen(session, user, this, take_code(session, user, typed))
    except Invalid:
        note_wrong(user, this)
        raise


def set_up_app(typed: str) -> NewSession:
    """Keep the app whose code was typed as the account's, in place of an earlier one.

    Whoever has shown the password alone may do so only while the account has no second factor, and comes in by it. The session
    goes on under a new secret. Raises Refused when it has one, Invalid for the field `code`, TooMany, NotFresh, NotFound.
    """
    this, offered = own_session(), set_up_of_session()
    if this.is_let_in:
        ensure_fresh()
    claim_try(this.user_id)
    step = codes.step_of(offered.secret, "".join(typed.split()))
    if step is None:
        raise codes.wrong()
    with unit_of_work() as session:
        user = held(session, this.user_id)
        ensure_first(this, user)
        give_back_try(session, user.id)
        _keep_app(session, user, offered.secret, step)
        note_changed(session, user, "app set up")
        return strengthen(session, user, this, Means.APP)


def _keep_app(session: Session, user: User, secret: str, step: int) -> None:
    uid = crypto.new_uid()
    if (earlier := session.get(CodeApp, user.id)) is not None:
        session.delete(earlier)
        session.flush()
    sealed = crypto.seal(secret, codes.SECRET, uid)
    session.add(CodeApp(user_id=user.id, uid=uid, secret_sealed=sealed, last_step=step, made_at=clock.now()))
    session.flush()


def note_changed(session: Session, user: User, act: str) -> None:
    """The trail and a letter: the second factors of the account are others now."""
    user.second_since = user.second_since or clock.now()
    mail.queue(session, "accounts.factors_changed", user.language, user_id=user.id)
    with acting_as(actor_of(user)):
        audit.note(session, act, "account", user.id)
