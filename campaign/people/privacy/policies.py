"""Who may erase a person, tell what is known of one, and let terms run."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_erase(actor: Actor, region_id: int) -> bool:
    """The organizer of the region is the operator of its people's data."""
    return actor.may_at(P.PEOPLE_ERASE, region_id)


def ensure_can_erase(actor: Actor, region_id: int) -> None:
    """Raises Refused."""
    if not can_erase(actor, region_id):
        raise Refused(_l("Only the organizer of the region may erase a person."))


def ensure_can_run(actor: Actor, region_id: int) -> None:
    """Raises Refused."""
    if not actor.may_at(P.RETENTION_RUN, region_id):
        raise Refused(_l("Only the organizer of the region may erase people whose term is over."))
