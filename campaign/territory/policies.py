"""Who may change the territory: national coordinators everywhere, regional organizers in their own regions."""

from collections.abc import Iterable

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_change_units(actor: Actor, region_ids: Iterable[int]) -> bool:
    """Whether all of these regions are the actor's."""
    return all(actor.may_at(P.TERRITORY_WRITE, region_id) for region_id in region_ids)


def ensure_can_change_units(actor: Actor, region_ids: Iterable[int]) -> None:
    """Raises Refused unless every region touched is the actor's."""
    if not actor.may(P.TERRITORY_WRITE) or not can_change_units(actor, region_ids):
        raise Refused(_l("The table touches regions that are not yours, so nothing was taken."))


def ensure_can_change_parts(actor: Actor, region_ids: Iterable[int]) -> None:
    """Raises Refused unless the place lies, and lay, in regions of the actor's only."""
    if not actor.may(P.TERRITORY_WRITE) or not can_change_units(actor, region_ids):
        raise Refused(_l("The parts of a city or district are kept by the organizers of its region."))


def can_change_bodies(actor: Actor) -> bool:
    return actor.is_national


def ensure_can_change_bodies(actor: Actor) -> None:
    """Raises Refused unless the actor is a national coordinator: names of bodies stand on every region's papers."""
    if not can_change_bodies(actor):
        raise Refused(_l("Only a national coordinator changes the names of bodies."))
