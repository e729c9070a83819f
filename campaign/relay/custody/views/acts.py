"""Printed acts: a click freezes one, its address only reads it."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.papers.printed.pages import sheet_file
from campaign.relay.custody import documents, services
from campaign.relay.custody.act.queries import act_sheet
from campaign.relay.custody.views.desk import bp
from campaign.web.forms import CampaignForm
from campaign.web.guards import needs

ACT = "<int(max=999999999):act>"


@bp.post("/handovers/<int:handover_id>/act")
@needs(P.CUSTODY_WRITE)
def print_act(handover_id: int) -> ResponseReturnValue:
    number = services.print_act(handover_id, CampaignForm().key())
    return redirect(url_for(".act_pdf", act=number), 303)


@bp.post("/stops/<int:stop_id>/blank-act")
@needs(P.CUSTODY_WRITE)
def print_blank(stop_id: int) -> ResponseReturnValue:
    number = services.print_blank(stop_id, CampaignForm().key())
    return redirect(url_for(".act_pdf", act=number), 303)


@bp.get(f"/acts/{ACT}")
@needs(P.RELAY_READ)
def act_page(act: int) -> ResponseReturnValue:
    """What the QR of a sheet leads to: the handover, or the blank itself."""
    sheet = act_sheet(act)
    if sheet.handover_id is None:
        return redirect(url_for(".act_pdf", act=act), 302)
    return redirect(url_for(".handover", handover_id=sheet.handover_id), 302)


@bp.get(f"/acts/{ACT}.pdf")
@needs(P.RELAY_READ)
def act_pdf(act: int) -> ResponseReturnValue:
    sheet = act_sheet(act)
    return sheet_file([documents.act_pdf(sheet)], f"act-{sheet.shown_number}", url_for(".act_page", act=act))
