"""Who writes the page of a stop, and who makes the book."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l


def can_write_page(actor: Actor, region_id: int, stop_id: int) -> bool:
    """Whoever runs the stop, its region or the campaign."""
    return actor.may_at(P.REPORTS_WRITE, region_id, stop_id)


def ensure_can_write_page(actor: Actor, region_id: int, stop_id: int) -> None:
    """Raises Refused."""
    if not can_write_page(actor, region_id, stop_id):
        raise Refused(_l("Only those who run this stop may write its pages of the book."))


def can_make_book(actor: Actor, region_id: int) -> bool:
    """Whoever runs the region: the book holds the pages of all its stops."""
    return actor.may_at(P.REPORTS_WRITE, region_id)


def ensure_can_make_book(actor: Actor, region_id: int) -> None:
    """Raises Refused."""
    if not can_make_book(actor, region_id):
        raise Refused(_l("Only the organizers of the region may have the book made."))
