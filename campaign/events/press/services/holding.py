"""Rows of the press of a stop, held while they are changed."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import current_actor
from campaign.core.errors import NotFound, Stale
from campaign.core.i18n import Words
from campaign.events.press.models import MediaPlanRow, PressInvitation, Publication, Quotation
from campaign.events.press.policies import ensure_can_write_press

Row = TypeVar("Row", PressInvitation, Quotation, Publication, MediaPlanRow)


def held(session: Session, table: type[Row], row_id: int, gone: Words) -> Row:
    """The row, nobody else's to change until the unit of work ends. Raises NotFound, saying `gone`, Refused."""
    row = session.scalar(select(table).where(table.id == row_id).with_for_update())
    if row is None:
        raise NotFound(gone)
    ensure_can_write_press(current_actor(), row.region_id, row.stop_id)
    return row


def ensure_seen(row: Quotation | Publication | MediaPlanRow, version: int, meanwhile: Words) -> None:
    """Raises Stale, saying `meanwhile`, when somebody has changed the held row since it was seen."""
    if row.version != version:
        raise Stale(meanwhile)
