"""A handover from both sides: what is handed over, leaving, receiving, calling it off."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Closed
from campaign.core.i18n import Words, _
from campaign.relay import queries as relay_queries
from campaign.relay.custody import policies, queries, services
from campaign.relay.custody.forms import CancelForm, ReceiptForm, WhenForm, receipt_form
from campaign.relay.custody.schemas import HandoverRow
from campaign.relay.custody.views.desk import bp
from campaign.relay.custody.words import CONDITIONS, STATES
from campaign.web.answers import answered, done
from campaign.web.forms import VersionedForm
from campaign.web.guards import needs


def _handover_page(row: HandoverRow, cancelling: CancelForm, leaving: WhenForm) -> str:
    actor = current_actor()
    is_own, may_organize = policies.has_proposed(actor, row.proposed_by), policies.can_keep_items(actor, row.region_id)
    return render_template(
        "relay/staff/handover.html", row=row, relay=relay_queries.relay_row(row.relay_id), acts=queries.acts_of(row.id),
        cancelling=cancelling, leaving=leaving, may_give=policies.can_act_for(actor, row.giver),
        may_receive=policies.can_act_for(actor, row.receiver) and (may_organize or not is_own),
        waits=is_own and not may_organize, moved=_moved(row), left=_left(row), conditions=CONDITIONS, states=STATES,
    )  # fmt: skip


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


def _tried(
    row: HandoverRow, form: VersionedForm, act: Callable[[], None], words: Words, page: Callable[[], str]
) -> ResponseReturnValue:
    """Do it and go to the handover, also when that has ended meanwhile; else what was typed stays, and why it cannot be."""

    def tried() -> ResponseReturnValue:
        try:
            act()
        except Closed as error:
            return done(_back(row), error.message, "bad")
        return done(_back(row), words)

    return answered(form, tried, page, lambda: form.renew(row.version))


@bp.get("/handovers/<int:handover_id>")
@needs(P.RELAY_READ)
def handover(handover_id: int) -> ResponseReturnValue:
    row = queries.handover_row(handover_id)
    return _handover_page(row, *_fresh(row))


@bp.post("/handovers/<int:handover_id>/leave")
@needs(P.CUSTODY_WRITE)
def leave(handover_id: int) -> ResponseReturnValue:
    row, form = queries.handover_row(handover_id), WhenForm()
    return _tried(
        row, form, lambda: services.leave(handover_id, form.seen(), form.at(row.time_zone)),
        _("The baton is on the way to %(place)s.", place=row.receiver.name),
        lambda: _handover_page(row, _fresh(row)[0], form),
    )  # fmt: skip


@bp.post("/handovers/<int:handover_id>/cancel")
@needs(P.CUSTODY_WRITE)
def cancel(handover_id: int) -> ResponseReturnValue:
    row, form = queries.handover_row(handover_id), CancelForm()
    return _tried(
        row, form, lambda: services.cancel(handover_id, form.seen(), form.reason.data or ""),
        _("The handover is called off. The items are with the giver."),
        lambda: _handover_page(row, form, _fresh(row)[1]),
    )  # fmt: skip


def _receipt_page(row: HandoverRow, form: ReceiptForm) -> str:
    actor = current_actor()
    policies.ensure_can_receive(actor, row.receiver)
    may_type_paper = policies.can_keep_items(actor, row.region_id)
    return render_template("relay/staff/receipt.html", row=row, form=form, may_type_paper=may_type_paper)


@bp.get("/handovers/<int:handover_id>/receipt")
@needs(P.CUSTODY_WRITE)
def receipt(handover_id: int) -> ResponseReturnValue:
    row = queries.handover_row(handover_id)
    policies.ensure_can_receive(current_actor(), row.receiver)
    if not row.is_open:
        return redirect(_back(row))
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
    return _tried(
        row, form, lambda: services.confirm(handover_id, form.seen(), form.receipt(row.time_zone)),
        _("%(place)s has the baton now. Print the act for the signatures.", place=row.receiver.name),
        lambda: _receipt_page(row, form),
    )  # fmt: skip
