"""Who may say what an event rests on, write down what was filed, and change the rules."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_file(actor: Actor, region_id: int, stop_id: int) -> bool:
    """Whoever may change the event: the coordinator of its stop, the organizer of its region, the national coordinator."""
    return actor.may_at(P.EVENTS_WRITE, region_id, stop_id)


def ensure_can_file(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_file(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may write down what was filed for its events."))


def can_write_rules(actor: Actor) -> bool:
    """The law is the same for all regions, so only the national coordinator changes its rules."""
    return actor.may(P.RULES_WRITE)


def ensure_can_write_rules(actor: Actor) -> None:
    """Raises Refused."""
    if not can_write_rules(actor):
        raise Refused(_l("Only the national coordinator may change the rules."))
