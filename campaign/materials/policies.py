"""Who may move stock, and who may change the catalogue, the norms, and which months are closed."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_move_stock(actor: Actor, region_id: int, stop_id: int | None) -> bool:
    """Whoever runs the stop its own store and holders; the organizer of the region all of its stores."""
    return actor.may_at(P.MATERIALS_WRITE, region_id, stop_id)


def ensure_can_move_stock(actor: Actor, region_id: int, stop_id: int | None) -> None:
    """Raises Refused."""
    if not can_move_stock(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this store may move what is in it."))


def can_write_catalogue(actor: Actor) -> bool:
    """Organizers of regions and the national coordinator: the catalogue is one for all."""
    return actor.may(P.CATALOGUE_WRITE)


def ensure_can_write_catalogue(actor: Actor) -> None:
    """Raises Refused."""
    if not can_write_catalogue(actor):
        raise Refused(_l("Only organizers of a region may change what materials there are."))


def can_write_norms(actor: Actor, region_id: int | None) -> bool:
    """The organizer of the region its norms; norms for all regions (no region) the national coordinator."""
    return actor.is_national if region_id is None else actor.may_at(P.CATALOGUE_WRITE, region_id)


def ensure_can_write_norms(actor: Actor, region_id: int | None) -> None:
    """Raises Refused."""
    if not can_write_norms(actor, region_id):
        raise Refused(_l("Only the organizers of the region may change its norms."))


def can_close_period(actor: Actor, region_id: int) -> bool:
    """The organizer of the region closes its months and opens them again."""
    return actor.may_at(P.CATALOGUE_WRITE, region_id)


def ensure_can_close_period(actor: Actor, region_id: int) -> None:
    """Raises Refused."""
    if not can_close_period(actor, region_id):
        raise Refused(_l("Only the organizers of the region may close its books."))
