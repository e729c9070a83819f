"""Who may edit kits: organizers. Kits belong to all regions; what a change does to a stop is decided at the stop."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_edit_kits(actor: Actor) -> bool:
    return actor.may(P.KITS_WRITE)


def ensure_can_edit_kits(actor: Actor) -> None:
    """Raises Refused."""
    if not can_edit_kits(actor):
        raise Refused(_l("Only organizers may change kits."))
