"""Who may keep the column of an event, and the vehicles of a region."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write_column(actor: Actor, region_id: int, stop_id: int) -> bool:
    """The organizer of the region, the coordinator of the stop, the national coordinator."""
    return actor.may_at(P.COLUMNS_WRITE, region_id, stop_id)


def ensure_can_write_column(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_write_column(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may change its column."))


def can_write_vehicles(actor: Actor, region_id: int) -> bool:
    """Everybody who runs a stop of the region keeps its register: the same bus goes in the columns of several."""
    scope = actor.scope
    return actor.may(P.COLUMNS_WRITE) and (scope.everything or region_id in scope.regions | scope.stop_regions)


def ensure_can_write_vehicles(actor: Actor, region_id: int) -> None:
    """Raises Refused."""
    if not can_write_vehicles(actor, region_id):
        raise Refused(_l("Only those who run a stop of the region may change its vehicles."))
