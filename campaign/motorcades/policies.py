"""Who may keep the column of an event, and the vehicles of a region."""

from collections.abc import Iterable

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


def can_write_vehicle(actor: Actor, region_id: int, stop_ids: Iterable[int]) -> bool:
    """The organizer of the region, and whoever runs one of the stops (`stop_ids`) in whose columns it is."""
    return actor.may_at(P.COLUMNS_WRITE, region_id) or any(
        actor.may_at(P.COLUMNS_WRITE, region_id, stop_id) for stop_id in stop_ids
    )


def ensure_can_write_vehicle(actor: Actor, region_id: int, stop_ids: Iterable[int]) -> None:
    """Raises Refused."""
    if not can_write_vehicle(actor, region_id, stop_ids):
        raise Refused(_l("Only the organizer of the region, and those who have this vehicle in a column, may change it."))
