"""Who may print papers, read their sheets and name their signers."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l
from campaign.papers.schemas import Subject


def can_print(actor: Actor, subject: Subject) -> bool:
    """Those who run the stop; for a relay, its organizers. Papers carry names and phones, so reading them is the same."""
    return actor.may_at(P.PAPERS_PRINT, subject.region_id, subject.stop_id)


def ensure_can_print(actor: Actor, subject: Subject) -> None:
    """Raises Refused."""
    if not can_print(actor, subject):
        raise Refused(_l("Only those who run the stop, or for a relay its organizers, may print its papers."))
