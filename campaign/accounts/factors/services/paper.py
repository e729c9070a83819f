"""Recovery codes: ten of them on paper, each good once, for the day the phone is lost."""

import secrets

from sqlalchemy import delete

from campaign.accounts.factors.models import RecoveryCode
from campaign.accounts.factors.queries import own_session
from campaign.accounts.factors.schemas import RECOVERY_CODES, RECOVERY_LENGTH
from campaign.accounts.factors.services.entering import held, note_changed
from campaign.core import clock, crypto
from campaign.core.actor import ensure_fresh
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict
from campaign.core.i18n import _l


def _new_code() -> str:
    return "".join(secrets.choice(crypto.ALPHABET) for _place in range(RECOVERY_LENGTH))


def make_recovery_codes() -> list[str]:
    """Ten new codes, in groups of four; those from before end. They are answered here and can never be read again.

    Raises NotFresh, and Conflict for an account without a second factor, for which they could stand in.
    """
    ensure_fresh()
    made = [_new_code() for _turn in range(RECOVERY_CODES)]
    with unit_of_work() as session:
        user = held(session, own_session().user_id)
        if user.second_since is None:
            raise Conflict(_l("Set up an app or a passkey first: recovery codes stand in for them when the phone is lost."))
        session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
        session.add_all(
            RecoveryCode(user_id=user.id, code_hash=crypto.token_hash(f"{user.uid}:{code}"), made_at=clock.now())
            for code in made
        )
        note_changed(session, user, "recovery codes made")
    return ["-".join(code[start : start + 4] for start in range(0, RECOVERY_LENGTH, 4)) for code in made]
