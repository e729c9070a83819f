"""The permits of one event: what it rests on, what has to be filed until when, and what was filed."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events import queries as events
from campaign.events.deadlines import queries, services
from campaign.events.deadlines.forms import FilingForm, PermitForm, edit_filing_form, new_filing_form, permit_form
from campaign.events.deadlines.policies import can_file, ensure_can_file
from campaign.events.deadlines.schemas import Deadline, FilingRow, Permits
from campaign.events.deadlines.views.desk import bp
from campaign.web.answers import done, told
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought


@bp.get("/events/<int:event_id>/permits")
@needs(P.EVENTS_READ)
def permits(event_id: int) -> ResponseReturnValue:
    found = queries.permits_of(event_id)
    return render_template(
        "events/staff/deadlines/permits.html",
        event=events.event_row(event_id),
        permits=found,
        may_write=can_file(current_actor(), found.subject.region_id, found.subject.stop_id),
    )


@bp.route("/events/<int:event_id>/permits/basis", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def basis(event_id: int) -> ResponseReturnValue:
    found = queries.permits_of(event_id)
    form = permit_form(found.subject.permit)
    if form.is_sent_and_valid():
        try:
            services.set_permit(event_id, form.command(), form.seen())
        except (Invalid, Stale) as error:
            told(form, error)
        else:
            return done(url_for(".permits", event_id=event_id), _("The legal basis is saved."))
    return _basis_page(found, form)


def _basis_page(found: Permits, form: PermitForm) -> ResponseReturnValue:
    ensure_can_file(current_actor(), found.subject.region_id, found.subject.stop_id)
    page = render_template("events/staff/deadlines/basis.html", subject=found.subject, permits=found, form=form)
    return page, form.status()


def _asked(found: Permits) -> Deadline | None:
    """The deadline that the address names; None when the event has no paper of this rule to file (any more)."""
    code = request.args.get("rule", "")
    papers = (deadline for deadline in found.deadlines if deadline.rule.code == code and not deadline.asks_basis)
    return next(papers, None)


@bp.route("/events/<int:event_id>/permits/filing", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def new_filing(event_id: int) -> ResponseReturnValue:
    found = queries.permits_of(event_id)
    if (deadline := _asked(found)) is None:
        return redirect(url_for(".permits", event_id=event_id))
    rule = deadline.rule
    others = queries.also_waiting(deadline, queries.deadlines_of_stop(found.subject.stop_id))
    today = clock.campaign_today(found.subject.time_zone)
    form = new_filing_form(rule.wish.addressee.text(), today, others)
    if form.is_sent_and_valid():
        try:
            services.record_filing(event_id, form.command(rule.code), form.key())
        except Invalid as error:
            form.show(error)
        else:
            return done(url_for(".permits", event_id=event_id), _("The filing is written down."))
    return _filing_page(found, form, deadline, None)


def _filing_page(found: Permits, form: FilingForm, deadline: Deadline | None, row: FilingRow | None) -> ResponseReturnValue:
    ensure_can_file(current_actor(), found.subject.region_id, found.subject.stop_id)
    page = render_template(
        "events/staff/deadlines/filing.html", subject=found.subject, form=form, deadline=deadline, filing=row
    )  # fmt: skip
    return page, form.status()


@bp.route("/filings/<int:filing_id>", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def filing(filing_id: int) -> ResponseReturnValue:
    row = queries.filing_row(filing_id)
    found, form = queries.permits_of(row.event_id), edit_filing_form(row)
    if form.is_sent_and_valid():
        try:
            services.edit_filing(filing_id, form.command(row.wish.rule_code), form.seen())
        except (Invalid, Stale) as error:
            told(form, error)
        else:
            return done(url_for(".permits", event_id=row.event_id), _("The changes are saved."))
    mine = [each for each in found.deadlines if each.filing is not None and each.filing.id == filing_id]
    return _filing_page(found, form, mine[0] if mine else None, row)


@bp.post("/filings/<int:filing_id>/remove")
@needs(P.EVENTS_WRITE)
def remove_filing(filing_id: int) -> ResponseReturnValue:
    row = queries.filing_row(filing_id)
    services.remove_filing(filing_id, whole_or_nought(request.form.get("version")))
    return done(url_for(".permits", event_id=row.event_id), _("The line is taken back; the history keeps it."))
