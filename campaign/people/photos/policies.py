"""Who may look at photos, and who keeps them."""

from campaign.core.actor import Actor, P
from campaign.core.errors import NotFound, Refused
from campaign.core.i18n import _l

NO_PHOTO = _l("There is no such photo.")


def ensure_can_read_photos(actor: Actor, region_id: int, stop_id: int) -> None:
    """Whoever runs the stop, its region or the campaign: people are seen in them. Raises NotFound."""
    if not actor.may_at(P.PHOTOS_READ, region_id, stop_id):
        raise NotFound(NO_PHOTO)


def can_write_photos(actor: Actor, region_id: int, stop_id: int) -> bool:
    """The same."""
    return actor.may_at(P.PHOTOS_WRITE, region_id, stop_id)


def ensure_can_write_photos(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_write_photos(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may keep its photos."))
