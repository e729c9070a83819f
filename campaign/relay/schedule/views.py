"""Work pages: the schedule of a relay, and what is written down for it about each stop."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.i18n import _
from campaign.relay import queries as relays
from campaign.relay.schedule import queries, services
from campaign.relay.schedule.forms import duty_form
from campaign.relay.schedule.policies import can_write_duty, ensure_can_write_duty
from campaign.web.answers import answered, done
from campaign.web.guards import needs
from campaign.web.numbers import version_shown

bp = Blueprint("schedule_staff", __name__, url_prefix="/staff")


@bp.get("/relays/<int:relay_id>/schedule")
@needs(P.RELAY_READ)
def schedule(relay_id: int) -> ResponseReturnValue:
    relay, actor = relays.relay_row(relay_id), current_actor()
    return render_template(
        "relay/staff/schedule.html", relay=relay, schedule=queries.schedule_of(relay_id),
        may_write=lambda row: can_write_duty(actor, relay.region_id, row.stop_id),
    )  # fmt: skip


@bp.route("/stops/<int:stop_id>/duty", methods=["GET", "POST"])
@needs(P.CUSTODY_WRITE)
def duty(stop_id: int) -> ResponseReturnValue:
    stop = relays.stop_row(stop_id)
    ensure_can_write_duty(current_actor(), stop.region_id, stop.id)
    form = duty_form(*queries.duty_of(stop_id))

    def keep() -> ResponseReturnValue:
        services.keep_duty(stop_id, form.command(), version_shown(form.version.data))
        return done(
            url_for(".schedule", relay_id=stop.relay_id), _("Saved: it stands in the schedule and the plan from now on.")
        )

    return answered(form, keep, lambda: render_template("relay/staff/duty.html", stop=stop, form=form))
