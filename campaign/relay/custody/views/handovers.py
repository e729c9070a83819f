"""A handover from both sides: what is handed over, leaving, receiving, calling it off."""

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Closed, Conflict, Invalid, Stale
from campaign.core.i18n import Words, _
from campaign.relay import queries as relay_queries
from campaign.relay.custody import policies, queries, services
from campaign.relay.custody.forms import CancelForm, ReceiptForm, WhenForm, receipt_form
from campaign.relay.custody.schemas import HandoverRow
from campaign.relay.custody.views.desk import bp
from campaign.relay.custody.words import CONDITIONS, STATES
from campaign.web.answers import done
from campaign.web.forms import CampaignForm
from campaign.web.guards import needs


def _handover_page(row: HandoverRow, cancelling: CancelForm, leaving: WhenForm) -> ResponseReturnValue:
    actor = current_actor()
    is_own, may_organize = policies.has_proposed(actor, row.proposed_by), policies.can_keep_items(actor, row.region_id)
    page = render_template(
        "relay/staff/handover.html", row=row, relay=relay_queries.relay_row(row.relay_id), acts=queries.acts_of(row.id),
        cancelling=cancelling, leaving=leaving, may_give=policies.can_act_for(actor, row.giver),
        may_receive=policies.can_act_for(actor, row.receiver) and (may_organize or not is_own),
        waits=is_own and not may_organize, moved=_moved(row), left=_left(row), conditions=CONDITIONS, states=STATES,
    )  # fmt: skip
    return page, 422 if cancelling.errors or leaving.errors else 200


def _moved(row: HandoverRow) -> list[tuple[Words, str]]:
    """What the handover moved out of stores, in words, and where it is read."""
    found = []
    for moved in services.moved_by(row.id):
        endpoint, parameter, value = moved.page
        values: dict[str, Any] = {parameter: value}
        found.append((moved.words, url_for(endpoint, **values)))
    return found


def _left(row: HandoverRow) -> dict[str, int]:
    """What the giver's store still has of the things on an open handover, where it is fewer than was proposed."""
    wished = {thing.code: thing.quantity for thing in row.things if thing.code} if row.is_open else {}
    there = {thing.code: thing.quantity for thing in services.goes_along(row.giver.party)} if wished else {}
    return {code: there.get(code, 0) for code, quantity in wished.items() if there.get(code, 0) < quantity}


def _now(form: WhenForm, row: HandoverRow) -> None:
    """The minute of opening the page, on the wall of the place."""
    wall = clock.on_the_wall(clock.campaign_now(), row.time_zone).replace(second=0, microsecond=0)
    form.day.process_data(wall.date())
    form.time.process_data(wall.time())
    form.version.process_data(str(row.version))


def _fresh(row: HandoverRow) -> tuple[CancelForm, WhenForm]:
    leaving = WhenForm(formdata=None)
    _now(leaving, row)
    return CancelForm(formdata=None), leaving


def _back(row: HandoverRow) -> str:
    return url_for(".handover", handover_id=row.id)


@bp.get("/handovers/<int:handover_id>")
@needs(P.RELAY_READ)
def handover(handover_id: int) -> ResponseReturnValue:
    row = queries.handover_row(handover_id)
    return _handover_page(row, *_fresh(row))


@bp.post("/handovers/<int:handover_id>/leave")
@needs(P.CUSTODY_WRITE)
def leave(handover_id: int) -> ResponseReturnValue:
    row, form = queries.handover_row(handover_id), WhenForm()
    if form.is_sent_and_valid():
        try:
            services.leave(handover_id, form.seen(), form.at(row.time_zone))
            return done(_back(row), _("The baton is on the way to %(place)s.", place=row.receiver.name))
        except Conflict as error:
            return done(_back(row), error.message, "bad")
        except Invalid as error:
            _beside(form, error)
    return _handover_page(row, _fresh(row)[0], form)


def _beside(form: CampaignForm, error: Invalid) -> None:
    """A complaint about a moment stands beside its time; everything else where its field is."""
    form.show(error)
    moments = [str(problem.message) for problem in error.problems if problem.field in {"left", "received"}]
    if moments and isinstance(form, WhenForm):
        form.form_errors = [words for words in form.form_errors if words not in moments]
        form.time.errors = [*form.time.errors, *moments]


@bp.post("/handovers/<int:handover_id>/cancel")
@needs(P.CUSTODY_WRITE)
def cancel(handover_id: int) -> ResponseReturnValue:
    row, form = queries.handover_row(handover_id), CancelForm()
    if form.is_sent_and_valid():
        try:
            services.cancel(handover_id, form.seen(), form.reason.data or "")
            return done(_back(row), _("The handover is called off. The items are with the giver."))
        except Conflict as error:
            return done(_back(row), error.message, "bad")
        except Invalid as error:
            form.show(error)
    return _handover_page(row, form, _fresh(row)[1])


def _receipt_page(row: HandoverRow, form: ReceiptForm) -> ResponseReturnValue:
    actor = current_actor()
    policies.ensure_can_receive(actor, row.receiver)
    may_type_paper = policies.can_keep_items(actor, row.region_id)
    return render_template("relay/staff/receipt.html", row=row, form=form, may_type_paper=may_type_paper), form.status()


@bp.get("/handovers/<int:handover_id>/receipt")
@needs(P.CUSTODY_WRITE)
def receipt(handover_id: int) -> ResponseReturnValue:
    row = queries.handover_row(handover_id)
    form = receipt_form(row)
    _now(form, row)
    is_own = policies.has_proposed(current_actor(), row.proposed_by)
    form.paper_first.data = is_own and policies.can_keep_items(current_actor(), row.region_id)
    return _receipt_page(row, form)


@bp.post("/handovers/<int:handover_id>/receipt")
@needs(P.CUSTODY_WRITE)
def confirm(handover_id: int) -> ResponseReturnValue:
    row = queries.handover_row(handover_id)
    form = receipt_form(row)
    if form.is_sent_and_valid():
        try:
            services.confirm(handover_id, form.seen(), form.receipt(row.time_zone))
            return _confirmed(row)
        except (Closed, Stale) as error:
            return done(_back(row), error.message, "bad")
        except Conflict as error:  # a store says otherwise: what was typed stays
            form.show(Invalid(error.message))
        except Invalid as error:
            _beside(form, error)
    return _receipt_page(row, form)


def _confirmed(row: HandoverRow) -> Response:
    return done(_back(row), _("%(place)s has the baton now. Print the act for the signatures.", place=row.receiver.name))
