"""Who may read and write event reports."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write(actor: Actor, region_id: int, stop_id: int) -> bool:
    """The organizer of its region, the coordinator of its stop, the national coordinator."""
    return actor.may_at(P.REPORTS_WRITE, region_id, stop_id)


def ensure_can_write(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_write(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may write and sign its reports."))
