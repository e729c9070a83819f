"""Hanging a panel up, and taking one without a person off again."""

from campaign.core import audit
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict
from campaign.core.i18n import _l
from campaign.exhibition.schemas import PanelKind, PanelState, TakedownReason
from campaign.exhibition.services.holding import ensure_fresh, today_at, written_panel
from campaign.exhibition.services.printing import ensure_printable
from campaign.exhibition.services.taking_down import block, open_takedown


def hang(panel_id: int, version: int) -> None:
    """Write down that this version hangs in the hall. Raises NotFound, Refused, Stale, Conflict while something is missing."""
    with unit_of_work() as session:
        panel = written_panel(session, panel_id)
        ensure_fresh(panel.version, version)
        if panel.state is PanelState.SHOWN:
            return
        ensure_printable(panel_id)
        panel.state, panel.shown_on = PanelState.SHOWN, today_at(session, panel.stop_id)
        session.flush()
        audit.note(session, "panel.hung", "panel", panel_id, region_id=panel.region_id, after={"version": version})


def hide(panel_id: int) -> None:
    """Write down that a panel without a person does not hang any more. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        panel = written_panel(session, panel_id)
        if panel.state is not PanelState.SHOWN:
            raise Conflict(_l("It does not hang."))
        if panel.kind is PanelKind.PERSON:  # who took it down, and when, is asked for
            block(session, panel, TakedownReason.ASKED)
            open_takedown(session, panel, TakedownReason.ASKED, today_at(session, panel.stop_id))
        else:
            panel.state, panel.shown_on = PanelState.DRAFT, None
        audit.note(session, "panel.hidden", "panel", panel_id, region_id=panel.region_id)
