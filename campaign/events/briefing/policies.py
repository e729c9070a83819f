"""Who may keep the facts and rules that all regions share, and write and send the briefing of an event."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l
from campaign.events.policies import can_write_event


def can_add_facts(actor: Actor) -> bool:
    """Organizers add to what all regions read; the row stays theirs to change."""
    return actor.may(P.KITS_WRITE)


def ensure_can_add_facts(actor: Actor) -> None:
    """Raises Refused."""
    if not can_add_facts(actor):
        raise Refused(_l("Facts and rules of conduct are kept by the organizers."))


def can_keep(actor: Actor, region_id: int | None) -> bool:
    """A region's own fact or rule is its organizers' to change, the whole campaign's the national coordinator's."""
    return actor.is_national if region_id is None else actor.may_at(P.KITS_WRITE, region_id)


def ensure_can_keep(actor: Actor, region_id: int | None) -> None:
    """Raises Refused."""
    if not can_keep(actor, region_id):
        raise Refused(_l("This belongs to the whole campaign or to another region: its own organizers change it."))


def region_of(actor: Actor) -> int | None:
    """Whose a new fact or rule is: the organizer's region, or the whole campaign's."""
    return None if actor.is_national else min(actor.scope.regions, default=None)


def ensure_can_brief(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_write_event(actor, region_id, stop_id):
        raise Refused(_l("A briefing is written by those who run the stop."))
