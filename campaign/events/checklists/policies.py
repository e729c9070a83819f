"""Who may keep the checklist of a stop: those who run the stop."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_keep_tasks(actor: Actor, region_id: int, stop_id: int) -> bool:
    """The coordinator of the stop, the organizer of its region, the national coordinator."""
    return actor.may_at(P.EVENTS_WRITE, region_id, stop_id)


def ensure_can_keep_tasks(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_keep_tasks(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may change its checklist."))
