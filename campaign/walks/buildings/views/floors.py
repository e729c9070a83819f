"""The floors of a building: named, ordered, added and taken away in one form."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Invalid, Stale
from campaign.core.i18n import _
from campaign.walks.buildings import queries, services
from campaign.walks.buildings.forms import FloorsForm, floors_form
from campaign.walks.buildings.views.desk import bp
from campaign.walks.schemas import Building
from campaign.web.answers import told
from campaign.web.guards import needs


@bp.route("/buildings/<int:building_id>/floors", methods=["GET", "POST"])
@needs(P.WALKS_WRITE)
def floors(building_id: int) -> ResponseReturnValue:
    building = queries.building_to_write(building_id)
    form = floors_form(building)
    if form.is_sent_and_valid() and _is_saved(building, form):
        flash(_("The floors are saved."), "good")
        return redirect(url_for(".building", building_id=building_id), 303)
    page = render_template("walks/staff/floors.html", building=building, form=form)
    return page, form.status()


def _is_saved(building: Building, form: FloorsForm) -> bool:
    try:
        services.write_floors(building.id, form.wishes(), form.seen())
    except Invalid as error:
        _show(form, error)
    except Stale as error:
        told(form, error)
    else:
        return True
    return False


def _show(form: FloorsForm, error: Invalid) -> None:
    """Put each complaint beside the floor it is about; those about added floors beside their field."""
    for problem in error.problems:
        row = problem.field.removeprefix("floors-").removesuffix("-label")
        place = int(row) if row.isdecimal() else len(form.floors)
        field = form.floors[place].form.label if place < len(form.floors) else form.more
        field.errors = [*field.errors, str(problem.message)]
    if not error.problems:
        form.form_errors = [str(error)]
