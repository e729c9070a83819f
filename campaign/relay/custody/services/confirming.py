"""The receiver confirms a handover, with what differs; only now the items change hands for good."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaign.core import audit, outward
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.i18n import _l
from campaign.core.outward import Act
from campaign.relay.custody import policies, queries
from campaign.relay.custody.models import BatonItem, CustodyEntry, Handover, HandoverLine
from campaign.relay.custody.schemas import OPEN_STATES, HandoverRow, HandoverState, LineAnswer, Receipt
from campaign.relay.custody.services import along, moving
from campaign.relay.custody.services.judging import judge_receipt, moment
from campaign.relay.custody.services.proposing import latest

_NO_SYNC = {"synchronize_session": False}
_TOO_EARLY = _l("It cannot be received before it left the giver, or before it came to the giver.")


def confirm(handover_id: int, version: int, receipt: Receipt) -> None:
    """The receiver has the baton, in the condition it says. What is missing stays with the giver, who answers for it.

    Raises NotFound, Refused (the proposer cannot confirm, unless an organizer types a signed paper), Invalid, Closed, Stale.
    """
    with unit_of_work() as session:
        row, shown = moving.loaded(session, handover_id), queries.handover_row(handover_id)
        policies.ensure_can_confirm(current_actor(), shown.receiver, row.proposed_by, receipt.paper_first)
        entries = moving.open_entries(session, handover_id)
        if shown.is_open:
            judge_receipt(receipt, shown.lines, shown.things)
        at = moment(receipt.received_at, "received", latest(entries.values()), _TOO_EARLY)
        moving.step(
            session, row, version, OPEN_STATES, state=HandoverState.CONFIRMED, received_at=at, remarks=receipt.remarks,
            paper_first=receipt.paper_first, confirmed_by=current_actor().user_id,
        )  # fmt: skip
        answers = {answer.line_id: answer for answer in receipt.answers}
        for line in shown.lines:
            _answer(session, answers[line.id], line.item_id)
            _hand_over(session, row, entries[line.item_id], answers[line.id].missing, at)
        moving.release(session, row.id)
        along.count(session, shown, receipt)
        _note(session, shown, receipt, at)


def _answer(session: Session, answer: LineAnswer, item_id: int) -> None:
    """Keep what the receiver says of one item, which is how it is from now on."""
    values = {"received": None if answer.missing else answer.condition, "missing": answer.missing, "note": answer.note}
    session.execute(update(HandoverLine).where(HandoverLine.id == answer.line_id).values(**values), execution_options=_NO_SYNC)
    if not answer.missing:
        session.execute(
            update(BatonItem).where(BatonItem.id == item_id).values(condition=answer.condition), execution_options=_NO_SYNC
        )


def _hand_over(session: Session, row: Handover, entry: CustodyEntry, missing: bool, at: datetime) -> None:
    if not missing:
        moving.move(session, moving.give_up(session, row, entry, at), moving.receiver_of(row), at, row.id)
    elif moving.holder_of(entry) is None:
        moving.move(session, entry, moving.giver_of(row), at, row.id)


def _note(session: Session, shown: HandoverRow, receipt: Receipt, at: datetime) -> None:
    missing = {answer.line_id for answer in receipt.answers if answer.missing}
    conditions = {answer.line_id: answer.condition for answer in receipt.answers}
    after = {
        "received_at": at.isoformat(),
        "paper_first": receipt.paper_first,
        "items": [line.item_id for line in shown.lines if line.id not in missing],
        "missing": [line.item_id for line in shown.lines if line.id in missing],
        "changed": [line.item_id for line in shown.lines if line.id not in missing and conditions[line.id] is not line.given],
    }
    audit.note(session, "handover.confirmed", "handover", shown.id, region_id=shown.region_id, after=after)
    outward.announce(
        session, Act.HANDOVER_CONFIRMED, region_id=shown.region_id, handover=shown.id, received_at=at.isoformat(),
        missing=len(missing),
    )  # fmt: skip
