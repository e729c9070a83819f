"""The walk of an event: its building, its teams, what stands against setting out; the blueprint of walks."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _, _n
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.walks import layout, queries, services
from campaign.walks.buildings.queries import building_of, buildings
from campaign.walks.forms import BuildingChoice, SplitForm, WalkForm, walk_form
from campaign.walks.policies import can_write_walk
from campaign.walks.schemas import Walk
from campaign.web.guards import needs
from campaign.web.numbers import version_shown

bp = Blueprint("walks_staff", __name__, url_prefix="/staff")
FIRST_TRY = 4  # teams offered where nothing was split yet


@bp.get("/events/<int:event_id>/walk")
@needs(P.WALKS_READ)
def walk(event_id: int) -> ResponseReturnValue:
    return shown(event_id)


def shown(event_id: int, *, split: SplitForm | None = None, edit: WalkForm | None = None) -> ResponseReturnValue:
    """The page, with a form on it that could not be taken, if there is one."""
    event, found = event_row(event_id), queries.walk_of(event_id)
    forms: dict[str, Any] = {
        "split": split or SplitForm(formdata=None, teams=len(found.teams) or FIRST_TRY), "edit": edit or walk_form(found),
        "choice": BuildingChoice(formdata=None, building=found.building.id if found.building else 0),
    }  # fmt: skip
    may_write = can_write_walk(current_actor(), event.region_id, event.stop_id)
    page = render_template(
        "walks/staff/walk.html", event=event, walk=found, may_write=may_write, **forms, **_facts(event, found)
    )
    return page, 422 if (split and split.errors) or (edit and edit.errors) else 200


def _facts(event: EventRow, walk: Walk) -> dict[str, Any]:
    """The buildings to choose from, those of the place if it has any, and what the page says of the doors of the chosen one.

    Three statements at most.
    """
    near = [row for row in buildings() if row.region_id == event.region_id]
    choices = [row for row in near if row.unit_name == event.unit_name] or near
    if walk.building is None:
        return {"choices": choices}
    building, doors = building_of(walk.building.id), queries.doors_of(event_id=walk.event_id)
    return {
        "choices": choices, "building": building, "doors": doors, "survey": layout.survey(walk.teams, building, doors),
        "difference": layout.difference(walk.teams, building, doors), "spans": layout.spans(walk.teams, building),
        "load": {team.id: sum(door.team_id == team.id for door in doors) for team in walk.teams},
        "recorded": sum(door.is_recorded for door in doors),
    }  # fmt: skip


@bp.post("/events/<int:event_id>/walk/building")
@needs(P.WALKS_WRITE)
def choose(event_id: int) -> ResponseReturnValue:
    form = BuildingChoice()
    return acted(event_id, lambda: services.choose_building(event_id, form.building.data or 0), _("The building is chosen."))


@bp.post("/events/<int:event_id>/walk/split")
@needs(P.WALKS_WRITE)
def split(event_id: int) -> ResponseReturnValue:
    form = SplitForm()
    if not form.validate():
        return shown(event_id, split=form)
    teams: int = form.teams.data or 0
    try:
        services.split_evenly(event_id, teams)
    except Invalid as error:
        form.show(error)
        return shown(event_id, split=form)
    except Conflict as why:
        flash(str(why), "warn")
    else:
        flash(_n("All doors are given to %(num)d team.", "All doors are split among %(num)d teams.", teams), "good")
    return back(event_id)


@bp.post("/events/<int:event_id>/walk/edit")
@needs(P.WALKS_WRITE)
def edit(event_id: int) -> ResponseReturnValue:
    form = WalkForm()
    if not form.validate():
        return shown(event_id, edit=form)
    try:
        services.write_walk(event_id, form.command(), version_shown(form.version.data))
    except Stale as error:
        form.note.errors = [str(error)]
        form.version.data = queries.walk_of(event_id).version
        return shown(event_id, edit=form)
    flash(_("The changes are saved."), "good")
    return back(event_id)


@bp.post("/events/<int:event_id>/walk/take-over")
@needs(P.WALKS_WRITE)
def take_over(event_id: int) -> ResponseReturnValue:
    return acted(event_id, lambda: services.take_over(event_id), _("The doors are as the register has them now."))


def acted(event_id: int, act: Any, words: str) -> ResponseReturnValue:
    """Do it, and say so or why not."""
    try:
        act()
    except Conflict as why:
        flash(str(why), "warn")
    else:
        flash(words, "good")
    return back(event_id)


def back(event_id: int) -> ResponseReturnValue:
    return redirect(url_for("walks_staff.walk", event_id=event_id), 303)
