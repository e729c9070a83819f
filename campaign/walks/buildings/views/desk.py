"""The list of buildings, one building, and what it is called; the blueprint of the register."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _
from campaign.events.queries import units_to_choose
from campaign.papers.tables import table_file
from campaign.walks.buildings import queries, services
from campaign.walks.buildings.forms import BuildingForm, edit_building_form
from campaign.walks.buildings.sheets import offices_table
from campaign.web.answers import told
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought

bp = Blueprint("buildings_staff", __name__, url_prefix="/staff")


@bp.get("/buildings")
@needs(P.WALKS_READ)
def buildings() -> ResponseReturnValue:
    may_write = current_actor().may(P.WALKS_WRITE)
    return render_template("walks/staff/buildings.html", buildings=queries.buildings(), may_write=may_write)


@bp.get("/buildings.<any(csv, xlsx):ending>")
@needs(P.WALKS_READ)
def buildings_file(ending: str) -> ResponseReturnValue:
    """All buildings with their rooms."""
    return table_file(offices_table(queries.room_lines()), ending)


@bp.get("/buildings/<int:building_id>/rooms.<any(csv, xlsx):ending>")
@needs(P.WALKS_READ)
def rooms_file(building_id: int, ending: str) -> ResponseReturnValue:
    """The rooms of one building."""
    name = queries.building_of(building_id).name.text()
    return table_file(offices_table(queries.room_lines(building_id), name), ending)


@bp.route("/buildings/new", methods=["GET", "POST"])
@needs(P.WALKS_WRITE)
def new_building() -> ResponseReturnValue:
    form = BuildingForm()
    form.unit.choices = units_to_choose(P.WALKS_WRITE)
    if request.method == "GET":
        form.unit.data = whole_or_nought(request.args.get("unit"))
    if form.is_sent_and_valid():
        try:
            number = services.create_building(form.command(), form.key())
            flash(_("The building is added. Now add its rooms, or bring them in from a table."), "good")
            return redirect(url_for(".building", building_id=number), 303)
        except Invalid as error:
            form.show(error)
    return render_template("walks/staff/building_form.html", form=form, building=None), form.status()


@bp.get("/buildings/<int:building_id>")
@needs(P.WALKS_READ)
def building(building_id: int) -> ResponseReturnValue:
    found = queries.building_of(building_id, named=True)
    return render_template(
        "walks/staff/building.html",
        building=found,
        may_write=queries.may_write(found),
        walks=queries.walks_through(building_id),
    )


@bp.route("/buildings/<int:building_id>/edit", methods=["GET", "POST"])
@needs(P.WALKS_WRITE)
def edit_building(building_id: int) -> ResponseReturnValue:
    found = queries.building_to_write(building_id)
    form = edit_building_form(found)
    if form.is_sent_and_valid():
        try:
            services.edit_building(building_id, form.command(found.unit_id), form.seen())
            flash(_("The changes are saved."), "good")
            return redirect(url_for(".building", building_id=building_id), 303)
        except (Invalid, Stale) as error:
            told(form, error)
    return render_template("walks/staff/building_form.html", form=form, building=found), form.status()


@bp.post("/buildings/<int:building_id>/remove")
@needs(P.WALKS_WRITE)
def remove_building(building_id: int) -> ResponseReturnValue:
    try:
        services.remove_building(building_id)
    except Conflict as why:
        flash(str(why), "warn")
        return redirect(url_for(".building", building_id=building_id), 303)
    flash(_("The building is taken away."), "good")
    return redirect(url_for(".buildings"), 303)
