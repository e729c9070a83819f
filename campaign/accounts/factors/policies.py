"""Who may take a second factor away: whoever looks after the account, and nobody their own."""

from campaign.accounts import policies
from campaign.accounts.schemas import AccountRow
from campaign.core.actor import Actor
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def ensure_can_take_away(actor: Actor, account: AccountRow) -> None:
    if policies.is_own(actor, account.id):
        raise Refused(_l("Nobody takes away their own second factor. Set up another one, or ask another coordinator."))
    policies.ensure_can_look_after(actor, account)
