"""The form of a task: a new one, and one that is changed."""

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events import queries as events
from campaign.events.checklists import queries, services
from campaign.events.checklists.forms import TaskForm, edit_task_form, new_task_form
from campaign.events.checklists.policies import ensure_can_keep_tasks
from campaign.events.checklists.schemas import TaskRow
from campaign.events.checklists.showing import line_of
from campaign.events.checklists.views.desk import back_from, bp
from campaign.relay import queries as relay
from campaign.relay.schemas import StopRow
from campaign.web.answers import done, told
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none


@bp.route("/stops/<int:stop_id>/tasks/new", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def new_task(stop_id: int) -> ResponseReturnValue:
    stop, event_id = relay.stop_row(stop_id), whole_or_none(request.args.get("event"))
    form = new_task_form(event_id)
    if form.is_sent_and_valid():
        try:
            task_id = services.add_task(form.command(stop_id), form.key())
        except Invalid as error:
            form.show(error)
        else:
            task = queries.task_row(task_id)
            return done(back_from(task, "event" if event_id else "list"), _("The task is on the checklist."))
    return form_page(form, stop, None)


@bp.route("/checklists/<int:task_id>", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def edit_task(task_id: int) -> ResponseReturnValue:
    task = queries.task_row(task_id)
    form = edit_task_form(task)
    if form.is_sent_and_valid():
        try:
            services.edit_task(task_id, form.command(task.stop_id), form.seen())
        except (Invalid, Stale) as error:
            told(form, error)
        else:
            return done(url_for(".of_stop", stop_id=task.stop_id), _("The changes are saved."))
    return form_page(form, relay.stop_row(task.stop_id), task)


def form_page(form: TaskForm, stop: StopRow, task: TaskRow | None) -> ResponseReturnValue:
    """The page of the form; `task` is the one being changed, None for a new one."""
    ensure_can_keep_tasks(current_actor(), stop.region_id, stop.id)
    form.offer(events.events_of_stop(stop.id), queries.candidates(stop.id, stop.region_id))
    line = line_of(task, clock.campaign_today(stop.time_zone)) if task else None
    page = render_template(
        "events/staff/checklists/task_form.html", form=form, stop=stop, task=task, line=line, event=request.args.get("event")
    )
    return current_app.make_response((page, form.status()))
