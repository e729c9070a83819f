"""A handover is proposed by the giver, leaves, or is cancelled; the number of its act is given at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations, outward, settings
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _l
from campaign.core.lengths import too_long
from campaign.core.outward import Act
from campaign.relay.custody import policies, queries
from campaign.relay.custody.models import CustodyEntry, Handover, HandoverLine, HandoverThing
from campaign.relay.custody.parties import Chain, chain_of
from campaign.relay.custody.schemas import MOST_REASON, OPEN_STATES, HandoverState, ItemRow, NamedParty, Proposal
from campaign.relay.custody.services import along, moving
from campaign.relay.custody.services.judging import complain, judge_order, judge_proposal, moment, whole_minute
from campaign.territory.models import Region


def propose(wish: Proposal, key: str) -> int:
    """Agree on a handover: who gives what to whom, when and where. The items stay with the giver. Its id.

    Giving what was not received, or to another than the next of the chain, needs a reason and an organizer of the region. The
    same key gives the same handover. Raises NotFound, Refused, Invalid, Stale.
    """
    judge_proposal(wish)
    with unit_of_work() as session:
        chain = chain_of(wish.relay_id)
        giver, receiver = chain.named(wish.giver), chain.named(wish.receiver)
        policies.ensure_can_give(current_actor(), giver)
        if (earlier := operations.begin(session, "custody.propose", key, vars(wish))) is not None:
            return int(earlier["handover"])
        complain(list(along.too_much(wish.giver, wish.things)))
        items = _wished(wish)
        overrides = judge_order(chain, wish, items)
        row = _written(session, chain, wish, overrides)
        moving.promise(session, [item.id for item in items], row.id)
        session.add_all(HandoverLine(handover_id=row.id, item_id=item.id, given=item.condition) for item in items)
        session.add_all(
            HandoverThing(
                handover_id=row.id, position=place, name=thing.name, quantity=thing.quantity, note=thing.note, code=thing.code
            )
            for place, thing in enumerate(wish.things, 1)
        )
        _note_proposed(session, row, giver, receiver, items)
        operations.finish(session, "custody.propose", key, {"handover": row.id})
        return row.id


def _wished(wish: Proposal) -> list[ItemRow]:
    known = {item.id: item for item in queries.items_of(wish.relay_id)}
    if set(wish.item_ids) - set(known):
        complain([Problem("items", "unknown", queries.NO_ITEM)])
    return [known[item_id] for item_id in sorted(set(wish.item_ids))]


def _written(session: Session, chain: Chain, wish: Proposal, overrides: bool) -> Handover:
    zone = _zone(chain, wish)
    (giver, receiver, witness), book = wish.signers, wish.book
    if wish.witness_body_id is not None and wish.witness_body_id not in {body.id for body in chain.bodies}:
        complain([Problem("witness", "unknown", _l("There is no such body."))])
    row = Handover(
        relay_id=chain.relay_id, region_id=chain.region_id, number=_number(session, chain, wish, zone),
        giver_stop_id=wish.giver.stop_id, giver_body_id=wish.giver.body_id, receiver_stop_id=wish.receiver.stop_id,
        receiver_body_id=wish.receiver.body_id, witness_body_id=wish.witness_body_id, state=HandoverState.PROPOSED,
        agreed_at=whole_minute(wish.agreed_at), time_zone=zone, place=wish.place,
        giver_name=giver.name, giver_post=giver.post, receiver_name=receiver.name, receiver_post=receiver.post,
        witness_name=witness.name, witness_post=witness.post,
        book_entries=book.entries, book_pages=book.pages, book_photos=book.photos, copies=wish.copies,
        override_reason=wish.override_reason if overrides else "", made_at=clock.now(), proposed_by=current_actor().user_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _zone(chain: Chain, wish: Proposal) -> str:
    """The zone of the place: the handover is held on the giver's side, or where the baton first arrives."""
    stop = chain.stop(wish.giver) or chain.stop(wish.receiver)
    return stop.time_zone if stop else chain.time_zone


def _number(session: Session, chain: Chain, wish: Proposal, zone: str) -> str:
    """The next number of an act in the region and year: 2018-35-07."""
    code = session.scalars(select(Region.code).where(Region.id == chain.region_id)).one().removeprefix("KZ-")
    year = clock.on_the_wall(wish.agreed_at, zone).year
    return f"{year}-{code}-{settings.next_number(session, f'handovers-{year}-{code}'):02d}"


def _note_proposed(session: Session, row: Handover, giver: NamedParty, receiver: NamedParty, items: Sequence[ItemRow]) -> None:
    after = {
        "number": row.number, "giver": giver.party.key, "receiver": receiver.party.key,
        "items": [item.id for item in items], "agreed_at": row.agreed_at.isoformat(),
    }  # fmt: skip
    act = "handover.proposed_out_of_order" if row.override_reason else "handover.proposed"
    audit.note(session, act, "handover", row.id, region_id=row.region_id, after=after, reason=row.override_reason)
    outward.announce(
        session, Act.HANDOVER_PROPOSED, region_id=row.region_id, handover=row.id, agreed_at=row.agreed_at.isoformat()
    )


def leave(handover_id: int, version: int, left_at: datetime | None = None) -> None:
    """The giver says that the baton has left: from then on its items are in transit.

    Raises NotFound, Refused, Invalid for a moment that cannot be, Closed, Stale.
    """
    with unit_of_work() as session:
        row = moving.loaded(session, handover_id)
        policies.ensure_can_give(current_actor(), queries.handover_row(handover_id).giver)
        entries = moving.open_entries(session, handover_id)
        at = moment(left_at, "left", latest(entries.values()), _l("It cannot leave before it came here."))
        moving.step(session, row, version, (HandoverState.PROPOSED,), state=HandoverState.LEFT, left_at=at)
        for entry in entries.values():
            moving.move(session, moving.give_up(session, row, entry, at), None, at, row.id)
        after = {"left_at": at.isoformat(), "items": sorted(entries)}
        audit.note(session, "handover.left", "handover", row.id, region_id=row.region_id, after=after)
        outward.announce(session, Act.HANDOVER_LEFT, region_id=row.region_id, handover=row.id, left_at=at.isoformat())


def latest(entries: Iterable[CustodyEntry]) -> datetime | None:
    """Since when the last of these items is where it is; None without items."""
    return max((entry.since for entry in entries), default=None)


def cancel(handover_id: int, version: int, reason: str) -> None:
    """Call the handover off; items that have left come back to the giver. The reason is kept.

    Raises NotFound, Refused, Invalid without a reason, Closed, Stale.
    """
    with unit_of_work() as session:
        row = moving.loaded(session, handover_id)
        policies.ensure_can_give(current_actor(), queries.handover_row(handover_id).giver)
        _judge_reason(reason)
        before, entries = row.state, moving.open_entries(session, handover_id)
        moving.step(session, row, version, OPEN_STATES, state=HandoverState.CANCELLED, cancel_reason=reason)
        at = whole_minute(clock.campaign_now())
        if before is HandoverState.LEFT:
            for entry in entries.values():
                moving.move(session, entry, moving.giver_of(row), at, row.id)
        moving.release(session, row.id)
        after = {"state": HandoverState.CANCELLED.value}
        audit.note(
            session, "handover.cancelled", "handover", row.id, region_id=row.region_id, before={"state": before.value},
            after=after, reason=reason,
        )  # fmt: skip
        outward.announce(session, Act.HANDOVER_CANCELLED, region_id=row.region_id, handover=row.id)


def _judge_reason(reason: str) -> None:
    if not reason:
        words = _l("Say why: the reason stays with the handover.")
        raise Invalid(words, [Problem("reason", "needed", words)])
    complain(list(too_long("reason", reason, MOST_REASON)))
