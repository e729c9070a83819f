"""Who may make and open paper sets, and who says when they are made ahead."""

from campaign.core.actor import Actor, P
from campaign.core.errors import NotFound, Refused
from campaign.core.i18n import _l
from campaign.papers.schemas import Subject
from campaign.papers.sets.schemas import SETS_OF


def can_make_set(actor: Actor, subject: Subject) -> bool:
    """Those who may print the papers there and the lists of people, for a set holds both."""
    return all(actor.may_at(needed, subject.region_id, subject.stop_id) for needed in (P.PAPERS_PRINT, P.SHEETS_PRINT))


def ensure_can_make_set(actor: Actor, subject: Subject) -> None:
    """Raises Refused; NotFound for what has no sets."""
    if subject.kind not in SETS_OF:
        raise NotFound(_l("There is no such paper."))
    if not can_make_set(actor, subject):
        raise Refused(_l("Only those who run the stop may make and open its paper sets."))


def can_set_evening(actor: Actor, region_id: int) -> bool:
    return actor.may_at(P.RELAY_WRITE, region_id)


def ensure_can_set_evening(actor: Actor, region_id: int) -> None:
    """Raises Refused."""
    if not can_set_evening(actor, region_id):
        raise Refused(_l("Only the organizers of the region may say when its paper sets are made."))
