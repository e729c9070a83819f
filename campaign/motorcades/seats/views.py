"""Work pages: who sits in which car, a plan before it is carried out, and seats by hand."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import CampaignError, Conflict, Invalid
from campaign.core.i18n import _, _l, _n, language
from campaign.motorcades.papers.choosing import NAME, in_short
from campaign.motorcades.policies import can_write_column
from campaign.motorcades.schemas import Car
from campaign.motorcades.seats import queries, services
from campaign.motorcades.seats.forms import Ticked, asked, ticked
from campaign.motorcades.seats.paper import KIND as PASSENGERS
from campaign.motorcades.seats.planning import plan_of, worth_telling
from campaign.motorcades.seats.schemas import FILLED, Plan, Seats
from campaign.motorcades.seats.words import ACTS, GRAVE, PLANS, Telling
from campaign.motorcades.words import car_name
from campaign.papers.schemas import PrintWish, SubjectKind
from campaign.papers.services import ask_for_paper
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought

bp = Blueprint("seats_staff", __name__, url_prefix="/staff/events/<int:event_id>/column/seats")
bp.add_app_template_global(car_name)


@bp.get("")
@needs(P.COLUMNS_READ)
def seats(event_id: int) -> ResponseReturnValue:
    return _page(event_id)


def _page(event_id: int, sent: Ticked | None = None, why: CampaignError | None = None) -> str:
    found, step = queries.seats_of(event_id), queries.last_step(event_id)
    changed = in_short(car.number for car in found.coming if step and car.id in step.car_ids)
    return render_template(
        "motorcades/staff/seats/seats.html", seats=found, event=found.event, step=step, changed=changed, sent=sent, acts=ACTS,
        why=str(why.message) if why else "", filled=FILLED, plans=PLANS, passengers=PASSENGERS,
        may_write=can_write_column(current_actor(), found.event.region_id, found.event.stop_id),
    )  # fmt: skip


@bp.post("/act")
@needs(P.COLUMNS_WRITE)
def act(event_id: int) -> ResponseReturnValue:
    sent = ticked(request.form)
    try:
        if sent.act is None:
            raise Invalid(_l("Choose what is to be done with those who are ticked."))
        count = services.act(event_id, sent.act, sent.people, sent.key, group_id=sent.group_id, car_id=sent.car_id)
    except (Invalid, Conflict) as why:
        return _page(event_id, sent, why), 422
    words = _n("Done for %(num)d person.", "Done for %(num)d people.", count) if count else _("Nothing was changed.")
    flash(words, "good" if count else "info")
    return redirect(url_for(".seats", event_id=event_id), 303)


@bp.get("/plan")
@needs(P.COLUMNS_READ)
def plan(event_id: int) -> ResponseReturnValue:
    found, wish = queries.seats_of(event_id), asked(request.args)
    return _preview(found, plan_of(found, wish.kind, _of_column(found, wish.without_id)))


def _of_column(found: Seats, car_id: int | None) -> int | None:
    return car_id if car_id in {car.id for car in found.cars} else None


def _preview(found: Seats, shown: Plan, why: str = "") -> str:
    telling, places = Telling(found), {car.id: car for car in found.cars}
    told = [(one.why in GRAVE, telling.sentence(one)) for one in worth_telling(shown, found)]
    changes = sorted(
        shown.changes, key=lambda one: (places[one.to_id].number if one.to_id is not None else 0, one.passenger.group)
    )
    return render_template(
        "motorcades/staff/seats/plan.html", seats=found, event=found.event, plan=shown, title=PLANS[shown.kind], told=told,
        changes=changes, cars=places, why=why, lost=_lost(found, shown), touched=shown.touches(found.cars),
        may_write=can_write_column(current_actor(), found.event.region_id, found.event.stop_id),
    )  # fmt: skip


def _lost(found: Seats, shown: Plan) -> Car | None:
    return next((car for car in found.cars if car.id == shown.without_id), None)


@bp.post("/plan")
@needs(P.COLUMNS_WRITE)
def carry_out(event_id: int) -> ResponseReturnValue:
    wish = asked(request.form)
    try:
        count = services.carry_out(event_id, wish.kind, wish.without_id, wish.stamp, wish.key)
    except Conflict as why:
        found = queries.seats_of(event_id)
        return _preview(found, plan_of(found, wish.kind, _of_column(found, wish.without_id)), str(why.message)), 409
    flash(_n("The seat of %(num)d person has changed.", "The seats of %(num)d people have changed.", count), "good")
    return redirect(url_for(".seats", event_id=event_id), 303)


@bp.post("/undo")
@needs(P.COLUMNS_WRITE)
def undo(event_id: int) -> ResponseReturnValue:
    try:
        services.take_back(whole_or_nought(request.form.get("step", "")))
    except Conflict as why:
        return _page(event_id, None, why), 409
    flash(_("Everybody sits where they sat before."), "good")
    return redirect(url_for(".seats", event_id=event_id), 303)


@bp.post("/print")
@needs(P.PAPERS_PRINT)
def print_changed(event_id: int) -> ResponseReturnValue:
    """The lists of the cars that are named, in the language of the reader: one sheet, a page a car."""
    sent = ticked(request.form)
    wish = PrintWish(language(), None, {NAME: request.form.get("cars", "")})
    printed = ask_for_paper(PASSENGERS.code, SubjectKind.EVENT, event_id, wish, sent.key)
    if printed.task_uid is not None:
        return redirect(url_for("tasks.task", uid=printed.task_uid), 303)
    return redirect(url_for("papers_staff.sheet", sheet=printed.number), 303)
