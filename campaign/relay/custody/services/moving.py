"""How items change hands: promised by a guarded UPDATE, moved by closing one entry of custody and opening the next."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.core.errors import Closed, NotFound, Stale
from campaign.core.i18n import Words, _l
from campaign.relay.custody import queries
from campaign.relay.custody.models import BatonItem, CustodyEntry, Handover, HandoverLine
from campaign.relay.custody.schemas import HandoverState, Holder, Party

_NO_SYNC = {"synchronize_session": False}
_FRESH = {"populate_existing": True}
MEANWHILE = _l("Somebody else has changed this handover meanwhile. Look at it again.")
_OVER: dict[HandoverState, Words] = {
    HandoverState.CONFIRMED: _l("This handover is confirmed already."),
    HandoverState.CANCELLED: _l("This handover was cancelled."),
    HandoverState.LEFT: _l("It has left already."),
}


def loaded(session: Session, handover_id: int) -> Handover:
    """The handover, if it is the actor's to see. Raises NotFound."""
    found = session.scalar(select(Handover).where(Handover.id == handover_id), execution_options=_FRESH)
    if found is None:
        raise NotFound(queries.NO_HANDOVER)
    return found


def step(session: Session, row: Handover, version: int, from_states: Sequence[HandoverState], **values: Any) -> None:
    """Bring the handover from one of these states into another: one guarded UPDATE, so of two people at once one wins.

    Raises Closed where it has ended, Stale where somebody else was faster.
    """
    if row.state not in from_states:
        raise Closed(_OVER.get(row.state, MEANWHILE))
    moved = session.execute(
        update(Handover)
        .where(Handover.id == row.id, Handover.version == version, Handover.state.in_(from_states))
        .values(version=Handover.version + 1, **values),
        execution_options=_NO_SYNC,
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale(MEANWHILE)


def promise(session: Session, item_ids: Sequence[int], handover_id: int) -> None:
    """Take the items for this handover. Raises Stale when one of them is part of another open one since."""
    free = (BatonItem.id.in_(item_ids), BatonItem.handover_id.is_(None))
    taken = session.execute(update(BatonItem).where(*free).values(handover_id=handover_id), execution_options=_NO_SYNC)
    if taken.rowcount != len(item_ids):  # type: ignore[attr-defined]
        raise Stale(_l("One of these items was promised to somebody else meanwhile. Look at where it is."))


def release(session: Session, handover_id: int) -> None:
    """The handover has ended: its items may be promised again."""
    own = BatonItem.handover_id == handover_id
    session.execute(update(BatonItem).where(own).values(handover_id=None), execution_options=_NO_SYNC)


def open_entries(session: Session, handover_id: int) -> dict[int, CustodyEntry]:
    """The open entry of every item on the handover, by the item."""
    asked = (
        select(CustodyEntry)
        .join(HandoverLine, HandoverLine.item_id == CustodyEntry.item_id)
        .where(HandoverLine.handover_id == handover_id, CustodyEntry.until.is_(None))
    )
    return {entry.item_id: entry for entry in session.scalars(asked, execution_options=_FRESH)}


def holder_of(entry: CustodyEntry) -> Party | None:
    """Who has the item; None in transit."""
    if entry.stop_id is not None:
        return Party(Holder.STOP, entry.stop_id)
    return Party(Holder.BODY, entry.body_id) if entry.body_id is not None else None


def move(session: Session, entry: CustodyEntry, to: Party | None, at: datetime, handover_id: int) -> CustodyEntry:
    """Close the item's open entry and open the next: with `to`, or in transit. The new entry begins when the old one ends."""
    entry.until = at
    session.flush()  # one open entry at a time: the index would refuse two
    following = CustodyEntry(
        item_id=entry.item_id, relay_id=entry.relay_id, region_id=entry.region_id, number=entry.number + 1,
        holder=to.holder if to else Holder.TRANSIT, stop_id=to.stop_id if to else None, body_id=to.body_id if to else None,
        handover_id=handover_id, since=at,
    )  # fmt: skip
    session.add(following)
    session.flush()
    return following


def give_up(session: Session, row: Handover, entry: CustodyEntry, at: datetime) -> CustodyEntry:
    """The entry from which the giver gives. Where the order was broken and somebody else has the item, it passes through
    the giver first, at the same minute and by the same handover, so that the line has no gap.
    """
    giver = giver_of(row)
    return entry if holder_of(entry) in {giver, None} else move(session, entry, giver, at, row.id)


def giver_of(row: Handover) -> Party:
    return _party(row.giver_stop_id, row.giver_body_id)


def receiver_of(row: Handover) -> Party:
    return _party(row.receiver_stop_id, row.receiver_body_id)


def _party(stop_id: int | None, body_id: int | None) -> Party:
    return Party(Holder.STOP, stop_id) if stop_id is not None else Party(Holder.BODY, body_id or 0)
