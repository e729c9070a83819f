"""Staff pages: regions, their cities and districts, the import of a table, bodies and their names."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid
from campaign.core.i18n import _, _n
from campaign.core.text import clean_line
from campaign.sheets.reading import CellError
from campaign.territory import policies, queries, services
from campaign.territory.forms import BodyNameForm, PartForm, UnitTableForm, latest_name_form, part_form
from campaign.territory.schemas import UnitRow, UnitsTaken
from campaign.territory.unit_table import COLUMNS, MOST_BYTES, NEEDED, TableRefused
from campaign.web.answers import answered, done
from campaign.web.comparing import compare
from campaign.web.guards import needs
from campaign.web.numbers import day_or_none
from campaign.web.uploads import say_most

bp = Blueprint("territory_staff", __name__, url_prefix="/staff")
say_most(bp, "import_units", MOST_BYTES)
MOST_SHOWN = 200


def _as_of() -> date:
    """The day of the address, else the campaign's today."""
    return day_or_none(request.args.get("as_of")) or clock.campaign_today()


@bp.get("/territory")
@needs(P.RELAY_READ)
def regions() -> ResponseReturnValue:
    as_of, words = _as_of(), clean_line(request.args.get("q", ""))[:100]
    rows = queries.regions(as_of)
    return render_template(
        "territory/staff/regions.html", rows=rows, counts=queries.units_counted(as_of), as_of=as_of, words=words,
        found=queries.find_units(words, as_of) if words else (), names={row.id: row.name for row in rows},
        may_import=current_actor().may(P.TERRITORY_WRITE),
    )  # fmt: skip


@bp.get("/territory/<int:region_id>")
@needs(P.RELAY_READ)
def region(region_id: int) -> ResponseReturnValue:
    as_of, words = _as_of(), clean_line(request.args.get("q", ""))[:100]
    return render_template(
        "territory/staff/region.html", region=queries.region_row(region_id, as_of), as_of=as_of, words=words,
        units=queries.find_units(words, as_of, region_id), periods=queries.region_periods(region_id),
        bodies=[row for row in queries.bodies(as_of, region_id) if row.region_id],
        may_import=current_actor().may_at(P.TERRITORY_WRITE, region_id),
    )  # fmt: skip


def _unit_page(unit: UnitRow, form: PartForm) -> str:
    """A city or district with its parts and the form for one more; a part with the form that changes it."""
    unit_id, as_of = unit.id, _as_of()
    region_id = queries.regions_of_units([unit_id], as_of).get(unit_id, unit.region_id)
    return render_template(
        "territory/staff/unit.html", unit=unit, as_of=as_of, form=form, parts=queries.parts_of(unit_id, as_of),
        whole=queries.unit_row(unit.parent_id) if unit.parent_id else None, region=queries.region_row(region_id, as_of),
        may_change=policies.can_change_units(current_actor(), queries.regions_ever_of(unit_id)),
    )  # fmt: skip


@bp.get("/territory/units/<int:unit_id>")
@needs(P.RELAY_READ)
def unit(unit_id: int) -> ResponseReturnValue:
    row = queries.unit_row(unit_id)
    return _unit_page(row, PartForm() if row.parent_id is None else part_form(row))


@bp.post("/territory/units/<int:unit_id>/parts")
@needs(P.TERRITORY_WRITE)
def add_part(unit_id: int) -> ResponseReturnValue:
    row, form = queries.unit_row(unit_id), PartForm()
    if form.is_sent_and_valid():
        try:
            services.add_part(unit_id, form.command(), form.key())
            return done(url_for(".unit", unit_id=unit_id), _("The part is added."))
        except Invalid as error:
            form.show(error)
    return _unit_page(row, form), form.status()


@bp.post("/territory/units/<int:unit_id>")
@needs(P.TERRITORY_WRITE)
def change_part(unit_id: int) -> ResponseReturnValue:
    row = queries.unit_row(unit_id)
    form = part_form(row)

    def save() -> ResponseReturnValue:
        services.change_part(unit_id, form.command(), form.seen())
        return done(url_for(".unit", unit_id=unit_id), _("The part is saved."))

    return answered(form, save, lambda: _unit_page(row, form))


@bp.post("/territory/units/<int:unit_id>/remove")
@needs(P.TERRITORY_WRITE)
def remove_part(unit_id: int) -> ResponseReturnValue:
    try:
        whole_id = services.remove_part(unit_id)
    except Conflict as error:
        flash(str(error), "bad")
        return redirect(url_for(".unit", unit_id=unit_id), 303)
    flash(_("The part is taken away."), "good")
    return redirect(url_for(".unit", unit_id=whole_id), 303)


@bp.route("/territory/import", methods=["GET", "POST"])
@needs(P.TERRITORY_WRITE)
def import_units() -> ResponseReturnValue:
    form = UnitTableForm()
    cells: tuple[CellError, ...] = ()
    if form.is_sent_and_valid():
        try:
            return _taken(services.import_units(form.content()))
        except TableRefused as refused:
            cells = refused.cells
            form.file.errors = [str(refused)]
    return render_template(
        "territory/staff/import.html", form=form, cells=cells[:MOST_SHOWN], more=max(0, len(cells) - MOST_SHOWN),
        columns=COLUMNS, needed=NEEDED,
    ), form.status()  # fmt: skip


def _taken(taken: UnitsTaken) -> ResponseReturnValue:
    new = _n("%(num)d new place", "%(num)d new places", taken.created)
    old = _n(
        "%(num)d place was there already and was updated",
        "%(num)d places were there already and were updated",
        taken.updated,
    )
    flash(_("The table is in: %(new)s, %(old)s.", new=new, old=old), "good")
    return redirect(url_for(".regions"), 303)


@bp.get("/bodies")
@needs(P.RELAY_READ)
def bodies() -> ResponseReturnValue:
    as_of = _as_of()
    return render_template("territory/staff/bodies.html", rows=queries.bodies(as_of), as_of=as_of)


@bp.route("/bodies/<int:body_id>", methods=["GET", "POST"])
@needs(P.RELAY_READ)
def body(body_id: int) -> ResponseReturnValue:
    names = queries.body_names(body_id)
    form = BodyNameForm(version=names[-1].version)

    def save() -> ResponseReturnValue:
        services.rename_body(body_id, form.command(), form.seen())
        return done(url_for(".body", body_id=body_id), _("The name is kept."))

    may_change = policies.can_change_bodies(current_actor())
    return answered(
        form, save, lambda: render_template("territory/staff/body.html", names=names, form=form, may_change=may_change),
        lambda: compare(form, latest_name_form(queries.body_names(body_id)[-1])),
    )  # fmt: skip
