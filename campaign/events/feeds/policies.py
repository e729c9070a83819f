"""Who may have a calendar of their own."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def ensure_can_subscribe(actor: Actor) -> None:
    """Everybody with an account who reads events. Raises Refused."""
    if not actor.is_known or not actor.may(P.EVENTS_READ):
        raise Refused(_l("A calendar of one's own belongs to an account that reads events."))
