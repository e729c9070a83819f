"""The way of a panel onto paper: the gate is asked, and the sheet is written into the log in the same unit of work."""

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict
from campaign.core.i18n import _
from campaign.exhibition import gate, queries
from campaign.exhibition.models import PanelPrint
from campaign.exhibition.schemas import PanelRow
from campaign.exhibition.services.holding import held_panel, today_at


def ensure_printable(panel_id: int) -> PanelRow:
    """The panel when nothing stands against printing or showing it today.

    Raises NotFound, Conflict that names every missing condition. Inside a unit of work, so that it is still true at its end.
    """
    with unit_of_work() as session:
        panel = held_panel(session, panel_id)
        row = queries.panel_row(panel_id)
        if missing := gate.refusals(row, today_at(session, panel.stop_id)):
            reasons = " ".join(one.missing for one in missing)
            raise Conflict(_("This panel may not be printed or shown. %(reasons)s", reasons=reasons))
        return row


def note_print(panel_id: int, sheet: int) -> PanelRow:
    """Write the frozen sheet into the log of prints; what was printed. To be called where the sheet is frozen.

    Raises NotFound, Conflict as `ensure_printable`; the sheet is then not frozen either.
    """
    with unit_of_work() as session:
        row = ensure_printable(panel_id)
        session.add(
            PanelPrint(
                panel_id=panel_id, region_id=row.region_id, stop_id=row.stop_id, sheet=sheet, version=row.version,
                content_hash=row.content_hash, printed_at=clock.campaign_now(), printed_on=today_at(session, row.stop_id),
                printed_until=row.printed_until, printed_by=current_actor().user_id,
            )
        )  # fmt: skip
        after = {"sheet": sheet, "version": row.version, "hash": row.content_hash}
        audit.note(session, "panel.printed", "panel", panel_id, region_id=row.region_id, after=after)
        return row
