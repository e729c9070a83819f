"""Who may read a roll-up, and remind those who owe figures."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def sees_whole(actor: Actor, region_id: int) -> bool:
    """Whether every place of a relay of this region is the actor's to report on; a coordinator sees their own stops."""
    return actor.may_at(P.REPORTS_READ, region_id)


def can_remind(actor: Actor, region_id: int) -> bool:
    """The region's organizers ask for figures, and the national coordinator; nobody asks themselves."""
    return actor.may_at(P.REPORTS_WRITE, region_id)


def ensure_can_remind(actor: Actor, region_id: int) -> None:
    """Raises Refused."""
    if not can_remind(actor, region_id):
        raise Refused(_l("Reminders of missing figures are sent by the organizers of the region."))
