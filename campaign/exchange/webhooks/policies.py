"""Who may have other machines told: the organizers of a region for the region, the national coordinator for the country."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write_webhooks(actor: Actor, region_id: int | None) -> bool:
    return actor.is_national if region_id is None else actor.may_at(P.WEBHOOKS_WRITE, region_id)


def ensure_can_write_webhooks(actor: Actor, region_id: int | None) -> None:
    """Raises Refused."""
    if not can_write_webhooks(actor, region_id):
        raise Refused(_l("Webhooks of a region are for its organizers, those of the country for the national coordinator."))
