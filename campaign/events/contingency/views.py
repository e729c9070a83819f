"""The plan for bad weather of one event, and switching to it in one step."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, NotFound, Stale
from campaign.core.i18n import _, _l
from campaign.events import queries as events
from campaign.events.contingency import queries, services
from campaign.events.contingency.forms import SwitchForm, contingency_form
from campaign.events.contingency.schemas import Switch, Target
from campaign.events.contingency.switching import can_switch
from campaign.events.contingency.words import TARGETS, threshold_words
from campaign.events.policies import can_write_event, ensure_can_write_event
from campaign.events.schemas import AHEAD, EventRow
from campaign.relay.queries import stop_row
from campaign.web.answers import told
from campaign.web.guards import needs

bp = Blueprint("contingency_staff", __name__, url_prefix="/staff")
bp.add_app_template_global(threshold_words, "threshold_words")


def _done(event_id: int, words: str, kind: str = "good") -> Response:
    flash(words, kind)
    return redirect(url_for(".contingency", event_id=event_id), 303)


@bp.get("/events/<int:event_id>/contingency")
@needs(P.EVENTS_READ)
def contingency(event_id: int) -> ResponseReturnValue:
    event, row = events.event_row(event_id), queries.contingency_of(event_id)
    return render_template(
        "events/staff/contingency/plan.html",
        event=event,
        row=row,
        may_write=can_write_event(current_actor(), event.region_id, event.stop_id),
        targets=[(target, words) for target, words in TARGETS.items() if can_switch(row, target)],
        can_move=event.state in AHEAD,
    )


@bp.route("/events/<int:event_id>/contingency/edit", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def edit_contingency(event_id: int) -> ResponseReturnValue:
    event = events.event_row(event_id)
    ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
    form = contingency_form(queries.contingency_of(event_id))
    if form.is_sent_and_valid():
        try:
            services.save(event_id, form.command(), form.seen())
        except (Invalid, Stale) as error:
            told(form, error)
        else:
            return _done(event_id, _("The plan for bad weather is saved."))
    form.offer(events.places(stop_row(event.stop_id).unit_id))
    return render_template("events/staff/contingency/form.html", event=event, form=form), form.status()


def _target(word: str) -> Target:
    """Raises NotFound for anything that is none."""
    if word not in set(Target):
        raise NotFound(_l("There is no such page."))
    return Target(word)


@bp.get("/events/<int:event_id>/contingency/<target>")
@needs(P.EVENTS_WRITE)
def switch(event_id: int, target: str) -> ResponseReturnValue:
    event = events.event_row(event_id)
    try:
        plan = services.preview(event, _target(target))
    except Conflict as error:
        return _done(event_id, str(error), "bad")
    return _switch_page(event, plan, SwitchForm(formdata=None, version=event.version))


@bp.post("/events/<int:event_id>/contingency/<target>")
@needs(P.EVENTS_WRITE)
def carry_out(event_id: int, target: str) -> ResponseReturnValue:
    event, form = events.event_row(event_id), SwitchForm()
    try:
        plan = services.preview(event, _target(target))
        if form.is_sent_and_valid():
            done = services.switch(event_id, plan.target, form.reason.data or "", form.clash_reason.data or "", form.seen())
            return _done(event_id, _told(done))
    except Invalid as error:
        form.show(error)
    except Stale as error:
        told(form, error, lambda: form.renew(event.version))
    except Conflict as error:
        return _done(event_id, str(error), "bad")
    return _switch_page(event, plan, form)


def _told(plan: Switch) -> str:
    if plan.told:
        return _("The event is moved. Messages to those who are registered are on their way.")
    return _("The event is moved.")


def _switch_page(event: EventRow, plan: Switch, form: SwitchForm) -> ResponseReturnValue:
    ensure_can_write_event(current_actor(), event.region_id, event.stop_id)
    page = render_template(
        "events/staff/contingency/switch.html", event=event, plan=plan, form=form, words=TARGETS[plan.target]
    )  # fmt: skip
    return page, form.status()
