"""One quotation: its words, and who approved them."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events import queries as events
from campaign.events.press import policies, queries, services
from campaign.events.press.forms import ApprovalForm, QuotationForm, quotation_form
from campaign.events.press.schemas import QuotationRow
from campaign.events.press.views.desk import bp
from campaign.web.answers import done, told
from campaign.web.guards import needs


def _page(row: QuotationRow, form: QuotationForm, approval: ApprovalForm) -> ResponseReturnValue:
    event = events.event_row(row.event_id)
    policies.ensure_can_write_press(current_actor(), event.region_id, event.stop_id)
    page = render_template("events/staff/quotation.html", row=row, event=event, form=form, approval=approval)
    return page, max(form.status(), approval.status())


def _approval(row: QuotationRow, **how: Any) -> ApprovalForm:
    return ApprovalForm(
        version=row.version, approved_by=row.approved_by, approved_on=row.approved_on or clock.campaign_today(), **how
    )  # fmt: skip


@bp.route("/quotations/<int:quotation_id>", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def quotation(quotation_id: int) -> ResponseReturnValue:
    row = queries.quotation_row(quotation_id)
    form = quotation_form(row)
    if form.is_sent_and_valid():
        try:
            services.change_quotation(quotation_id, form.command(), form.seen())
            return done(url_for(".quotation", quotation_id=quotation_id), _("The changes are saved."))
        except (Invalid, Stale) as error:
            told(form, error)
    return _page(row, form, _approval(row, formdata=None))


@bp.post("/quotations/<int:quotation_id>/approve")
@needs(P.EVENTS_WRITE)
def approve_quotation(quotation_id: int) -> ResponseReturnValue:
    row = queries.quotation_row(quotation_id)
    form = _approval(row)
    if form.is_sent_and_valid():
        try:
            by, on = form.approved_by.data or "", form.approved_on.data
            services.approve_quotation(quotation_id, by, on or clock.campaign_today(), form.seen())
            return done(url_for(".press", event_id=row.event_id), _("The quotation is approved and may be given out."))
        except (Invalid, Stale) as error:
            told(form, error)
    return _page(row, quotation_form(row, sent=False), form)


@bp.post("/quotations/<int:quotation_id>/remove")
@needs(P.EVENTS_WRITE)
def remove_quotation(quotation_id: int) -> ResponseReturnValue:
    row = queries.quotation_row(quotation_id)
    services.remove_quotation(quotation_id)
    return done(url_for(".press", event_id=row.event_id), _("The quotation was removed."))
