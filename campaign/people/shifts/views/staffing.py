"""Work page: one shift, who is in it, and putting people in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Full
from campaign.core.i18n import _, _n
from campaign.core.text import clean_line
from campaign.events.queries import event_row
from campaign.people.policies import can_write_people
from campaign.people.schemas import LONGEST_SEARCH
from campaign.people.shifts import queries, services
from campaign.people.shifts.schemas import Assigned
from campaign.people.shifts.views.desk import bp, chosen
from campaign.web.guards import needs

NOTHING = Assigned(0)


@bp.get("/shifts/<int:shift_id>")
@needs(P.PEOPLE_READ)
def shift(shift_id: int) -> ResponseReturnValue:
    return _page(shift_id)


def _page(shift_id: int, outcome: Assigned = NOTHING, complaint: str = "") -> str:
    row, words = queries.shift_row(shift_id), clean_line(request.args.get("q", ""))[:LONGEST_SEARCH]
    event = event_row(row.event_id)
    found, more = queries.candidates_for(row, words)
    return render_template(
        "people/staff/shifts/shift.html", shift=row, event=event, members=queries.members_of(shift_id), found=found,
        more=more, words=words, outcome=outcome, complaint=complaint, of_role=len(queries.free_of_role(row)),
        may_write=can_write_people(current_actor(), row.region_id, row.stop_id),
    )  # fmt: skip


@bp.post("/shifts/<int:shift_id>/people")
@needs(P.PEOPLE_WRITE)
def assign(shift_id: int) -> ResponseReturnValue:
    people = chosen("person")
    if not people:
        return _page(shift_id, complaint=_("Tick those who are to be in the shift.")), 422
    try:
        outcome = services.assign(shift_id, people, accept=request.form.get("accept") == "1")
    except Full as why:
        return _page(shift_id, complaint=str(why)), 422
    return _done(shift_id, outcome)


@bp.post("/shifts/<int:shift_id>/people/of-role")
@needs(P.PEOPLE_WRITE)
def assign_role(shift_id: int) -> ResponseReturnValue:
    return _done(shift_id, services.assign_role(shift_id))


def _done(shift_id: int, outcome: Assigned) -> ResponseReturnValue:
    if outcome.count or not outcome.against:
        flash(_n("%(num)d person is in the shift now.", "%(num)d people are in the shift now.", outcome.count), "good")
    if outcome.against:
        return _page(shift_id, outcome), 422
    return redirect(url_for(".shift", shift_id=shift_id), 303)


@bp.post("/shifts/<int:shift_id>/people/<int:registration_id>/out")
@needs(P.PEOPLE_WRITE)
def take_out(shift_id: int, registration_id: int) -> ResponseReturnValue:
    name = services.take_out(shift_id, registration_id)
    if name:
        flash(_("%(name)s is out of the shift.", name=name), "good")
    return redirect(url_for(".shift", shift_id=shift_id), 303)
