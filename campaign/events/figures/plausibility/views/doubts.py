"""What does not go together at a stop and in a relay, and answering it."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _
from campaign.events.figures.plausibility import queries, services
from campaign.events.figures.plausibility.forms import AnswerForm
from campaign.events.figures.plausibility.policies import can_answer, ensure_can_answer
from campaign.events.figures.plausibility.schemas import Tally
from campaign.events.figures.plausibility.views.desk import bp
from campaign.relay.queries import relay_row, stop_row
from campaign.web.answers import done
from campaign.web.guards import needs


@bp.get("/stops/<int:stop_id>/doubts")
@needs(P.EVENTS_READ)
def of_stop(stop_id: int) -> ResponseReturnValue:
    stop = stop_row(stop_id)
    return render_template(
        "events/staff/plausibility/stop.html",
        stop=stop,
        found=queries.warnings_of_stop(stop_id),
        may_answer=can_answer(current_actor(), stop.region_id, stop_id),
    )


@bp.get("/relays/<int:relay_id>/doubts")
@needs(P.EVENTS_READ)
def of_relay(relay_id: int) -> ResponseReturnValue:
    relay = relay_row(relay_id)
    found = queries.warnings_of_relay(relay_id)
    return render_template(
        "events/staff/plausibility/relay.html",
        relay=relay,
        stops=found,
        tally=Tally.of(one for stop in found for one in stop.warnings),
        may_answer=lambda stop_id: can_answer(current_actor(), relay.region_id, stop_id),
    )


@bp.route("/stops/<int:stop_id>/doubts/<doubt_mark>", methods=["GET", "POST"])
@needs(P.FIGURES_WRITE)
def answer(stop_id: int, doubt_mark: str) -> ResponseReturnValue:
    stop, form = stop_row(stop_id), AnswerForm()
    ensure_can_answer(current_actor(), stop.region_id, stop_id)
    if form.is_sent_and_valid():
        try:
            services.answer(stop_id, doubt_mark, form.reason.data or "", form.key())
        except Invalid as error:
            form.show(error)
        else:
            return done(url_for(".of_stop", stop_id=stop_id), _("Your answer is kept and shown beside the values."))
    warned = queries.warning_of_stop(stop_id, doubt_mark)
    page = render_template("events/staff/plausibility/answer.html", stop=stop, warned=warned, form=form)
    return page, form.status()


@bp.post("/stops/<int:stop_id>/doubts/<doubt_mark>/take-back")
@needs(P.FIGURES_WRITE)
def take_back(stop_id: int, doubt_mark: str) -> ResponseReturnValue:
    services.take_back(stop_id, doubt_mark)
    return done(url_for(".of_stop", stop_id=stop_id), _("The answer is taken back; the values wait for one again."))
