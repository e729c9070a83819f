"""Who may close a period, and see what was closed."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_close(actor: Actor, region_id: int) -> bool:
    """The organizers of the region, and the national coordinator."""
    return actor.may_at(P.PERIODS_CLOSE, region_id)


def ensure_can_close(actor: Actor, region_id: int) -> None:
    """Raises Refused."""
    if not can_close(actor, region_id):
        raise Refused(_l("A period is closed by the organizers of the region."))
