"""Who may put two people together, and take it back."""

from collections.abc import Iterable

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write_in(actor: Actor, region_id: int) -> bool:
    """Whether the actor merges people of this region at all: its organizer, or the coordinator of a stop there."""
    here = region_id in actor.scope.stop_regions and actor.may(P.PEOPLE_WRITE)
    return here or actor.may_at(P.PEOPLE_WRITE, region_id)


def can_merge(actor: Actor, region_id: int, stop_ids: Iterable[int]) -> bool:
    """The organizer of the region; a coordinator when both people stand in lists of their own stops only."""
    stops = set(stop_ids)
    here = all(actor.may_at(P.PEOPLE_WRITE, region_id, stop_id) for stop_id in stops)
    return actor.may_at(P.PEOPLE_WRITE, region_id) or (bool(stops) and here)


def ensure_can_merge(actor: Actor, region_id: int, stop_ids: Iterable[int]) -> None:
    """Raises Refused."""
    if not can_merge(actor, region_id, stop_ids):
        raise Refused(
            _l("One of the two stands in lists of other stops. Only the organizer of the region may put them together.")
        )
