"""Inviting the press to an event, and what came of it."""

from collections.abc import Sequence

from sqlalchemy import select

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, Problem
from campaign.core.i18n import _, _l
from campaign.events.press import policies, queries
from campaign.events.press.models import Outlet, PressInvitation
from campaign.events.press.schemas import Answer
from campaign.events.press.services.holding import held
from campaign.events.schemas import EventState
from campaign.events.services.steps import locked


def invite(event_id: int, outlet_ids: Sequence[int]) -> int:
    """Write down that these outlets were asked; how many were not yet. Raises NotFound, Refused, Invalid, Conflict."""
    with unit_of_work() as session:
        event = locked(session, event_id)
        policies.ensure_can_write_press(current_actor(), event.region_id, event.stop_id)
        if event.state is EventState.CANCELLED:
            raise Conflict(_l("This event was cancelled."))
        known = set(session.scalars(select(Outlet.id).where(Outlet.id.in_(outlet_ids))))
        if not known or set(outlet_ids) - known:
            words = _("Choose the outlets that were invited.")
            raise Invalid(words, [Problem("outlets", "missing", words)])
        there = set(session.scalars(select(PressInvitation.outlet_id).where(PressInvitation.event_id == event_id)))
        fresh = sorted(known - there)
        today = clock.campaign_today(event.time_zone)
        session.add_all(
            PressInvitation(
                event_id=event_id, outlet_id=outlet_id, region_id=event.region_id, stop_id=event.stop_id, invited_on=today
            )
            for outlet_id in fresh
        )  # fmt: skip
        if fresh:
            audit.note(
                session, "press.invited", "event", event_id, region_id=event.region_id, after={"outlets": fresh}
            )  # fmt: skip
        return len(fresh)


def answer(invitation_id: int, state: Answer) -> None:
    """What the outlet said, or whether it came. Raises NotFound, Refused."""
    with unit_of_work() as session:
        row = held(session, PressInvitation, invitation_id, queries.NO_INVITATION)
        before, row.state = row.state, state
        audit.note(
            session, "press.answered", "press_invitation", row.id, region_id=row.region_id, before={"state": before},
            after={"state": state},
        )  # fmt: skip


def uninvite(invitation_id: int) -> None:
    """Take out an invitation that was written down by mistake. Raises NotFound, Refused."""
    with unit_of_work() as session:
        row = held(session, PressInvitation, invitation_id, queries.NO_INVITATION)
        session.delete(row)
        before = {"event": row.event_id, "outlet": row.outlet_id}
        audit.note(session, "press.uninvited", "press_invitation", row.id, region_id=row.region_id, before=before)
