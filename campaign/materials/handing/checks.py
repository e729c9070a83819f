"""What `adalzhol check` recounts of handovers: what is said to have come is what the transfer brought to the receiver."""

from collections import Counter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.materials.handing.along import VARIANT
from campaign.materials.handing.models import HandoverDocument
from campaign.materials.models import StockLine, StockPlace
from campaign.materials.schemas import STORES
from campaign.relay.custody.models import Handover, HandoverThing
from campaign.relay.custody.schemas import HandoverState


@check("along")
def along(session: Session) -> Finding:
    """Each material of each handover: how many were received, how many its transfer brought. Two statements."""
    said, brought = _said(session), _brought(session)
    wrong = [
        Wrong("handover", key[0], f"{said[key]} of variant {key[1]} are said to have come, its transfer brought {brought[key]}")
        for key in sorted(said.keys() | brought.keys())
        if said[key] != brought[key]
    ]
    return Finding(len(said), tuple(wrong[:MOST_NAMED]))


def _said(session: Session) -> Counter[Any]:
    """By handover and variant; nothing has come of what was not confirmed."""
    asked = (
        select(HandoverThing.handover_id, HandoverThing.code, HandoverThing.received)
        .join(Handover, Handover.id == HandoverThing.handover_id)
        .where(HandoverThing.code.startswith(VARIANT), Handover.state == HandoverState.CONFIRMED)
    )
    found = Counter[Any]()
    for handover_id, code, received in session.execute(asked):
        found[handover_id, int(code.removeprefix(VARIANT))] += received or 0
    return found


def _brought(session: Session) -> Counter[Any]:
    asked = (
        select(HandoverDocument.handover_id, StockLine.variant_id, StockLine.quantity)
        .join(StockLine, StockLine.document_id == HandoverDocument.document_id)
        .join(StockPlace, StockPlace.id == StockLine.target_id)
        .where(StockPlace.kind.in_(STORES))
    )
    found = Counter[Any]()
    for handover_id, variant_id, quantity in session.execute(asked):
        found[handover_id, variant_id] += quantity
    return found
