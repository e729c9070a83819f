"""Work pages: the safety plan of an event, and changing it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events.policies import can_write_event, ensure_can_write_event
from campaign.events.safety import queries, services
from campaign.events.safety.forms import safety_form
from campaign.web.answers import told
from campaign.web.guards import needs
from campaign.web.numbers import version_shown

bp = Blueprint("safety_staff", __name__, url_prefix="/staff")


@bp.get("/events/<int:event_id>/safety")
@needs(P.EVENTS_READ)
def safety(event_id: int) -> ResponseReturnValue:
    plan = queries.plan_of(event_id)
    may_write = can_write_event(current_actor(), plan.event.region_id, plan.event.stop_id)
    return render_template("events/staff/safety.html", plan=plan, event=plan.event, may_write=may_write)


@bp.route("/events/<int:event_id>/safety/edit", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def safety_edit(event_id: int) -> ResponseReturnValue:
    plan = queries.plan_of(event_id)
    ensure_can_write_event(current_actor(), plan.event.region_id, plan.event.stop_id)
    form = safety_form(plan.words, plan.version)
    if form.is_sent_and_valid():
        try:
            services.keep_plan(event_id, form.words(), version_shown(form.version.data))
            flash(_("The safety plan is saved."), "good")
            return redirect(url_for(".safety", event_id=event_id), 303)
        except Stale as error:
            told(form, error)
        except Invalid as error:
            form.form_errors = [str(problem.message) for problem in error.problems] or [str(error)]
    form.leave_room()
    return render_template("events/staff/safety_edit.html", plan=plan, event=plan.event, form=form), form.status()
