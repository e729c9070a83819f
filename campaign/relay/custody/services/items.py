"""The items of a baton enter a relay, and what is written about them is corrected."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import Translated, _l
from campaign.core.lengths import too_long
from campaign.relay.custody import policies, queries
from campaign.relay.custody.models import BatonItem, CustodyEntry, Handover, HandoverLine
from campaign.relay.custody.parties import chain_of
from campaign.relay.custody.schemas import (
    MOST_NAME,
    MOST_NOTE,
    HandoverState,
    Holder,
    ItemWords,
    NewItem,
)
from campaign.relay.models import Relay

MOST_INVENTORY = 40
MOST_ITEMS = 40
_NOT_SAVED = _l("The item was not written down yet.")


def add_item(relay_id: int, new: NewItem, key: str) -> int:
    """Bring an item into the relay; a body holds it until its first handover. The item's id.

    The same key gives the same item. Raises NotFound, Refused, Invalid.
    """
    with unit_of_work() as session:
        chain = chain_of(relay_id)
        policies.ensure_can_keep_items(current_actor(), chain.region_id)
        if (earlier := operations.begin(session, "custody.add_item", key, [relay_id, vars(new)])) is not None:
            return int(earlier["item"])
        if new.holder_body_id not in {body.id for body in chain.bodies}:
            raise Invalid(_NOT_SAVED, [Problem("holder", "unknown", _l("There is no such body."))])
        _judge(session, relay_id, ItemWords(new.kind, new.name, new.inventory, new.note), None)
        at = clock.at(new.since, 0, 0, chain.time_zone)
        if at > clock.campaign_now():
            words = _l("This lies in the future. Write it down when it has happened.")
            raise Invalid(_NOT_SAVED, [Problem("since", "in_the_future", words)])
        item = BatonItem(
            relay_id=relay_id, region_id=chain.region_id, kind=new.kind, name=new.name, inventory=new.inventory, quantity=1,
            condition=new.condition, note=new.note, made_at=clock.now(),
        )  # fmt: skip
        session.add(item)
        session.flush()
        first = CustodyEntry(
            item_id=item.id, relay_id=relay_id, region_id=chain.region_id, number=1, holder=Holder.BODY,
            body_id=new.holder_body_id, since=at,
        )  # fmt: skip
        session.add(first)
        after = {"relay": relay_id, "kind": new.kind, "inventory": new.inventory, "body": new.holder_body_id}
        audit.note(session, "custody.item_added", "baton_item", item.id, region_id=chain.region_id, after=after)
        operations.finish(session, "custody.add_item", key, {"item": item.id})
        return item.id


def change_item(item_id: int, words: ItemWords, version: int) -> None:
    """Correct the kind, the name, the inventory number or the note. Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        _hold_relay_of(session, item_id)
        item = _loaded(session, item_id)
        policies.ensure_can_keep_items(current_actor(), item.region_id)
        item.step(version)
        _judge(session, item.relay_id, words, item_id)
        before = {"kind": item.kind, "inventory": item.inventory}
        item.kind, item.name, item.inventory, item.note = words.kind, words.name, words.inventory, words.note
        after = {"kind": words.kind, "inventory": words.inventory}
        audit.note(session, "custody.item_changed", "baton_item", item_id, region_id=item.region_id, before=before, after=after)


def remove_item(item_id: int) -> None:
    """Take out an item that was written down by mistake. Raises NotFound, Refused, Conflict once a handover names it."""
    with unit_of_work() as session:
        item = _loaded(session, item_id)
        policies.ensure_can_keep_items(current_actor(), item.region_id)
        if session.scalar(select(HandoverLine.id).where(HandoverLine.item_id == item_id).limit(1)) is not None:
            raise Conflict(_l("A handover names this item, so it stays in the history of the baton."))
        session.execute(delete(BatonItem).where(BatonItem.id == item_id))
        before = {"relay": item.relay_id, "inventory": item.inventory}
        audit.note(session, "custody.item_removed", "baton_item", item_id, region_id=item.region_id, before=before)


def _hold_relay_of(session: Session, item_id: int) -> None:
    """The relay before its items, as whoever takes a season back holds them."""
    own = select(BatonItem.relay_id).where(BatonItem.id == item_id).scalar_subquery()
    session.execute(select(Relay.id).where(Relay.id == own).with_for_update(key_share=True))


def _loaded(session: Session, item_id: int) -> BatonItem:
    """The item, held: nobody promises it meanwhile."""
    found = session.scalar(select(BatonItem).where(BatonItem.id == item_id).with_for_update())
    if found is None:
        raise NotFound(queries.NO_ITEM)
    return found


def _judge(session: Session, relay_id: int, words: ItemWords, item_id: int | None) -> None:
    """Raises Invalid with everything that is wrong. The relay is held: two who write one number come one after the other."""
    session.execute(select(Relay.id).where(Relay.id == relay_id).with_for_update(key_share=True))
    problems = [
        *too_long("name", words.name, MOST_NAME),
        *too_long("inventory", words.inventory, MOST_INVENTORY),
        *too_long("note", words.note, MOST_NOTE),
        *_unnamed(words.name),
    ]
    if not words.inventory:
        problems.append(Problem("inventory", "empty", _l("Every item has an inventory number of its own.")))
    twins = select(BatonItem.id).where(BatonItem.relay_id == relay_id, BatonItem.inventory == words.inventory)
    if session.scalar(twins.where(BatonItem.id != (item_id or 0))) is not None:
        said = _l("Another item of this relay has the inventory number %(number)s.", number=words.inventory)
        problems.append(Problem("inventory", "taken", said))
    if item_id is None and len(session.scalars(select(BatonItem.id).where(BatonItem.relay_id == relay_id)).all()) >= MOST_ITEMS:
        problems.append(Problem("", "too_many", _l("A baton has at most %(most)s items.", most=MOST_ITEMS)))
    if problems:
        raise Invalid(_NOT_SAVED, problems)


def _unnamed(name: Translated) -> Sequence[Problem]:
    """The act names the item in Kazakh and in Russian."""
    words = _l("The act is printed in Kazakh and Russian: name the item in both.")
    return [Problem(f"name_{code}", "empty", words) for code in ("kk", "ru") if not getattr(name, code)]


class CustodyOfASeason:
    """A season whose baton was handed over is not taken back."""

    def ensure_removable(self, session: Session, stop_ids: Sequence[int]) -> None:
        """Raises Conflict when the baton has left or was received somewhere."""
        at = Handover.giver_stop_id.in_(stop_ids) | Handover.receiver_stop_id.in_(stop_ids)
        begun = {HandoverState.LEFT, HandoverState.CONFIRMED}
        if begun & set(session.scalars(select(Handover.state).where(at).with_for_update())):
            raise Conflict(_l("The baton of this season was handed over already."))
