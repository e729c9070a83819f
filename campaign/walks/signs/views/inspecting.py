"""Looking at signs again: the sample, what was seen, and the rule that says when and how many."""

from collections.abc import Mapping
from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _, _n
from campaign.core.rules import can_write_rules
from campaign.events.queries import event_row
from campaign.walks.policies import can_write_walk
from campaign.walks.signs import forms, services
from campaign.walks.signs.inspections import inspection_of, inspection_rules
from campaign.walks.signs.schemas import Inspection, Outcome
from campaign.walks.signs.views.blueprint import bp
from campaign.walks.signs.words import OUTCOMES
from campaign.web.guards import needs


def _page(found: Inspection, form: forms.LooksForm, sent: Mapping[str, str] | None = None) -> ResponseReturnValue:
    return render_template(
        "walks/staff/signs/inspection.html", inspection=found, event=event_row(found.event_id), form=form, outcomes=OUTCOMES,
        Outcome=Outcome, sent=request.form if sent is None else sent, today=clock.campaign_today(found.time_zone),
        may_write=can_write_walk(current_actor(), found.region_id, found.stop_id),
    ), form.status()  # fmt: skip


@bp.get("/events/<int:event_id>/walk/inspection")
@needs(P.WALKS_READ)
def inspection(event_id: int) -> ResponseReturnValue:
    return _page(inspection_of(event_id), forms.LooksForm())


@bp.post("/events/<int:event_id>/walk/inspection")
@needs(P.WALKS_WRITE)
def record(event_id: int) -> ResponseReturnValue:
    form, found = forms.LooksForm(), inspection_of(event_id)
    if form.is_sent_and_valid():
        try:
            services.record_looks(event_id, form.seen(found.looks, request.form), form.seen_version())
            flash(_("Saved."), "good")
            return redirect(url_for(".inspection", event_id=event_id), 303)
        except Invalid as error:
            form.show(error)
        except Stale as error:
            form.form_errors = [str(error)]
            return _page(inspection_of(event_id), form, form.own(request.form))
    return _page(found, form)


@bp.post("/events/<int:event_id>/walk/inspection/draw")
@needs(P.WALKS_WRITE)
def draw(event_id: int) -> ResponseReturnValue:
    try:
        count = services.draw_sample(event_id)
        flash(_n("%(num)d door is drawn.", "%(num)d doors are drawn.", count), "good")
    except Conflict as why:
        flash(str(why), "warn")
    return redirect(url_for(".inspection", event_id=event_id), 303)


@bp.post("/events/<int:event_id>/walk/inspection/remind")
@needs(P.WALKS_WRITE)
def remind(event_id: int) -> ResponseReturnValue:
    try:
        if services.plan_inspection(event_id):
            flash(_("It stands on the checklist of the event now."), "good")
        else:
            flash(_("It stands on the checklist already, or the checklist is full."), "warn")
    except Conflict as why:
        flash(str(why), "warn")
    return redirect(url_for(".inspection", event_id=event_id), 303)


@bp.route("/walks/inspection-rule", methods=["GET", "POST"])
@needs(P.WALKS_READ)
def rules() -> ResponseReturnValue:
    """The rules, and for the national coordinator a form for a new one."""
    today = clock.campaign_today()
    known = inspection_rules(today)
    form = forms.RuleForm.about(today, next((asdict(rule.says) for rule in known if rule.counts), None))
    if form.is_sent_and_valid():
        try:
            services.add_rule(form.command(), form.key())
            flash(_("The rule is added."), "good")
            return redirect(url_for(".rules"), 303)
        except Invalid as error:
            form.show(error)
    page = render_template("walks/staff/signs/rules.html", rules=known, form=form, may_write=can_write_rules(current_actor()))
    return page, form.status()
