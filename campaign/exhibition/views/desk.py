"""The blueprint that the pages of the exhibition share, and what they have in common."""

from typing import Any

from flask import Blueprint, url_for

from campaign.core.actor import current_actor
from campaign.exhibition import policies
from campaign.exhibition.schemas import ExhibitionRow, PanelRow, PanelState
from campaign.exhibition.words import KINDS, REASONS, RIGHTS, SIZES, STATE_MARKS, STATES, WAYS

bp = Blueprint("exhibition_staff", __name__, url_prefix="/staff")
WORDS: dict[str, Any] = {
    "kinds": KINDS, "states": STATES, "state_marks": STATE_MARKS, "sizes": SIZES, "ways": WAYS, "rights": RIGHTS,
    "reasons": REASONS,
}  # fmt: skip


def hall_address(exhibition_id: int) -> str:
    return url_for("exhibition_staff.exhibition", exhibition_id=exhibition_id)


def panel_address(panel_id: int) -> str:
    return url_for("exhibition_staff.panel", panel_id=panel_id)


def sign_of(row: PanelRow, missing: int) -> str:
    """The mark of a panel in a list: what hangs though it may not is red."""
    if row.state is PanelState.SHOWN and missing:
        return "bad"
    return STATE_MARKS[row.state]


def rights_at(row: ExhibitionRow | PanelRow) -> dict[str, bool]:
    """What the reader may do there."""
    actor = current_actor()
    return {
        "may_write": policies.can_write(actor, row.region_id, row.stop_id),
        "may_approve": policies.can_approve(actor, row.region_id, row.stop_id),
        "may_switch": policies.can_switch(actor),
    }
