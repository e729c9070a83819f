"""Passkeys of the own account: the first one, one more, one less."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from webauthn import verify_registration_response
from webauthn.helpers import bytes_to_base64url
from webauthn.registration.verify_registration_response import VerifiedRegistration

from campaign.accounts.factors.models import CodeApp, Passkey
from campaign.accounts.factors.queries import own_session
from campaign.accounts.factors.schemas import ChallengeUse, Means, Shown
from campaign.accounts.factors.services import challenges
from campaign.accounts.factors.services.entering import ensure_first, held, note_changed, strengthen
from campaign.accounts.models import User
from campaign.accounts.schemas import NewSession
from campaign.accounts.services import limits
from campaign.core import clock, crypto
from campaign.core.actor import ensure_fresh
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound
from campaign.core.i18n import _l

LONGEST_KEY = 1400  # characters, as the table has room for
BROKEN = _l("The device has not made a passkey that can be used here. Try again, or take another device.")
KNOWN = _l("This passkey is kept already.")


def _verified(shown: Shown, challenge: bytes) -> VerifiedRegistration:
    """Raises Invalid for whatever is no good passkey."""
    try:
        made = verify_registration_response(
            credential=shown.answer, expected_challenge=challenge, expected_rp_id=shown.site.name,
            expected_origin=shown.site.origin, require_user_verification=True,
        )  # fmt: skip
    except Exception as error:  # bytes of a stranger: whatever they break in the library, they are no passkey
        raise Invalid(BROKEN) from error
    if max(len(bytes_to_base64url(made.credential_id)), len(bytes_to_base64url(made.credential_public_key))) > LONGEST_KEY:
        raise Invalid(BROKEN)
    return made


def _transports(answer: str) -> list[str]:
    """Ways to the device, as the browser named them in the answer that was found good."""
    response: dict[str, Any] = json.loads(answer).get("response", {})
    named = response.get("transports")
    return [str(one)[:20] for one in named[:8]] if isinstance(named, list) else []


def _made(name: str, shown: Shown, user_id: int) -> Passkey:
    """The row of a passkey that answered its challenge. Raises Invalid."""
    made = _verified(shown, challenges.take(shown, ChallengeUse.SET_UP, user_id))
    identifier = bytes_to_base64url(made.credential_id)
    return Passkey(
        user_id=user_id, name=name, credential_id=identifier, credential_hash=crypto.token_hash(identifier),
        public_key=bytes_to_base64url(made.credential_public_key), sign_count=made.sign_count,
        transports=_transports(shown.answer), made_at=clock.now(),
    )  # fmt: skip


def _keep(session: Session, user: User, row: Passkey) -> None:
    """Raises Conflict for one too many or one known."""
    challenges.ensure_room(session, user)
    limits.clear(session, challenges.BY_ACCOUNT, str(user.id))
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(KNOWN) from error
    note_changed(session, user, "passkey added")


def keep_passkey(name: str, shown: Shown) -> None:
    """Keep a passkey that a device has just made. Raises NotFresh, Invalid, and Conflict for one too many or one known."""
    ensure_fresh()
    user_id = own_session().user_id
    row = _made(name, shown, user_id)
    with unit_of_work() as session:
        _keep(session, held(session, user_id), row)


def set_up_passkey(name: str, shown: Shown) -> NewSession:
    """Keep the first passkey of an account that has no second factor, and let its owner in by it, under a new secret.

    Raises Refused when there is a second factor already, Invalid, Conflict for one that is known, Gone, NotFound.
    """
    this = own_session()
    row = _made(name, shown, this.user_id)
    with unit_of_work() as session:
        user = held(session, this.user_id)
        ensure_first(this, user)
        _keep(session, user, row)
        return strengthen(session, user, this, Means.PASSKEY)


def remove_passkey(passkey_id: int) -> None:
    """Take one of the own passkeys away: it opens nothing any more, whatever the device keeps.

    Raises NotFresh, NotFound, and Conflict for the only second factor the account has.
    """
    ensure_fresh()
    user_id = own_session().user_id
    with unit_of_work() as session:
        user = held(session, user_id)
        keys = {key.id: key for key in session.scalars(select(Passkey).where(Passkey.user_id == user_id))}
        if passkey_id not in keys:
            raise NotFound(_l("There is no such passkey."))
        if len(keys) == 1 and session.get(CodeApp, user_id) is None:
            raise Conflict(_l("This is the only second factor of your account. Set up an app with codes first."))
        session.delete(keys[passkey_id])
        note_changed(session, user, "passkey removed")
