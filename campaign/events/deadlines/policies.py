"""Who may say what an event rests on, and write down what was filed."""

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
