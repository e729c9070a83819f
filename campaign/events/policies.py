"""Who may plan events, their places, kinds and kits."""

from collections.abc import Iterable

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write_event(actor: Actor, region_id: int, stop_id: int) -> bool:
    """The organizer of its region, the coordinator of its stop, the national coordinator."""
    return actor.may_at(P.EVENTS_WRITE, region_id, stop_id)


def ensure_can_write_event(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_write_event(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may change its events."))


def may_accept_clash(actor: Actor, region_id: int) -> bool:
    """Whoever plans the relay of the region may let two events clash."""
    return actor.may_at(P.RELAY_WRITE, region_id)


def ensure_can_write_place(actor: Actor, region_id: int, stop_ids: Iterable[int]) -> None:
    """The organizer of the region, or the coordinator of a stop (`stop_ids`) in that city or district. Raises Refused."""
    if actor.may_at(P.EVENTS_WRITE, region_id):
        return
    if not any(actor.may_at(P.EVENTS_WRITE, region_id, stop_id) for stop_id in stop_ids):
        raise Refused(_l("Only those who run a stop here may change its places."))


def ensure_can_write_kinds(actor: Actor) -> None:
    """Kinds are shared by all regions; organizers add them. Raises Refused."""
    if not actor.may(P.KITS_WRITE):
        raise Refused(_l("Only organizers may add kinds of events."))
