"""Reading frozen acts. Who may see the handover may see its act; a blank one belongs to its stop."""

from campaign.core import prints
from campaign.core.actor import widened
from campaign.core.errors import NotFound
from campaign.relay import queries as relay_queries
from campaign.relay.custody import queries
from campaign.relay.custody.act.schemas import ACT, BLANK, ActPrint, ActSheet


def act_sheet(number: int) -> ActSheet:
    """The frozen act with this number. Nine statements.

    Raises NotFound for whoever does not see its handover or its stop, Conflict when what is stored is no longer what was
    printed.
    """
    with widened():  # the sheet belongs to both sides of the handover, which is asked for below
        stored = prints.sheet_of(number)
    if stored.kind not in {ACT, BLANK}:
        raise NotFound(prints.NO_SHEET)
    if stored.kind == ACT:
        handover_id, stop_id = queries.handover_row(stored.subject_id).id, None
    else:
        handover_id, stop_id = None, relay_queries.stop_row(stored.subject_id).id
    paper = prints.as_printed(stored, ActPrint.of)
    return ActSheet(stored.number, stored.revision, stored.printed_at, handover_id, stop_id, paper)
