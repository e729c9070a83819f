"""Work pages: the plan of events of a stop, and what it says of one event."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events import queries as events
from campaign.events.plan import queries, services
from campaign.events.plan.forms import plan_line_form
from campaign.events.policies import can_write_event, ensure_can_write_event
from campaign.relay import queries as relays
from campaign.web.answers import told
from campaign.web.guards import needs
from campaign.web.numbers import version_shown

bp = Blueprint("plan_staff", __name__, url_prefix="/staff")


@bp.get("/stops/<int:stop_id>/plan")
@needs(P.EVENTS_READ)
def plan(stop_id: int) -> ResponseReturnValue:
    stop = relays.stop_row(stop_id)
    return render_template(
        "events/staff/plan.html", stop=stop, plan=queries.plan_of(stop_id),
        may_write=can_write_event(current_actor(), stop.region_id, stop.id),
    )  # fmt: skip


@bp.route("/events/<int:event_id>/plan-line", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def plan_line(event_id: int) -> ResponseReturnValue:
    event = events.event_row(event_id)
    ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
    form = plan_line_form(*queries.line_of(event_id))
    if form.is_sent_and_valid():
        try:
            services.keep_line(event_id, form.command(), version_shown(form.version.data))
        except (Invalid, Stale) as error:
            told(form, error)
        else:
            flash(_("Saved: it stands in the plan from now on."), "good")
            return redirect(url_for(".plan", stop_id=event.stop_id), 303)
    return render_template("events/staff/plan_line.html", event=event, form=form), form.status()
