"""The events and tasks of a kit: added, changed, moved, taken out."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Invalid, NotFound, Stale
from campaign.core.i18n import _
from campaign.events.kits import queries, services
from campaign.events.kits.forms import event_form, task_form
from campaign.events.kits.schemas import KitEventRow, KitRow, KitTaskRow
from campaign.events.kits.services.pieces import NO_EVENT, NO_TASK
from campaign.events.kits.views.desk import bp, done, version_sent
from campaign.events.queries import kinds
from campaign.web.answers import told
from campaign.web.guards import needs


@bp.route("/kits/<code>/events/new", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def new_event(code: str) -> ResponseReturnValue:
    return event_page(queries.kit_row(code), None)


@bp.route("/kits/<code>/events/<int:kit_event_id>", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def edit_event(code: str, kit_event_id: int) -> ResponseReturnValue:
    kit = queries.kit_row(code)
    event = next((row for row in kit.events if row.id == kit_event_id), None)
    if event is None:
        raise NotFound(NO_EVENT)
    return event_page(kit, event)


def event_page(kit: KitRow, event: KitEventRow | None) -> ResponseReturnValue:
    """The form of an event; `event` is the one being changed, None for a new one."""
    form = event_form(kit, event)
    if form.is_sent_and_valid():
        try:
            services.save_event(kit.code, event.id if event else None, form.command(), version_sent())
            return done(kit.code, _("The kit is saved. Stops that have it are offered the difference."))
        except (Invalid, Stale) as error:
            told(form, error)
    form.offer(kinds())
    return render_template("events/staff/kits/event_form.html", form=form, kit=kit, event=event), form.status()


@bp.post("/kits/<code>/events/<int:kit_event_id>/move")
@needs(P.KITS_WRITE)
def move_event(code: str, kit_event_id: int) -> ResponseReturnValue:
    try:
        services.move_event(code, kit_event_id, request.form.get("way") == "up", version_sent())
    except Stale as error:
        return done(code, error.message, "bad")
    return done(code, _("The order is changed."))


@bp.post("/kits/<code>/events/<int:kit_event_id>/remove")
@needs(P.KITS_WRITE)
def remove_event(code: str, kit_event_id: int) -> ResponseReturnValue:
    try:
        services.remove_event(code, kit_event_id, version_sent())
    except Stale as error:
        return done(code, error.message, "bad")
    return done(code, _("The event is out of the kit. Stops that have it keep it until they take over the difference."))


@bp.route("/kits/<code>/tasks/new", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def new_task(code: str) -> ResponseReturnValue:
    return task_page(queries.kit_row(code), None)


@bp.route("/kits/<code>/tasks/<int:kit_task_id>", methods=["GET", "POST"])
@needs(P.KITS_WRITE)
def edit_task(code: str, kit_task_id: int) -> ResponseReturnValue:
    kit = queries.kit_row(code)
    task = next((row for row in kit.tasks if row.id == kit_task_id), None)
    if task is None:
        raise NotFound(NO_TASK)
    return task_page(kit, task)


def task_page(kit: KitRow, task: KitTaskRow | None) -> ResponseReturnValue:
    """The form of a task; `task` is the one being changed, None for a new one."""
    form = task_form(kit, task)
    if form.is_sent_and_valid():
        try:
            services.save_task(kit.code, task.id if task else None, form.command(), version_sent())
            return done(kit.code, _("The kit is saved. Stops that have it are offered the difference."))
        except (Invalid, Stale) as error:
            told(form, error)
    form.offer(kit)
    return render_template("events/staff/kits/task_form.html", form=form, kit=kit, task=task), form.status()


@bp.post("/kits/<code>/tasks/<int:kit_task_id>/remove")
@needs(P.KITS_WRITE)
def remove_task(code: str, kit_task_id: int) -> ResponseReturnValue:
    try:
        services.remove_task(code, kit_task_id, version_sent())
    except Stale as error:
        return done(code, error.message, "bad")
    return done(code, _("The task is out of the kit. Stops that have it keep it until they take over the difference."))
