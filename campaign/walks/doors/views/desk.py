"""The coordinator's desk: a walk sheet typed back, door by door."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Closed, Invalid, Problem
from campaign.core.i18n import _n
from campaign.events.queries import event_row
from campaign.walks.doors import services
from campaign.walks.doors.forms import SIGNS, SOAPS, SheetForm
from campaign.walks.doors.views.progress import bp
from campaign.walks.doors.words import SIGN, SOAP
from campaign.walks.policies import can_write_walk
from campaign.walks.queries import doors_of, team_of
from campaign.walks.schemas import Door, Team
from campaign.web.guards import needs


@bp.get("/walk-teams/<int:team_id>/sheet")
@needs(P.WALKS_READ)
def sheet(team_id: int) -> ResponseReturnValue:
    return _sheet(team_of(team_id), SheetForm())


@bp.post("/walk-teams/<int:team_id>/sheet")
@needs(P.WALKS_WRITE)
def type_sheet(team_id: int) -> ResponseReturnValue:
    team, form = team_of(team_id), SheetForm()
    if not form.is_sent_and_valid():
        return _sheet(team, form)
    doors, floor_id = _of_floor(doors_of(team_id=team_id))
    written, problems = form.read(doors, request.form)
    try:
        if problems:
            return _sheet(team, form, problems)
        count = services.record_at_desk(team_id, written, form.key())
    except Invalid as error:
        return _sheet(team, form, error.problems)
    except Closed as error:
        flash(str(error), "bad")
        return _sheet(team, form)
    flash(_n("%(num)d door was recorded.", "%(num)d doors were recorded.", count), "good")
    return redirect(url_for(".sheet", team_id=team_id, floor=floor_id), 303)


def _of_floor(doors: Sequence[Door]) -> tuple[list[Door], int]:
    """The doors of the floor that the address asks for, else of the team's first; and which it is."""
    floors = [door.floor_id for door in doors]
    asked = request.args.get("floor", "")
    wanted = next((floor for floor in floors if str(floor) == asked), floors[0] if floors else 0)
    return [door for door in doors if door.floor_id == wanted], wanted


def _sheet(team: Team, form: SheetForm, problems: Sequence[Problem] = ()) -> ResponseReturnValue:
    event, doors = event_row(team.event_id), doors_of(team_id=team.id)
    here, floor_id = _of_floor(doors)
    rows = form.rows(here, request.form, problems)
    page = render_template(
        "walks/staff/doors/sheet.html",
        event=event, team=team, form=form, rows=rows, soaps=SOAPS, signs=SIGNS, soap_words=SOAP, sign_words=SIGN,
        floors={door.floor_id: door.floor for door in doors}, floor_id=floor_id, wrong=[row for row in rows if row.error],
        may_write=team.closed_at is None and can_write_walk(current_actor(), team.region_id, team.stop_id),
    )  # fmt: skip
    return page, 422 if problems else form.status()
