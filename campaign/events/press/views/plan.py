"""The media plan of a relay or of one of its stops."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.events.press import policies, queries, services
from campaign.events.press.forms import PlanRowForm, plan_row_form
from campaign.events.press.schemas import PlanRow
from campaign.events.press.views.desk import WORDS, bp
from campaign.relay import queries as relay
from campaign.web.answers import done, told
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none


def may_write(row: PlanRow) -> bool:
    return policies.can_write_press(current_actor(), row.region_id, row.stop_id)


@bp.route("/relays/<int:relay_id>/media-plan", methods=["GET", "POST"])
@needs(P.EVENTS_READ)
def media_plan(relay_id: int) -> ResponseReturnValue:
    row, stop_id = relay.relay_row(relay_id), whole_or_none(request.args.get("stop"))
    form = PlanRowForm(due_on=clock.campaign_today())
    if form.is_sent_and_valid():
        try:
            services.add_row(relay_id, stop_id, form.command(), form.key())
            return done(url_for(".media_plan", relay_id=relay_id, stop=stop_id), _("The row is in the media plan."))
        except Invalid as error:
            form.show(error)
    form.offer(queries.outlets())
    page = render_template(
        "events/staff/media_plan.html", relay=row, stops=queries.stops_named(relay_id), stop_id=stop_id, form=form,
        rows=queries.media_plan(relay_id, stop_id), may_write=may_write, today=clock.campaign_today(), **WORDS,
        may_add=policies.can_write_press(current_actor(), row.region_id, stop_id),
    )  # fmt: skip
    return page, form.status()


@bp.route("/media-plan/<int:row_id>", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def edit_row(row_id: int) -> ResponseReturnValue:
    row = queries.plan_row(row_id)
    policies.ensure_can_write_press(current_actor(), row.region_id, row.stop_id)
    form = plan_row_form(row)
    if form.is_sent_and_valid():
        try:
            services.change_row(row_id, form.command(), form.seen())
            return done(url_for(".media_plan", relay_id=row.relay_id, stop=row.stop_id), _("The changes are saved."))
        except (Invalid, Stale) as error:
            told(form, error)
    form.offer(queries.outlets())
    return render_template("events/staff/media_plan_row.html", row=row, form=form), form.status()


@bp.post("/media-plan/<int:row_id>/remove")
@needs(P.EVENTS_WRITE)
def remove_row(row_id: int) -> ResponseReturnValue:
    row = queries.plan_row(row_id)
    services.remove_row(row_id)
    back = url_for(".media_plan", relay_id=row.relay_id, stop=row.stop_id)
    return done(back, _("The row was taken out of the media plan."))
