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


def can_add_measures(actor: Actor) -> bool:
    """Measures are shared by all regions; organizers add them, as they add kinds of events."""
    return actor.may(P.KITS_WRITE)


def ensure_can_add_measures(actor: Actor) -> None:
    """Raises Refused."""
    if not can_add_measures(actor):
        raise Refused(_l("What is measured is common to all regions: organizers add to it."))


def can_change_measures(actor: Actor) -> bool:
    """All regions tell figures in them: one of them does not rename or put aside what the others use."""
    return actor.is_national


def ensure_can_change_measures(actor: Actor) -> None:
    """Raises Refused."""
    if not can_change_measures(actor):
        raise Refused(_l("All regions tell figures in this measure: the national coordinator changes it."))
