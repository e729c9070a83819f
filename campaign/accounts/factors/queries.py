"""Which second factors an account has, and who stands between the password and the work pages."""

import base64

import pyotp
from sqlalchemy import func, select

from campaign.accounts.factors.models import CodeApp, Passkey, RecoveryCode
from campaign.accounts.factors.schemas import ISSUER, Factors, PasskeyRow, SetUp
from campaign.accounts.models import User
from campaign.accounts.queries import session_of_request
from campaign.accounts.queries.identity import RequestSession
from campaign.core import crypto
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l

SECRET_BYTES = 20  # as many as SHA-1 has, of which the codes are made


def pending_session() -> RequestSession | None:
    """The session of whoever has shown the password and nothing else yet."""
    this = session_of_request()
    return this if this is not None and not this.is_let_in else None


def own_session() -> RequestSession:
    """The session of this request, whatever it has shown. Raises NotFound without one."""
    this = session_of_request()
    if this is None:
        raise NotFound(_l("There is no such account."))
    return this


def account_of_session() -> User:
    """Whose session this request comes with, let in or not. Raises NotFound without one."""
    return db.session.get_one(User, own_session().user_id)


def factors_of(user_id: int) -> Factors:
    """What the account has besides its password. Three statements."""
    app_since = db.session.scalar(select(CodeApp.made_at).where(CodeApp.user_id == user_id))
    keys = db.session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id))
    made, used = db.session.execute(
        select(func.count(), func.count(RecoveryCode.used_at)).where(RecoveryCode.user_id == user_id)
    ).one()
    rows = tuple(PasskeyRow(key.id, key.name, key.made_at, key.used_at) for key in keys)
    return Factors(app_since, rows, made - used, made)


def set_up_of_session() -> SetUp:
    """What this browser's owner would set an app up with. It follows from the session, so looking at it keeps nothing.

    A session gives another secret once its first was taken.
    """
    this, user = own_session(), account_of_session()
    earlier = db.session.scalar(select(CodeApp.uid).where(CodeApp.user_id == user.id)) or ""
    token = crypto.derived_token("code app", f"{this.id}:{this.token_hash}:{earlier}", 1)
    secret = base64.b32encode(base64.urlsafe_b64decode(token)[:SECRET_BYTES]).decode()
    return SetUp(secret, pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER))
