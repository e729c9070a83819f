"""Hanging a panel up, and taking it off again."""

from campaign.core import audit
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict
from campaign.core.i18n import _l
from campaign.exhibition.schemas import PanelKind, PanelState, TakedownReason
from campaign.exhibition.services.holding import ensure_fresh, today_at, written_panel
from campaign.exhibition.services.printing import ensure_printable
from campaign.exhibition.services.taking_down import block


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
    """Write down that a panel does not hang any more; one about a person is blocked, and the task asks who took it down.

    Raises NotFound, Refused, Conflict.
    """
    with unit_of_work() as session:
        panel = written_panel(session, panel_id)
        if panel.state is not PanelState.SHOWN:
            raise Conflict(_l("It does not hang."))
        if panel.kind is PanelKind.PERSON:
            block(session, panel, TakedownReason.ASKED)
        else:
            panel.state, panel.shown_on = PanelState.DRAFT, None
        audit.note(session, "panel.hidden", "panel", panel_id, region_id=panel.region_id)
