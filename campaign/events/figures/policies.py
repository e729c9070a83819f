"""Who may say figures, and add what is measured."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_say(actor: Actor, region_id: int, stop_id: int) -> bool:
    """Whoever runs the stop, the organizers of its region, the national coordinator."""
    return actor.may_at(P.FIGURES_WRITE, region_id, stop_id)


def ensure_can_say(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_say(actor, region_id, stop_id):
        raise Refused(_l("The figures of a stop are written by those who run it."))


def can_keep_measures(actor: Actor) -> bool:
    """Measures are shared by all regions; organizers add them, as they add kinds of events."""
    return actor.may(P.KITS_WRITE)


def ensure_can_keep_measures(actor: Actor) -> None:
    """Raises Refused."""
    if not can_keep_measures(actor):
        raise Refused(_l("What is measured is common to all regions: organizers add to it."))
