"""Who may take a stop along and bring it back."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_carry(actor: Actor, region_id: int, stop_id: int) -> bool:
    """Its coordinator, the organizers of its region, the national coordinator."""
    return actor.may_at(P.PACKAGES_WRITE, region_id, stop_id)


def ensure_can_carry(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_carry(actor, region_id, stop_id):
        raise Refused(_l("A stop is taken along by its coordinator or the organizers of its region."))
