"""How far a walk is, live; and what phones could not decide."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.devices.queries import devices_by_subject
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.walks.doors import queries, services
from campaign.walks.doors.forms import ReasonForm
from campaign.walks.doors.schemas import Portion
from campaign.walks.doors.words import LOOK
from campaign.walks.policies import can_write_walk
from campaign.web.guards import needs

bp = Blueprint("doors_staff", __name__, url_prefix="/staff")


def _state(event: EventRow) -> dict[str, Any]:
    """What the live part of the page shows. Five statements."""
    teams = queries.progress_of(event.id)
    return {
        "event": event, "teams": teams, "total": sum((team.total for team in teams), Portion()), "now": clock.campaign_now(),
        "last": queries.last_records(event.id), "to_review": queries.to_review(event.id),
        "phones": devices_by_subject(DevicePurpose.WALK, [team.team_id for team in teams]),
        "may_write": can_write_walk(current_actor(), event.region_id, event.stop_id),
    }  # fmt: skip


@bp.get("/events/<int:event_id>/walk/doors")
@needs(P.WALKS_READ)
def doors(event_id: int) -> ResponseReturnValue:
    return render_template("walks/staff/doors/doors.html", **_state(event_row(event_id)))


@bp.get("/events/<int:event_id>/walk/doors/live")
@needs(P.WALKS_READ)
def live(event_id: int) -> ResponseReturnValue:
    return render_template("walks/staff/doors/_live.html", **_state(event_row(event_id)))


@bp.get("/events/<int:event_id>/walk/doors/review")
@needs(P.WALKS_READ)
def review(event_id: int) -> ResponseReturnValue:
    event = event_row(event_id)
    may_write = can_write_walk(current_actor(), event.region_id, event.stop_id)
    items = queries.review_items(event_id)
    return render_template("walks/staff/doors/review.html", event=event, items=items, why=LOOK, may_write=may_write)


@bp.post("/door-records/<int:record_id>/accept")
@needs(P.WALKS_WRITE)
def accept(record_id: int) -> ResponseReturnValue:
    event_id = queries.event_of_record(record_id)
    try:
        services.accept(record_id)
        flash(_("It counts now; the door stands by its latest record."), "good")
    except Conflict as error:
        flash(str(error), "bad")
    return redirect(url_for(".review", event_id=event_id), 303)


@bp.post("/door-records/<int:record_id>/dismiss")
@needs(P.WALKS_WRITE)
def dismiss(record_id: int) -> ResponseReturnValue:
    event_id, form = queries.event_of_record(record_id), ReasonForm()
    try:
        services.dismiss(record_id, form.reason.data or "")
        flash(_("Dismissed."), "good")
    except (Conflict, Invalid) as error:
        flash(str(error), "bad")
    return redirect(url_for(".review", event_id=event_id), 303)


@bp.post("/door-records/<int:record_id>/undo")
@needs(P.WALKS_WRITE)
def undo(record_id: int) -> ResponseReturnValue:
    event_id = queries.event_of_record(record_id)
    try:
        services.undo(record_id)
        flash(_("Taken back: the door stands as it did before."), "good")
    except Conflict as error:
        flash(str(error), "bad")
    return redirect(url_for(".doors", event_id=event_id), 303)
