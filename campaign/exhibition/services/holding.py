"""Holding a panel or an exhibition for the length of a unit of work, and the day on the wall of its hall."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.errors import NotFound, Stale
from campaign.core.i18n import _l
from campaign.exhibition import policies, queries
from campaign.exhibition.models import Exhibition, Panel
from campaign.relay.models import Stop

STALE = _l("Somebody has changed this meanwhile. Look at it again before you change it; nothing was saved.")
_FRESH = {"populate_existing": True}


def held_panel(session: Session, panel_id: int) -> Panel:
    """The panel, nobody else's to change until the unit of work ends. Raises NotFound."""
    asked = select(Panel).where(Panel.id == panel_id).with_for_update()
    panel = session.scalars(asked, execution_options=_FRESH).one_or_none()
    if panel is None:
        raise NotFound(queries.NO_PANEL)
    return panel


def written_panel(session: Session, panel_id: int) -> Panel:
    """The same for somebody who may keep it. Raises NotFound, Refused."""
    panel = held_panel(session, panel_id)
    policies.ensure_can_write(current_actor(), panel.region_id, panel.stop_id)
    return panel


def written_exhibition(session: Session, exhibition_id: int) -> Exhibition:
    """Raises NotFound, Refused."""
    asked = select(Exhibition).where(Exhibition.id == exhibition_id).with_for_update()
    row = session.scalars(asked, execution_options=_FRESH).one_or_none()
    if row is None:
        raise NotFound(queries.NO_EXHIBITION)
    policies.ensure_can_write(current_actor(), row.region_id, row.stop_id)
    return row


def ensure_fresh(version: int, seen: int) -> None:
    """Raises Stale when somebody else has saved it since the page was opened."""
    if version != seen:
        raise Stale(STALE)


def today_at(session: Session, stop_id: int) -> date:
    """The campaign's day on the wall of the stop."""
    zone = session.scalar(select(Stop.time_zone).where(Stop.id == stop_id))
    return clock.campaign_today(zone) if zone else clock.campaign_today()
