"""Who may answer a doubt, and change the rules by which figures are doubted."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_answer(actor: Actor, region_id: int, stop_id: int) -> bool:
    """Whoever may write the figures of the stop."""
    return actor.may_at(P.FIGURES_WRITE, region_id, stop_id)


def ensure_can_answer(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_answer(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may answer for its figures."))


def can_write_rules(actor: Actor) -> bool:
    """All regions are compared with each other, so only the national coordinator changes what they are judged by."""
    return actor.may(P.RULES_WRITE)


def ensure_can_write_rules(actor: Actor) -> None:
    """Raises Refused."""
    if not can_write_rules(actor):
        raise Refused(_l("Only the national coordinator may change the rules."))
