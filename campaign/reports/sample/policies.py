"""Who may try the sample data and take it out again."""

from campaign.core.actor import Actor
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_try(actor: Actor) -> bool:
    """National coordinators: it fills the whole installation."""
    return actor.is_national


def ensure_can_try(actor: Actor) -> None:
    """Raises Refused."""
    if not can_try(actor):
        raise Refused(_l("Sample data is put in and taken out by a national coordinator."))
