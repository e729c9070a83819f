"""The outlets of a region and of the country."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict
from campaign.core.i18n import _
from campaign.events.press import policies, queries, services
from campaign.events.press.forms import OutletForm, outlet_form
from campaign.events.press.schemas import OutletRow
from campaign.events.press.views.desk import WORDS, bp
from campaign.web.answers import answered, done
from campaign.web.guards import needs


def may_keep(row: OutletRow) -> bool:
    return policies.can_keep_outlet(current_actor(), row.region_id)


@bp.route("/outlets", methods=["GET", "POST"])
@needs(P.EVENTS_READ)
def outlets() -> ResponseReturnValue:
    form = OutletForm()

    def add() -> ResponseReturnValue:
        services.add_outlet(form.command(), form.key())
        return done(url_for(".outlets"), _("The outlet is in the list."))

    def page() -> str:
        return render_template(
            "events/staff/outlets.html", outlets=queries.outlets(), form=form, may_keep=may_keep, **WORDS,
            may_add=policies.can_add_outlets(current_actor()),
        )  # fmt: skip

    return answered(form, add, page)


@bp.route("/outlets/<int:outlet_id>", methods=["GET", "POST"])
@needs(P.EVENTS_WRITE)
def edit_outlet(outlet_id: int) -> ResponseReturnValue:
    row = queries.outlet_row(outlet_id)
    policies.ensure_can_keep_outlet(current_actor(), row.region_id)
    form = outlet_form(row)

    def save() -> ResponseReturnValue:
        services.change_outlet(outlet_id, form.command(), form.seen())
        return done(url_for(".outlets"), _("The changes are saved."))

    return answered(form, save, lambda: render_template("events/staff/outlet_form.html", outlet=row, form=form))


@bp.post("/outlets/<int:outlet_id>/remove")
@needs(P.EVENTS_WRITE)
def remove_outlet(outlet_id: int) -> ResponseReturnValue:
    try:
        services.remove_outlet(outlet_id)
    except Conflict as error:
        return done(url_for(".edit_outlet", outlet_id=outlet_id), error.message, "bad")
    return done(url_for(".outlets"), _("The outlet was removed."))
