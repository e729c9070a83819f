"""Who may plan a relay, take one back, and open a campaign."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_plan(actor: Actor, region_id: int) -> bool:
    """Regional organizers in their regions, national coordinators everywhere."""
    return actor.may_at(P.RELAY_WRITE, region_id)


def ensure_can_plan(actor: Actor, region_id: int) -> None:
    if not can_plan(actor, region_id):
        raise Refused(_l("A relay is planned by the organizers of its region."))


def can_open_campaign(actor: Actor) -> bool:
    return actor.is_national


def ensure_can_open_campaign(actor: Actor) -> None:
    if not can_open_campaign(actor):
        raise Refused(_l("A campaign is opened and changed by a national coordinator."))
