"""Work pages: a new shift, changing one, taking it away."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.judged import event_to_write
from campaign.people.policies import ensure_can_write_people
from campaign.people.shifts import queries, services
from campaign.people.shifts.forms import ShiftForm, edit_shift_form, new_shift_form
from campaign.people.shifts.schemas import ShiftRow
from campaign.people.shifts.views.desk import bp
from campaign.web.answers import told
from campaign.web.guards import needs


def _page(form: ShiftForm, event: EventRow, row: ShiftRow | None) -> ResponseReturnValue:
    form.offer(event)
    return render_template("people/staff/shifts/form.html", form=form, event=event, shift=row), form.status()


@bp.route("/events/<int:event_id>/shifts/new", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def new_shift(event_id: int) -> ResponseReturnValue:
    event = event_to_write(event_id)
    form = new_shift_form(event)
    if form.is_sent_and_valid():
        try:
            shift_id = services.create_shift(event_id, form.command(), form.key())
            flash(_("The shift is planned. Now choose who is in it."), "good")
            return redirect(url_for(".shift", shift_id=shift_id), 303)
        except Invalid as error:
            form.show(error)
    return _page(form, event, None)


@bp.route("/shifts/<int:shift_id>/edit", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def edit_shift(shift_id: int) -> ResponseReturnValue:
    row = queries.shift_row(shift_id)
    ensure_can_write_people(current_actor(), row.region_id, row.stop_id)
    form = edit_shift_form(row)
    if form.is_sent_and_valid():
        try:
            services.edit_shift(shift_id, form.command(), form.seen())
            flash(_("Saved."), "good")
            return redirect(url_for(".shift", shift_id=shift_id), 303)
        except (Invalid, Stale) as error:
            told(form, error)
    return _page(form, event_row(row.event_id), row)


@bp.post("/shifts/<int:shift_id>/remove")
@needs(P.PEOPLE_WRITE)
def remove_shift(shift_id: int) -> ResponseReturnValue:
    title = queries.shift_row(shift_id).title
    event_id = services.remove_shift(shift_id)
    flash(_("The shift “%(title)s” is gone.", title=title), "good")
    return redirect(url_for(".shifts", event_id=event_id), 303)
