"""Showing once more who one is before an act of weight, and what waits meanwhile."""

import json
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign.accounts import passwords
from campaign.accounts.factors.queries import account_of_session, own_session
from campaign.accounts.factors.schemas import Confirm, Waiting
from campaign.accounts.factors.services.entering import claim_try, held, note_wrong, take_code
from campaign.accounts.models import User, UserSession
from campaign.accounts.queries import session_of_request
from campaign.accounts.queries.identity import RequestSession
from campaign.accounts.services import limits
from campaign.core import audit, clock, crypto
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _l

COLUMN: Final = "user_sessions.waiting"
MOST: Final = 256 * 1024  # characters of a form that wait
NEVER_KEPT: Final = frozenset({"password", "old", "csrf_token"})


def confirm(wish: Confirm) -> None:
    """Show password and second factor once more. Raises Invalid for the field `password` or `code`, TooMany.

    Guessing here counts as guessing at the door. An account without a second factor exists in the demonstration only.
    """
    this, user = own_session(), account_of_session()
    needs_code = user.second_since is not None
    _ensure_password(user, wish.password)
    if needs_code:
        claim_try(this.user_id)
    try:
        with unit_of_work() as session:
            user = held(session, this.user_id)
            limits.clear(session, limits.SIGN_IN_ACCOUNT, user.email_key)
            means = take_code(session, user, wish.code).value if needs_code else "password"
            freshen(session, this, means)
    except Invalid:
        note_wrong(user, this)
        raise


def _ensure_password(user: User, password: str) -> None:
    key, kept_hash = user.email_key, user.password_hash
    with unit_of_work() as session:
        limits.ensure_claimed(session, limits.SIGN_IN_ACCOUNT, key)
    db.session.rollback()
    if not passwords.matches(kept_hash, password):
        problem = Problem("password", "wrong", _l("This is not your password."))
        raise Invalid(problem.message, [problem])


def freshen(session: Session, this: RequestSession, means: str) -> None:
    """From now on, for a while, acts of weight are done without asking."""
    session.execute(update(UserSession).where(UserSession.id == this.id).values(fresh_at=clock.now()))
    audit.note(session, "shown once more", "session", this.id, after={"means": means})


def keep_waiting(path: str, fields: tuple[tuple[str, str], ...]) -> bool:
    """Keep what was sent, sealed, in the session's row. Passwords are not kept: they are typed again. False for too much."""
    this = own_session()
    kept = [(name, value) for name, value in fields if name not in NEVER_KEPT]
    words = json.dumps({"path": path, "fields": kept, "at": clock.now().isoformat()}, ensure_ascii=False)
    if len(words) > MOST:
        return False
    with unit_of_work() as session:
        sealed = crypto.seal(words, COLUMN, str(this.id))
        session.execute(update(UserSession).where(UserSession.id == this.id).values(waiting_sealed=sealed))
    return True


def take_waiting() -> Waiting | None:
    """What waits, once; None when nothing does, or when it cannot be opened any more."""
    this = session_of_request()
    if this is None:
        return None
    with unit_of_work() as session:
        row = session.get_one(UserSession, this.id, populate_existing=True)
        sealed, row.waiting_sealed = row.waiting_sealed, None
    if sealed is None:
        return None
    try:
        found = json.loads(crypto.unseal(sealed, COLUMN, str(this.id)))
    except ValueError:
        return None
    return Waiting(found["path"], tuple((name, value) for name, value in found["fields"]))
