"""The campaign's switch for panels about persons."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.i18n import _l
from campaign.exhibition import policies
from campaign.exhibition.models import Exhibition, Panel, PersonSwitch
from campaign.exhibition.schemas import PanelKind, PanelState, TakedownReason
from campaign.exhibition.services.holding import ensure_fresh
from campaign.exhibition.services.judging import ensure_said_why
from campaign.exhibition.services.taking_down import block, may_hang
from campaign.relay.queries import campaign_row


def turn(campaign_id: int, is_on: bool, reason: str, version: int) -> int:
    """Switch panels about persons on or off, with a reason; how many were blocked by it. Raises Refused, Stale, Invalid.

    Switching off blocks all that hangs or was printed, and opens its tasks.
    """
    with unit_of_work() as session:
        policies.ensure_can_switch(current_actor())
        campaign_row(campaign_id)
        ensure_said_why(reason, _l("The switch was not moved."), "reason")
        row = session.get(PersonSwitch, campaign_id, with_for_update=True, populate_existing=True)
        ensure_fresh(row.version if row else 0, version)
        blocked = 0 if is_on else _block_all(session, campaign_id)
        if row is None:
            row = PersonSwitch(campaign_id=campaign_id, version=0)
            session.add(row)
        before = {"on": bool(row.is_on)}
        row.is_on, row.reason, row.version = is_on, reason, (row.version or 0) + 1
        row.changed_by, row.changed_at = current_actor().user_id, clock.campaign_now()
        audit.note(
            session, "exhibition.persons_switched", "campaign", campaign_id, before=before,
            after={"on": is_on, "blocked": blocked}, reason=reason,
        )  # fmt: skip
        return blocked


def _block_all(session: Session, campaign_id: int) -> int:
    asked = (
        select(Panel)
        .join(Exhibition, Exhibition.id == Panel.exhibition_id)
        .where(Exhibition.campaign_id == campaign_id, Panel.kind == PanelKind.PERSON)
        .where(Panel.state.in_((PanelState.DRAFT, PanelState.SHOWN)))
        .order_by(Panel.id)
        .with_for_update(of=Panel)
    )
    found = [panel for panel in session.scalars(asked) if may_hang(session, panel)]
    for panel in found:
        block(session, panel, TakedownReason.SWITCHED_OFF)
    return len(found)
