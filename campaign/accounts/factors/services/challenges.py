"""What passkeys are asked to sign: made, kept for some minutes, and taken once."""

import secrets
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from webauthn import generate_authentication_options, generate_registration_options, options_to_json
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from campaign.accounts.factors.models import Challenge, Passkey
from campaign.accounts.factors.queries import account_of_session, own_session
from campaign.accounts.factors.schemas import CHALLENGE_LIFE, ISSUER, PASSKEYS_MOST, Asked, ChallengeUse, Shown, Site
from campaign.accounts.factors.services.entering import ensure_first
from campaign.accounts.models import User
from campaign.accounts.services import limits
from campaign.accounts.services.limits import QUARTER, Limit
from campaign.core import clock, crypto
from campaign.core.actor import ensure_fresh
from campaign.core.db import db, unit_of_work
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _l

BY_NETWORK: Final = Limit("passkey at the door", 30, QUARTER)
BY_ACCOUNT: Final = Limit("passkey of an account", 30, QUARTER)
CHALLENGE_BYTES: Final = 32
MILLISECONDS: Final = int(CHALLENGE_LIFE.total_seconds() * 1000)
VERIFIED: Final = UserVerificationRequirement.REQUIRED
TOO_LATE: Final = _l("This took too long, or was sent twice. Try again.")
FULL: Final = _l("An account has at most %(most)s passkeys. Remove one that you do not use.", most=PASSKEYS_MOST)


def _keep(session: Session, use: ChallengeUse, user_id: int | None) -> tuple[str, bytes]:
    """A new challenge and its uid; those whose time is over go."""
    at = clock.now()
    over = select(Challenge.uid).where(Challenge.expires_at <= at).with_for_update(skip_locked=True)
    session.execute(delete(Challenge).where(Challenge.uid.in_(over)).execution_options(synchronize_session=False))
    uid, challenge = crypto.new_uid(), secrets.token_bytes(CHALLENGE_BYTES)
    session.add(
        Challenge(
            uid=uid, use=use, user_id=user_id, challenge=bytes_to_base64url(challenge), expires_at=at + CHALLENGE_LIFE
        )
    )  # fmt: skip
    return uid, challenge


def _described(user_id: int) -> list[PublicKeyCredentialDescriptor]:
    known = {transport.value: transport for transport in AuthenticatorTransport}
    keys = db.session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id))
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(key.credential_id), transports=[known[one] for one in key.transports if one in known]
        )
        for key in keys
    ]


def ask_at_door(site: Site, network: str) -> Asked:
    """For whoever comes: any passkey of this site may answer, no address is asked for. Raises TooMany."""
    with unit_of_work() as session:
        limits.ensure_claimed(session, BY_NETWORK, network)
        uid, challenge = _keep(session, ChallengeUse.SIGN_IN, None)
    return _to_sign(site, uid, challenge, [])


def ask_owner(site: Site, use: ChallengeUse) -> Asked:
    """For whoever is known by the session: the own passkeys. Raises TooMany, and NotFound without a session."""
    user_id = own_session().user_id
    with unit_of_work() as session:
        limits.ensure_claimed(session, BY_ACCOUNT, str(user_id))
        uid, challenge = _keep(session, use, user_id)
    return _to_sign(site, uid, challenge, _described(user_id))


def _to_sign(site: Site, uid: str, challenge: bytes, keys: list[PublicKeyCredentialDescriptor]) -> Asked:
    options = generate_authentication_options(
        rp_id=site.name, challenge=challenge, timeout=MILLISECONDS, allow_credentials=keys, user_verification=VERIFIED
    )
    return Asked(uid, options_to_json(options))


def ensure_room(session: Session, user: User) -> None:
    """Raises Conflict when the account has as many passkeys as it may."""
    if len(session.scalars(select(Passkey.id).where(Passkey.user_id == user.id)).all()) >= PASSKEYS_MOST:
        raise Conflict(FULL)


def ask_new(site: Site) -> Asked:
    """For a passkey to be made: it has to stay in the device and to know its owner.

    By the password alone only the first second factor is made. Raises NotFresh, Refused, TooMany, Conflict, NotFound.
    """
    this, user = own_session(), account_of_session()
    if this.is_let_in:
        ensure_fresh()
    ensure_first(this, user)
    with unit_of_work() as session:
        ensure_room(session, user)
        limits.ensure_claimed(session, BY_ACCOUNT, str(user.id))
        uid, challenge = _keep(session, ChallengeUse.SET_UP, user.id)
    options = generate_registration_options(
        rp_id=site.name, rp_name=ISSUER, user_id=user.uid.encode(), user_name=user.email, user_display_name=user.name,
        challenge=challenge, timeout=MILLISECONDS, exclude_credentials=_described(user.id),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, require_resident_key=True, user_verification=VERIFIED
        ),
    )  # fmt: skip
    return Asked(uid, options_to_json(options))


def take(shown: Shown, use: ChallengeUse, user_id: int | None) -> bytes:
    """The challenge that was answered; it is gone by that, right or wrong. Raises Invalid for none, an old or a foreign one."""
    whose = Challenge.user_id.is_(None) if user_id is None else Challenge.user_id == user_id
    with unit_of_work() as session:
        found = session.execute(
            delete(Challenge)
            .where(Challenge.uid == shown.uid, Challenge.use == use, whose, Challenge.expires_at > clock.now())
            .returning(Challenge.challenge)
            .execution_options(synchronize_session=False)
        ).scalar()
    if found is None:
        raise Invalid(TOO_LATE)
    return base64url_to_bytes(found)
