"""Who may keep the register of offices, and who may prepare and hold a walk."""

from collections.abc import Iterable

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write_building(actor: Actor, region_id: int, stop_ids: Iterable[int]) -> bool:
    """The organizer of the region, or the coordinator of a stop (`stop_ids`) in the building's city or district."""
    return actor.may_at(P.WALKS_WRITE, region_id) or any(actor.may_at(P.WALKS_WRITE, region_id, stop) for stop in stop_ids)


def ensure_can_write_building(actor: Actor, region_id: int, stop_ids: Iterable[int]) -> None:
    """Raises Refused."""
    if not can_write_building(actor, region_id, stop_ids):
        raise Refused(_l("Only those who run a stop here may change its buildings."))


def can_write_walk(actor: Actor, region_id: int, stop_id: int) -> bool:
    """The organizer of its region, the coordinator of its stop, the national coordinator."""
    return actor.may_at(P.WALKS_WRITE, region_id, stop_id)


def ensure_can_write_walk(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_write_walk(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may change its walk."))


def ensure_can_print_walk(actor: Actor, region_id: int, stop_id: int) -> None:
    """Whoever prints the papers of the stop and sees its walks: those who run it, and a print desk that they opened.

    Raises Refused.
    """
    if not all(actor.may_at(permission, region_id, stop_id) for permission in (P.PAPERS_PRINT, P.WALKS_READ)):
        raise Refused(_l("Only those who run this stop may print the papers of its walk."))
