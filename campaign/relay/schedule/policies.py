"""Who may write down what stands in the schedule of a stop."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write_duty(actor: Actor, region_id: int, stop_id: int) -> bool:
    """Those who run the stop and those who run its region."""
    return actor.may_at(P.CUSTODY_WRITE, region_id, stop_id)


def ensure_can_write_duty(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_write_duty(actor, region_id, stop_id):
        raise Refused(_l("Who answers for a stop is written down by those who run it."))
