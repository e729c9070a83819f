"""Taking the second factors of an account away, for whoever lost the phone and the paper."""

from sqlalchemy import delete

from campaign.accounts.factors.models import CodeApp, Passkey, RecoveryCode
from campaign.accounts.factors.policies import ensure_can_take_away
from campaign.accounts.factors.services.entering import held
from campaign.accounts.queries import account_row
from campaign.accounts.services.sessions import end_all
from campaign.core import audit, mail
from campaign.core.actor import current_actor, ensure_fresh
from campaign.core.db import unit_of_work


def reset_factors(user_id: int) -> None:
    """The account has no second factor any more and is signed out everywhere; it sets up a new one after the password.

    Its owner gets a letter. Raises NotFresh, NotFound, and Refused for one's own or outside of one's care.
    """
    ensure_fresh()
    with unit_of_work() as session:
        ensure_can_take_away(current_actor(), account_row(current_actor(), user_id))
        user = held(session, user_id)
        for table in (CodeApp, Passkey, RecoveryCode):
            session.execute(delete(table).where(table.user_id == user_id))
        user.second_since = None
        end_all(session, user_id)
        mail.queue(session, "accounts.factors_changed", user.language, user_id=user_id)
        audit.note(session, "second factor taken away", "account", user_id)
