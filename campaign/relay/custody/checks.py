"""What `adalzhol check` recounts of custody: at every moment each item has one holder or is in transit, without a gap."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.relay.custody.models import BatonItem, CustodyEntry, Handover, HandoverLine
from campaign.relay.custody.schemas import OPEN_STATES, HandoverState, Holder


@check("custody")
def custody(session: Session) -> Finding:
    """The line of every item without gaps, one open end, in transit only under way; what is promised, and what was received.

    Three statements.
    """
    items = {item.id: item for item in session.scalars(select(BatonItem).order_by(BatonItem.id))}
    entries = session.scalars(select(CustodyEntry).order_by(CustodyEntry.item_id, CustodyEntry.number)).all()
    lines = session.execute(
        select(HandoverLine.item_id, HandoverLine.missing, Handover).join(Handover, Handover.id == HandoverLine.handover_id)
    ).all()
    handovers = {by.id: by for _item, _missing, by in lines}
    held = {item_id: list(line) for item_id, line in groupby(entries, key=lambda entry: entry.item_id)}
    wrong = [
        *(found for item in items.values() for found in _line(item, held.get(item.id, []), handovers)),
        *(found for item in items.values() for found in _promise(item, lines)),
        *(found for line in lines for found in _outcome(*line, held.get(line[0], []))),
    ]
    return Finding(len(items), tuple(wrong[:MOST_NAMED]))


def _line(item: BatonItem, line: Sequence[CustodyEntry], handovers: dict[int, Handover]) -> Iterator[Wrong]:
    """The entries of one item, in their order."""
    if [entry.number for entry in line] != list(range(1, len(line) + 1)):
        yield Wrong("baton_item", item.id, "the entries of its custody are not counted from 1 without a gap")
    if [entry.until is None for entry in line] != [False] * (len(line) - 1) + [True]:
        yield Wrong(
            "baton_item", item.id, f"has {sum(entry.until is None for entry in line)} open entries, not the last one only"
        )
    for before, after in pairwise(line):
        if before.until is not None and before.until != after.since:
            yield Wrong("baton_item", item.id, f"nobody or two have it between entries {before.number} and {after.number}")
    if line and (line[0].holder is not Holder.BODY or line[0].handover_id is not None):
        yield Wrong("baton_item", item.id, "did not come into the relay from a body")
    for entry in line:
        yield from _entry(item, entry, handovers)


def _entry(item: BatonItem, entry: CustodyEntry, handovers: dict[int, Handover]) -> Iterator[Wrong]:
    by = handovers.get(entry.handover_id or 0)
    if entry.number > 1 and (by is None or by.relay_id != item.relay_id):
        yield Wrong("baton_item", item.id, f"entry {entry.number} has no handover of this relay that names the item")
    elif entry.holder is Holder.TRANSIT and entry.until is None and by and by.state is not HandoverState.LEFT:
        yield Wrong("baton_item", item.id, "is in transit by a handover that is not under way")


def _promise(item: BatonItem, lines: Sequence[Any]) -> Iterator[Wrong]:
    promised = {by.id for item_id, _missing, by in lines if item_id == item.id and by.state in OPEN_STATES}
    if promised != ({item.handover_id} if item.handover_id else set()):
        yield Wrong("baton_item", item.id, f"is on the open handovers {sorted(promised)}, but promised to {item.handover_id}")


def _outcome(item_id: int, missing: bool, by: Handover, line: Sequence[CustodyEntry]) -> Iterator[Wrong]:
    """What was confirmed has come to the receiver, and nothing else has by this handover."""
    receiver = (by.receiver_stop_id, by.receiver_body_id)
    came = any(entry.handover_id == by.id and (entry.stop_id, entry.body_id) == receiver for entry in line)
    if came != (by.state is HandoverState.CONFIRMED and not missing):
        said = "came to the receiver, which was not confirmed" if came else "is confirmed, but never came to the receiver"
        yield Wrong("handover", by.id, f"item {item_id} {said}")
