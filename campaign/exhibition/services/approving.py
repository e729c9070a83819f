"""Approving a version of a panel about a person, and taking that back."""

from sqlalchemy import select

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, NotFound, Refused
from campaign.core.i18n import _l
from campaign.exhibition import policies, queries
from campaign.exhibition.models import PanelApproval
from campaign.exhibition.schemas import APPROVERS, PanelState, TakedownReason
from campaign.exhibition.services.holding import ensure_fresh, held_panel
from campaign.exhibition.services.judging import ensure_said_why
from campaign.exhibition.services.taking_down import block, may_hang

OWN_WORK = _l("You wrote on this panel, so somebody else has to approve it.")
TWICE = _l("You approved this version already, or took that back. It takes a new version.")


def approve(panel_id: int, version: int) -> int:
    """Agree to the version that was seen; how many agree now. Raises NotFound, Refused, Stale, Conflict."""
    with unit_of_work() as session:
        actor, panel = current_actor(), held_panel(session, panel_id)
        policies.ensure_can_approve(actor, panel.region_id, panel.stop_id)
        ensure_fresh(panel.version, version)
        row = queries.panel_row(panel_id)
        if not row.is_about_a_person:
            raise Conflict(_l("Only a panel about a person is approved; others may be printed as they are."))
        if actor.user_id is None or actor.user_id in row.authors:
            raise Refused(OWN_WORK)
        if panel.state is not PanelState.DRAFT or any(one.version == version for one in row.takedowns):
            raise Conflict(_l("This version is blocked. Only a new one can be approved."))
        if any((one.version, one.approver_id) == (version, actor.user_id) for one in row.approvals):
            raise Conflict(TWICE)
        session.add(
            PanelApproval(
                panel_id=panel_id, region_id=panel.region_id, stop_id=panel.stop_id, version=panel.version,
                content_hash=panel.content_hash, approver_id=actor.user_id, approved_at=clock.campaign_now(),
            )
        )  # fmt: skip
        after = {"version": version, "hash": panel.content_hash}
        audit.note(session, "panel.approved", "panel", panel_id, region_id=panel.region_id, after=after)
        return len(row.standing) + 1


def take_back(approval_id: int, why: str) -> None:
    """Take one's own approval back; with too few the panel is blocked. Raises NotFound, Refused, Invalid, Conflict."""
    with unit_of_work() as session:
        ensure_said_why(why, _l("Nothing was changed."))
        asked = select(PanelApproval.panel_id).where(PanelApproval.id == approval_id)
        panel_id = session.scalar(asked)
        if panel_id is None:
            raise NotFound(_l("There is no such approval."))
        panel = held_panel(session, panel_id)
        one = session.get_one(PanelApproval, approval_id, populate_existing=True)
        if one.approver_id != current_actor().user_id:
            raise Refused(_l("An approval is taken back by whoever gave it."))
        if one.withdrawn_at is not None:
            raise Conflict(_l("It was taken back already."))
        counts = one.version == panel.version and len(queries.panel_row(panel_id).standing) <= APPROVERS
        if counts and panel.state in {PanelState.DRAFT, PanelState.SHOWN} and may_hang(session, panel):
            block(session, panel, TakedownReason.WITHDRAWN)
        one.withdrawn_at, one.withdrawn_why = clock.campaign_now(), why
        after = {"version": one.version}
        audit.note(session, "panel.approval_taken_back", "panel", panel_id, region_id=one.region_id, after=after, reason=why)
