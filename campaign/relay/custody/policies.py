"""Who may keep the items of a baton, propose a handover, confirm it, and break the order."""

from campaign.core.actor import Actor, P
from campaign.core.errors import Refused
from campaign.core.i18n import _l
from campaign.relay.custody.schemas import NamedParty

NOT_YOURS_TO_GIVE = _l("A handover is proposed by the coordinator of the giving stop or an organizer of the region.")


def can_keep_items(actor: Actor, region_id: int) -> bool:
    """Regional organizers say what the baton of their relay is made of, and may break the order with a reason."""
    return actor.may_at(P.RELAY_WRITE, region_id)


def ensure_can_keep_items(actor: Actor, region_id: int) -> None:
    if not can_keep_items(actor, region_id):
        raise Refused(_l("The items of the baton are kept by the organizers of its region."))


def can_act_for(actor: Actor, side: NamedParty) -> bool:
    """A stop's coordinator acts for the stop, the region's organizers for every stop and body of the relay."""
    return actor.may_at(P.CUSTODY_WRITE, side.region_id, side.stop_id)


def ensure_can_give(actor: Actor, giver: NamedParty) -> None:
    if not can_act_for(actor, giver):
        raise Refused(NOT_YOURS_TO_GIVE)


def ensure_can_receive(actor: Actor, receiver: NamedParty) -> None:
    if not can_act_for(actor, receiver):
        raise Refused(_l("A handover is confirmed by the coordinator of the receiving stop or an organizer of the region."))


def has_proposed(actor: Actor, proposed_by: int | None) -> bool:
    """Whether the actor proposed it themselves; `proposed_by` is an account, None for the system."""
    return actor.user_id is not None and actor.user_id == proposed_by


def ensure_can_confirm(actor: Actor, receiver: NamedParty, proposed_by: int | None, paper_first: bool) -> None:
    """Whoever proposed it confirms it only as an organizer who types a signed paper. Raises Refused."""
    ensure_can_receive(actor, receiver)
    if paper_first and not can_keep_items(actor, receiver.region_id):
        raise Refused(_l("Only an organizer of the region types a paper that was signed before."))
    if has_proposed(actor, proposed_by) and not paper_first:
        raise Refused(_l("You proposed this handover: the other side confirms it."))


def ensure_can_override(actor: Actor, region_id: int) -> None:
    if not can_keep_items(actor, region_id):
        raise Refused(_l("Only an organizer of the region may break the order of the chain, with a reason."))
