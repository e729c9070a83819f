"""A passkey shown: at the door alone, after the password, or once more before an act of weight. It counts as both factors."""

from typing import Final

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session
from webauthn import verify_authentication_response
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.structs import AuthenticationCredential

from campaign.accounts.factors.models import Passkey
from campaign.accounts.factors.queries import own_session
from campaign.accounts.factors.schemas import ChallengeUse, Means, Shown
from campaign.accounts.factors.services import challenges
from campaign.accounts.factors.services.confirming import freshen
from campaign.accounts.factors.services.entering import held, strengthen, tell_new_device
from campaign.accounts.models import User, UserSession
from campaign.accounts.queries import actor_of
from campaign.accounts.schemas import NewSession, Strength, Whence
from campaign.accounts.services import limits
from campaign.accounts.services.sessions import begin_session, end_by_token
from campaign.core import audit, clock, crypto
from campaign.core.actor import acting_as
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Invalid
from campaign.core.i18n import _l

UNKNOWN: Final = _l("This passkey does not open an account here. Come in with e-mail address and password.")


def _read(shown: Shown) -> AuthenticationCredential:
    try:
        return parse_authentication_credential_json(shown.answer)
    except Exception as error:  # bytes of a stranger: whatever they break in the library, they are no answer
        raise Invalid(UNKNOWN) from error


def _found(credential: AuthenticationCredential, user_id: int | None) -> tuple[Passkey, User]:
    """Whose passkey answered; at the second step and later only one of the account itself. One statement."""
    key_hash = crypto.token_hash(bytes_to_base64url(credential.raw_id))
    query = select(Passkey, User).join(User, User.id == Passkey.user_id).where(Passkey.credential_hash == key_hash, User.active)
    if user_id is not None:
        query = query.where(User.id == user_id)
    found = db.session.execute(query.execution_options(populate_existing=True)).one_or_none()
    handle = credential.response.user_handle
    if found is None or (handle is None and user_id is None) or (handle is not None and handle != found[1].uid.encode()):
        raise Invalid(UNKNOWN)
    return found[0], found[1]


def _count(key: Passkey, credential: AuthenticationCredential, shown: Shown, challenge: bytes) -> int:
    """How often the passkey says it has signed. Raises Invalid for a wrong signature, and for a copy that counts behind."""
    try:
        return verify_authentication_response(
            credential=credential, expected_challenge=challenge, expected_rp_id=shown.site.name,
            expected_origin=shown.site.origin, credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count, require_user_verification=True,
        ).new_sign_count  # fmt: skip
    except Exception as error:  # as above
        raise Invalid(UNKNOWN) from error


def _signed(shown: Shown, use: ChallengeUse, user_id: int | None) -> tuple[int, int, int, int]:
    """What was found good outside a transaction: account, passkey, its count before and now. The trail knows of wrong ones."""
    challenge = challenges.take(shown, use, user_id)
    credential = _read(shown)
    key, user = _found(credential, user_id)
    facts = user.id, key.id, key.sign_count
    try:
        return *facts, _count(key, credential, shown, challenge)
    except Invalid:
        with unit_of_work() as session, acting_as(actor_of(user)):
            audit.note(session, "wrong passkey", "account", facts[0])
        raise


def _use(session: Session, signed: tuple[int, int, int, int]) -> User:
    """Keep that the passkey was used, and hold its owner. Raises Invalid when either has gone, or it was used meanwhile."""
    user_id, key_id, before, now = signed
    user = held(session, user_id)
    done = session.execute(
        update(Passkey)
        .where(Passkey.id == key_id, Passkey.user_id == user_id, Passkey.sign_count == before)
        .values(sign_count=now, used_at=clock.now())
    )
    if not user.active or not isinstance(done, CursorResult) or done.rowcount != 1:
        raise Invalid(UNKNOWN)
    limits.clear(session, challenges.BY_ACCOUNT, str(user_id))
    return user


def come_in_alone(shown: Shown, whence: Whence, old_token: str) -> NewSession:
    """Begin a session with a passkey and nothing else, and end the one this browser had.

    Raises Invalid with one and the same sentence for an unknown passkey, a wrong answer and an account that is switched off.
    """
    signed = _signed(shown, ChallengeUse.SIGN_IN, None)
    with unit_of_work() as session:
        user = _use(session, signed)
        limits.give_back(session, challenges.BY_NETWORK, limits.network_of(whence.address))
        end_by_token(session, old_token)
        begun = begin_session(session, user, whence, Strength.STRONG, means=Means.PASSKEY.value)
        query = select(UserSession.id).where(UserSession.token_hash == crypto.token_hash(begun.token))
        tell_new_device(session, user, session.scalars(query).one())
        return begun


def come_in_by_passkey(shown: Shown) -> NewSession:
    """After the password: a passkey of the account instead of a code. Raises Invalid, Gone, NotFound."""
    this = own_session()
    signed = _signed(shown, ChallengeUse.SIGN_IN, this.user_id)
    with unit_of_work() as session:
        return strengthen(session, _use(session, signed), this, Means.PASSKEY)


def confirm_by_passkey(shown: Shown) -> None:
    """Show once more who one is. Raises Invalid, NotFound."""
    this = own_session()
    signed = _signed(shown, ChallengeUse.CONFIRM, this.user_id)
    with unit_of_work() as session:
        _use(session, signed)
        freshen(session, this, Means.PASSKEY.value)
