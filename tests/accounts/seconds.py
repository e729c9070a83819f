"""Second factors for the tests: an app without a phone, and the way past the second step."""

import pyotp
from sqlalchemy import update

from campaign.accounts.factors.models import CodeApp
from campaign.accounts.factors.schemas import STEP
from campaign.accounts.factors.services.codes import SECRET
from campaign.accounts.models import User
from campaign.core import clock, crypto
from campaign.core.db import db
from tests.factories import kept

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str = KEY, steps: int = 0) -> str:
    """What the app shows now, or so many steps from now."""
    return str(pyotp.HOTP(secret).at(int(clock.now().timestamp()) // STEP + steps))


def with_app(user: User, secret: str = KEY) -> User:
    """The account, with an app that has shown no code yet."""
    uid = crypto.new_uid()
    kept(CodeApp(user_id=user.id, uid=uid, secret_sealed=crypto.seal(secret, SECRET, uid), last_step=0, made_at=clock.now()))
    db.session.execute(update(User).where(User.id == user.id).values(second_since=clock.now()))
    db.session.commit()
    return user


def a_fresh_code() -> str:
    """A code that is good although the one of this half minute was taken: time has passed, says the table."""
    db.session.rollback()
    db.session.execute(update(CodeApp).values(last_step=0))
    db.session.commit()
    return code_of()


def pass_second_step(reader, user: User) -> None:
    """From the answer to the password to the work pages, with a new app where the account has none."""
    db.session.rollback()
    if db.session.get(CodeApp, user.id) is None:
        with_app(user)
    reader.follow()
    reader.send({"code": a_fresh_code()}, expect=303)
