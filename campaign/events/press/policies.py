"""Who may keep outlets, and write down what the press was asked, told and published."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l
from campaign.events.policies import can_write_event


def can_add_outlets(actor: Actor) -> bool:
    """Whoever runs a stop meets the press of its region."""
    return actor.may(P.EVENTS_WRITE)


def ensure_can_add_outlets(actor: Actor) -> None:
    """Raises Refused."""
    if not can_add_outlets(actor):
        raise Refused(_l("Outlets are added by those who run a stop."))


def can_keep_outlet(actor: Actor, region_id: int | None) -> bool:
    """All stops of a region share its outlets: its organizers change them; those of the country the national coordinator."""
    return actor.is_national if region_id is None else actor.may_at(P.EVENTS_WRITE, region_id)


def ensure_can_keep_outlet(actor: Actor, region_id: int | None) -> None:
    """Raises Refused."""
    if not can_keep_outlet(actor, region_id):
        raise Refused(_l("All stops of the region share this outlet: an organizer of the region changes it."))


def region_of_new_outlet(actor: Actor) -> int | None:
    """Whose a new outlet is: the region's of whoever adds it, or the whole country's."""
    return None if actor.is_national else min(actor.scope.regions | actor.scope.stop_regions, default=None)


def can_write_press(actor: Actor, region_id: int, stop_id: int | None) -> bool:
    """A stop's press is its coordinator's; what belongs to the whole relay (None) the organizers'."""
    return actor.may_at(P.EVENTS_WRITE, region_id) if stop_id is None else can_write_event(actor, region_id, stop_id)


def ensure_can_write_press(actor: Actor, region_id: int, stop_id: int | None) -> None:
    """Raises Refused."""
    if not can_write_press(actor, region_id, stop_id):
        raise Refused(_l("The press of a stop is kept by those who run it, that of the relay by its organizers."))
