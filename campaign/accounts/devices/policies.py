"""Who gives links to phones: whoever looks after the stop or the region where the work is done."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_give_devices(actor: Actor, region_id: int, stop_id: int | None) -> bool:
    return actor.may_at(P.DEVICES_WRITE, region_id, stop_id)


def ensure_can_give_devices(actor: Actor, region_id: int, stop_id: int | None) -> None:
    """Raises Refused."""
    if not can_give_devices(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may give links to phones, or withdraw them."))
