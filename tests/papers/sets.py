"""A paper set for the matrix of addresses: made by the coordinator of a stop, with a list of its people in it."""

from campaign.core import crypto
from campaign.core.actor import Actor, acting_as
from campaign.papers.schemas import SubjectKind
from campaign.papers.sets.schemas import SetWish
from campaign.papers.sets.services import set_at_once


def a_set(stop_id: int, coordinator: Actor) -> dict[str, int | str]:
    with acting_as(coordinator):
        wish = SetWish(("sign_in",), ("ru",))
        return {"set_uid": set_at_once(SubjectKind.STOP, stop_id, wish, crypto.new_uid())}
