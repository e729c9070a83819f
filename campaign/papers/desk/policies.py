"""Who gives print desks, and what a desk may print."""

from campaign.core.actor import Actor, Grant, P, Role, scope_of
from campaign.core.errors import Refused
from campaign.core.i18n import _l
from campaign.papers.desk.schemas import DeskRow
from campaign.papers.presses import Press
from campaign.papers.schemas import Phones, Subject


def can_give_desks(actor: Actor, subject: Subject) -> bool:
    """Whoever may give links to phones and prints the event's papers: a desk prints what its giver might."""
    where = (subject.region_id, subject.stop_id)
    return all(actor.may_at(permission, *where) for permission in (P.DEVICES_WRITE, P.PAPERS_PRINT, P.SHEETS_PRINT))


def ensure_can_give_desks(actor: Actor, subject: Subject) -> None:
    """Raises Refused."""
    if not can_give_desks(actor, subject):
        raise Refused(_l("Only those who run this stop may open a print desk, look after it or close it."))


def may_print(press: Press, phones: bool, papers: tuple[str, ...]) -> bool:
    """What is made to call people, or names a leader's phone, is not printed by whoever may not know anybody's."""
    return press.code in papers and (phones or press.phones in (Phones.NONE, Phones.OPTIONAL))


def actor_at(row: DeskRow) -> Actor:
    """As whom the desk acts inside its own services: what is left of its stop's role to print, and no account.

    The services hand it the event of the desk and nothing else; no request ever is this actor.
    """
    grants = (Grant(Role.STOP, row.region_id, row.stop_id, row.relay_id),)
    return Actor(name=row.label, grants=grants, scope=scope_of(grants), desk_id=row.id)
