"""Staff pages of the catalogue."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as Answer

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, Stale
from campaign.core.i18n import _
from campaign.materials.catalogue import queries, services
from campaign.materials.catalogue.forms import MaterialForm, material_form
from campaign.materials.catalogue.sheets import catalogue_file
from campaign.materials.numbers import tenge
from campaign.materials.policies import can_write_catalogue
from campaign.materials.words import USES, counted
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.answers import told
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_nought
from campaign.web.tasks import attachment

bp = Blueprint("materials_staff", __name__, url_prefix="/staff")


@bp.get("/materials")
@needs(P.MATERIALS_READ)
def catalogue() -> ResponseReturnValue:
    return render_template(
        "materials/staff/catalogue/catalogue.html", rows=queries.catalogue(), counted=counted, uses=USES, tenge=tenge,
        may_write=can_write_catalogue(current_actor()),
    )  # fmt: skip


@bp.get("/materials.csv")
@needs(P.MATERIALS_READ)
def catalogue_csv() -> ResponseReturnValue:
    return _file("csv")


@bp.get("/materials.xlsx")
@needs(P.MATERIALS_READ)
def catalogue_xlsx() -> ResponseReturnValue:
    return _file("xlsx")


def _file(ending: str) -> Response:
    content = catalogue_file(queries.catalogue(), clock.now(), ending)
    return attachment(content, f"{_('Catalogue of materials')}.{ending}", MIMETYPES[ending])


@bp.route("/materials/new", methods=["GET", "POST"])
@needs(P.CATALOGUE_WRITE)
def new_material() -> ResponseReturnValue:
    form = MaterialForm()
    if form.is_sent_and_valid():
        try:
            services.create_material(form.command(), form.key())
            return _done(_("The material is in the catalogue."))
        except Invalid as error:
            form.show(error)
    return render_template("materials/staff/catalogue/form.html", form=form, row=None), form.status()


@bp.route("/materials/<int:material_id>/edit", methods=["GET", "POST"])
@needs(P.CATALOGUE_WRITE)
def edit_material(material_id: int) -> ResponseReturnValue:
    row = queries.material_row(material_id)
    form = material_form(row)
    if form.is_sent_and_valid():
        try:
            services.edit_material(material_id, form.command(), form.seen())
            return _done(_("The changes are saved."))
        except (Invalid, Stale) as error:
            told(form, error)
    return render_template("materials/staff/catalogue/form.html", form=form, row=row), form.status()


@bp.post("/materials/<int:material_id>/retire")
@needs(P.CATALOGUE_WRITE)
def retire_material(material_id: int) -> ResponseReturnValue:
    try:
        services.retire_material(material_id, _seen())
    except Stale as error:
        return _still(material_id, error)
    return _done(_("It is offered nowhere any more. What is left of it stays in the books."))


@bp.post("/materials/<int:material_id>/restore")
@needs(P.CATALOGUE_WRITE)
def restore_material(material_id: int) -> ResponseReturnValue:
    try:
        services.restore_material(material_id, _seen())
    except Stale as error:
        return _still(material_id, error)
    return _done(_("The material is in use again."))


def _seen() -> int:
    return whole_or_nought(request.form.get("version"))


def _still(material_id: int, error: Conflict) -> Answer:
    """It could not be done: say why, on the page of the material."""
    flash(str(error), "warn")
    return redirect(url_for(".edit_material", material_id=material_id), 303)


@bp.post("/materials/<int:material_id>/remove")
@needs(P.CATALOGUE_WRITE)
def remove_material(material_id: int) -> ResponseReturnValue:
    try:
        services.remove_material(material_id)
    except Conflict as error:
        return _still(material_id, error)
    return _done(_("The material was removed from the catalogue."))


def _done(words: str) -> Answer:
    flash(words, "good")
    return redirect(url_for(".catalogue"), 303)
