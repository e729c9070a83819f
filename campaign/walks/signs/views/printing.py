"""Pages on which signs and wraps are printed, and the page of a printed run."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import _, _n
from campaign.events.queries import event_row
from campaign.papers.printed.pages import sheet_file
from campaign.papers.schemas import Printed
from campaign.pdf.signs import wraps
from campaign.walks.papers.wraps import wrap_set
from campaign.walks.signs import documents, forms, queries, services
from campaign.walks.signs.inspections import inspection_at
from campaign.walks.signs.policies import can_write_signs
from campaign.walks.signs.schemas import MOST_PAGES, Ground, SignState
from campaign.walks.signs.views.blueprint import bp
from campaign.walks.signs.words import FORMATS, STATES, TONGUES, WHICH
from campaign.web.guards import needs
from campaign.web.numbers import wholes_in

NUMBER = "<int(max=999999999):sign_sheet>"


def _shown(ground: Ground) -> dict[str, Any]:
    """What both pages say of a building, and the form for a run."""
    doors = queries.doors_of_ground(ground)
    floors = queries.floors_of(doors)
    return {
        "ground": ground, "floors": floors, "doors": len(doors), "bare": sum(floor.bare for floor in floors),
        "may_write": can_write_signs(current_actor(), ground), "form": forms.SignsForm.about(ground.slogans, floors),
        "runs": queries.runs_of(ground.building_id), "address": queries.public_page(),
        "untold": sum(not door.unit_name.kk for door in doors),
    }  # fmt: skip


def _event_page(event_id: int, form: forms.SignsForm | None = None) -> ResponseReturnValue:
    event = event_row(event_id)
    ground = queries.ground_of_event(event)
    shown = _shown(ground) if ground is not None else {}
    page = shown | {"form": form or shown.get("form"), "event": event, "wraps": forms.WrapsForm.of(request.args)}
    page["inspection"] = inspection_at(event) if ground is not None else None
    return render_template("walks/staff/signs/signs.html", **page), form.status() if form else 200


@bp.get("/events/<int:event_id>/walk/signs")
@needs(P.WALKS_READ)
def signs(event_id: int) -> ResponseReturnValue:
    return _event_page(event_id)


@bp.post("/events/<int:event_id>/walk/signs")
@needs(P.WALKS_WRITE)
def print_for_walk(event_id: int) -> ResponseReturnValue:
    form = _form(queries.ground_of(event_id, None))
    if form.is_sent_and_valid():
        try:
            return redirect(_address_of(services.ask_for_signs(form.command(), form.key(), event_id=event_id)), 303)
        except Invalid as error:
            form.show(error)
    return _event_page(event_id, form)


def _form(ground: Ground) -> forms.SignsForm:
    return forms.SignsForm.about(ground.slogans, queries.floors_of(queries.doors_of_ground(ground)))


def _building_page(building_id: int, form: forms.SignsForm | None = None) -> ResponseReturnValue:
    shown = _shown(queries.ground_of_building(building_id))
    page = shown | {"form": form or shown["form"]}
    return render_template("walks/staff/signs/building.html", **page), form.status() if form else 200


@bp.get("/buildings/<int:building_id>/signs")
@needs(P.WALKS_READ)
def building_signs(building_id: int) -> ResponseReturnValue:
    return _building_page(building_id)


@bp.post("/buildings/<int:building_id>/signs")
@needs(P.WALKS_WRITE)
def print_for_building(building_id: int) -> ResponseReturnValue:
    form = _form(queries.ground_of_building(building_id))
    if form.is_sent_and_valid():
        try:
            return redirect(_address_of(services.ask_for_signs(form.command(), form.key(), building_id=building_id)), 303)
        except Invalid as error:
            form.show(error)
    return _building_page(building_id, form)


def _address_of(printed: Printed) -> str:
    if printed.task_uid is not None:
        return url_for("tasks.task", uid=printed.task_uid)
    return url_for("signs_staff.sheet", sign_sheet=printed.number)


@bp.get(f"/signs/{NUMBER}")
@needs(P.WALKS_READ)
def sheet(sign_sheet: int) -> ResponseReturnValue:
    found = queries.sign_sheet(sign_sheet)
    ground = queries.ground_of_sheet(found.paper)
    return render_template(
        "walks/staff/signs/sheet.html", sheet=found, counts=queries.counted(found.rows), states=STATES, formats=FORMATS,
        tongues=TONGUES, which=WHICH, by_hand=services.SAID_BY_HAND, form=forms.MarkForm(),
        may_write=can_write_signs(current_actor(), ground), runs=queries.runs_of(found.paper.building_id),
    )  # fmt: skip


@bp.get(f"/signs/{NUMBER}.pdf")
@needs(P.WALKS_READ)
def sheet_pdf(sign_sheet: int) -> ResponseReturnValue:
    found = queries.sign_sheet(sign_sheet)
    name = f"signs-{found.line.shown_number}-{found.paper.signs.format.value}"
    return sheet_file(documents.signs_pdf(found), name, url_for(".sheet", sign_sheet=sign_sheet))


@bp.post(f"/signs/{NUMBER}/mark")
@needs(P.WALKS_WRITE)
def mark(sign_sheet: int) -> ResponseReturnValue:
    """Two buttons below one list: what became of the signs ticked, or new ones in their place."""
    form, ids = forms.MarkForm(), wholes_in(request.form.getlist("signs"))
    try:
        if request.form.get("act") == SignState.SPOILT.value:
            printed = services.reprint_spoilt(sign_sheet, ids, form.key(), form.numbers.data or "")
            flash(_("New signs are printed under new numbers; the spoilt ones are written off."), "good")
            return redirect(url_for(".sheet", sign_sheet=printed), 303)
        count = services.mark_signs(sign_sheet, ids, form.said(), form.numbers.data or "")
        flash(_n("Saved for %(num)d sign.", "Saved for %(num)d signs.", count), "good")
    except Invalid as error:
        flash(" ".join(str(problem.message) for problem in error.problems), "bad")
    return redirect(url_for(".sheet", sign_sheet=sign_sheet), 303)


@bp.get("/events/<int:event_id>/walk/wraps.pdf")
@needs(P.WALKS_READ)
def wraps_pdf(event_id: int) -> ResponseReturnValue:
    event, form = event_row(event_id), forms.WrapsForm.of(request.args)
    pages = form.wished()
    if not 1 <= pages <= MOST_PAGES:
        flash(_("From 1 to %(most)s pages of wraps can be printed at once.", most=MOST_PAGES), "bad")
        return redirect(url_for(".signs", event_id=event_id), 303)
    headers = {"Content-Disposition": 'inline; filename="soap-wraps.pdf"'}
    return Response(wraps(wrap_set(event, pages)), mimetype="application/pdf", headers=headers)
