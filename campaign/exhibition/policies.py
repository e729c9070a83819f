"""Who may keep an exhibition, approve a panel about a person, and switch such panels on."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write(actor: Actor, region_id: int, stop_id: int) -> bool:
    """Whoever runs the stop, its region or the country."""
    return actor.may_at(P.EXHIBITION_WRITE, region_id, stop_id)


def ensure_can_write(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_write(actor, region_id, stop_id):
        raise Refused(_l("The exhibition of a stop is kept by those who run the stop."))


def can_approve(actor: Actor, region_id: int, stop_id: int) -> bool:
    """Organizers of the region and of the country: somebody with an account, so that it is known who it was."""
    return actor.is_known and actor.may_at(P.EXHIBITION_APPROVE, region_id, stop_id)


def ensure_can_approve(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_approve(actor, region_id, stop_id):
        raise Refused(_l("A panel about a person is approved by organizers of the region or of the country."))


def can_switch(actor: Actor) -> bool:
    return actor.is_national and actor.may(P.EXHIBITION_SWITCH)


def ensure_can_switch(actor: Actor) -> None:
    """Raises Refused."""
    if not can_switch(actor):
        raise Refused(_l("Panels about persons are switched on and off by a national coordinator."))
