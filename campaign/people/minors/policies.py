"""Who may change the rules about ages."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write_age_rules(actor: Actor) -> bool:
    """The law is the same for all regions, so only the national coordinator changes its rules."""
    return actor.may(P.RULES_WRITE)


def ensure_can_write_age_rules(actor: Actor) -> None:
    """Raises Refused."""
    if not can_write_age_rules(actor):
        raise Refused(_l("Only the national coordinator may change the rules."))
