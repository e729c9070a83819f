"""Rooms: many added at once, and those of a floor edited as a table."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _n
from campaign.walks.buildings import queries, services
from campaign.walks.buildings.forms import OfficesForm, RoomsForm, offices_form
from campaign.walks.buildings.schemas import ROWS, Added, Edited
from campaign.walks.buildings.views.desk import bp
from campaign.walks.schemas import Building
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought
from campaign.web.paging import numbered


@bp.route("/buildings/<int:building_id>/rooms", methods=["GET", "POST"])
@needs(P.WALKS_WRITE)
def add_rooms(building_id: int) -> ResponseReturnValue:
    building, form = queries.building_to_write(building_id), RoomsForm()
    form.offer(building, whole_or_nought(request.args.get("floor")))
    if form.is_sent_and_valid():
        try:
            added = services.add_rooms(building_id, form.wishes(), form.floor_id(), form.key())
            flash(_added(added), "good")
            return redirect(url_for(".building", building_id=building_id), 303)
        except Invalid as error:
            form.lines.errors = [str(problem.message) for problem in error.problems] or [str(error)]
        except Conflict as error:
            form.lines.errors = [str(error)]
    return render_template("walks/staff/rooms_add.html", building=building, form=form), form.status()


def _added(added: Added) -> str:
    words = [_n("%(num)d room is added.", "%(num)d rooms are added.", added.rooms)]
    if added.again:
        words.append(_n("%(num)d room is in use again.", "%(num)d rooms are in use again.", added.again))
    if added.floors:
        words.append(_("New floors: %(floors)s.", floors=", ".join(added.floors)))
    return " ".join(words)


@bp.route("/floors/<int:floor_id>/offices", methods=["GET", "POST"])
@needs(P.WALKS_WRITE)
def offices(floor_id: int) -> ResponseReturnValue:
    building = queries.building_to_write(queries.building_of_floor(floor_id), named=True)
    floor = next(floor for floor in building.floors if floor.id == floor_id)
    page = numbered(floor.offices, request.args.get("page"), ROWS)
    form = OfficesForm() if request.method == "POST" else offices_form(page.rows)
    form.offer(building)
    if form.is_sent_and_valid() and _is_saved(building, form):
        return redirect(url_for(".offices", floor_id=floor_id, page=page.page), 303)
    return render_template(
        "walks/staff/floor.html", building=building, floor=floor, form=form, page=page.page, pages=page.pages
    ), 422 if form.is_wrong or form.errors else 200  # fmt: skip


def _is_saved(building: Building, form: OfficesForm) -> bool:
    try:
        edited = services.edit_offices(building.id, [entry.form.edit() for entry in form.rows])
    except Invalid as error:
        for problem in error.problems:
            row = problem.field.removeprefix("rows-")
            form.complain(int(row) if row.isdecimal() else 0, str(problem.message))
        form.renew(queries.building_of(building.id, named=True).offices)
        return False
    flash(_edited(edited), "good")
    return True


def _edited(edited: Edited) -> str:
    words = [_n("%(num)d room is changed.", "%(num)d rooms are changed.", edited.changed)]
    if edited.removed:
        words.append(_n("%(num)d room is taken away.", "%(num)d rooms are taken away.", edited.removed))
    if edited.kept:
        rooms = ", ".join(edited.kept)
        words.append(_("A walk or a sign needs these rooms, so they are only out of use: %(rooms)s.", rooms=rooms))
    return " ".join(words)
