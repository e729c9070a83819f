"""Codes of an app and codes on paper: compared, and used up by that, inside the caller's unit of work."""

import hmac
from datetime import timedelta
from typing import Final

import pyotp
from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from campaign.accounts.factors.models import CodeApp, RecoveryCode
from campaign.accounts.factors.schemas import DIGITS, RECOVERY_LENGTH, STEP, TOLERATED, Means
from campaign.accounts.models import User
from campaign.accounts.services.limits import QUARTER, Limit
from campaign.core import clock, crypto
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import Words, _l

BY_QUARTER: Final = Limit("second factor", 5, QUARTER)
BY_DAY: Final = Limit("second factor of a day", 30, timedelta(days=1))  # who guesses has the password already
SECRET: Final = "code_apps.secret"  # noqa: S105 - what it is sealed for
WRONG: Final = _l("This is not the code. Take the one the app shows now; a code is good once. Check the clock of the phone.")


def wrong(words: Words = WRONG) -> Invalid:
    return Invalid(words, [Problem("code", "wrong", words)])


def step_of(secret: str, typed: str) -> int | None:
    """The step whose code was typed, of those near now."""
    app, now = pyotp.HOTP(secret), int(clock.now().timestamp()) // STEP
    for distance in TOLERATED:
        if hmac.compare_digest(app.at(now + distance), typed):
            return now + distance
    return None


def take(session: Session, user: User, typed: str) -> Means | None:
    """Use up what was typed, if it is a code of the account that was not used yet; of two who come at once one is told no."""
    plain = "".join(char for char in typed.upper() if char.isalnum())
    if len(plain) == RECOVERY_LENGTH:
        return Means.RECOVERY if _take_recovery(session, user, plain) else None
    if len(plain) == DIGITS and plain.isascii() and plain.isdigit():
        return Means.APP if _take_step(session, user, plain) else None
    return None


def _take_step(session: Session, user: User, typed: str) -> bool:
    app = session.get(CodeApp, user.id, populate_existing=True)
    step = None if app is None else step_of(crypto.unseal(app.secret_sealed, SECRET, app.uid), typed)
    if step is None:
        return False
    return _is_one(session.execute(
        update(CodeApp).where(CodeApp.user_id == user.id, CodeApp.last_step < step).values(last_step=step)
    ))  # fmt: skip


def _take_recovery(session: Session, user: User, plain: str) -> bool:
    return _is_one(session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == crypto.token_hash(f"{user.uid}:{plain}"),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now())
    ))  # fmt: skip


def _is_one(result: object) -> bool:
    return isinstance(result, CursorResult) and result.rowcount == 1
