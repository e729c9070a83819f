"""Who may answer a doubt."""

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
