"""Work pages: opening print desks for an event, and what each of them has printed."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.papers.desk import queries, services
from campaign.papers.desk.documents import slip_pdf
from campaign.papers.desk.forms import DeskForm
from campaign.papers.desk.schemas import DeskSlip
from campaign.papers.presses import presses_of
from campaign.web.guards import needs
from campaign.web.qr import square

bp = Blueprint("desk_staff", __name__, url_prefix="/staff")
DESK: Any = "/desks/<int:desk_id>"


@bp.route("/events/<int:event_id>/desks", methods=["GET", "POST"])
@needs(P.DEVICES_WRITE)
def desks(event_id: int) -> ResponseReturnValue:
    subject, days = queries.event_of(event_id), queries.days_of(event_id)
    presses, form = presses_of(subject), DeskForm()
    form.offer(presses)
    if form.is_sent_and_valid():
        try:
            return redirect(url_for(".desk", desk_id=services.give(form.command(event_id), form.key())), 303)
        except Invalid as error:
            form.show(error)
    return render_template(
        "papers/staff/desk/desks.html", subject=subject, days=days, form=form, notes=form.notes(presses),
        desks=queries.desks_of(subject, days),
    ), form.status()  # fmt: skip


@bp.get(DESK)
@needs(P.DEVICES_WRITE)
def desk(desk_id: int) -> ResponseReturnValue:
    found = queries.given_desk(desk_id)
    code = square(found.address) if found.address else None
    return render_template("papers/staff/desk/desk.html", desk=found, code=code)


@bp.get(f"{DESK}/slip.pdf")
@needs(P.DEVICES_WRITE)
def slip(desk_id: int) -> ResponseReturnValue:
    found = queries.given_desk(desk_id)
    if not found.address:  # the desk is over: its page says since when
        return redirect(url_for(".desk", desk_id=desk_id), 303)
    row, days = found.row, found.days
    content = slip_pdf(
        DeskSlip(
            row.id, row.label, found.subject.name.text(), row.first_day(days), row.last_day(days), found.address, found.pin
        )
    )  # fmt: skip
    headers = {"Content-Disposition": f'inline; filename="print-desk-{row.id}.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)


@bp.post(f"{DESK}/withdraw")
@needs(P.DEVICES_WRITE)
def withdraw(desk_id: int) -> ResponseReturnValue:
    row = services.withdraw(desk_id)
    flash(_("The print desk “%(label)s” is closed: its link and its PIN do not work any more.", label=row.label), "good")
    return redirect(url_for(".desks", event_id=row.event_id), 303)


@bp.post(f"{DESK}/renew")
@needs(P.DEVICES_WRITE)
def renew(desk_id: int) -> ResponseReturnValue:
    services.renew(desk_id)
    flash(_("Link and PIN are new. Those before do not work any more."), "good")
    return redirect(url_for(".desk", desk_id=desk_id), 303)


@bp.post(f"{DESK}/unlock")
@needs(P.DEVICES_WRITE)
def unlock(desk_id: int) -> ResponseReturnValue:
    services.unlock(desk_id)
    flash(_("The print desk takes its PIN again."), "good")
    return redirect(url_for(".desk", desk_id=desk_id), 303)
