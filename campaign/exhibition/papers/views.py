"""Pages on which panels are printed, and the page of a printed sheet of panels. Nothing here is public."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _
from campaign.exhibition.papers import documents, queries, services
from campaign.exhibition.papers.forms import PanelsForm
from campaign.exhibition.papers.subjects import exhibition_as_subject
from campaign.exhibition.papers.words import TONGUES
from campaign.exhibition.policies import can_write
from campaign.exhibition.queries import exhibition_row
from campaign.exhibition.words import KINDS, SIZES, WAYS
from campaign.papers.printed.pages import sheet_file
from campaign.papers.queries import panel_of
from campaign.web.guards import needs
from campaign.web.numbers import wholes_in

bp = Blueprint("panels_staff", __name__, url_prefix="/staff")
NUMBER = "<int(max=999999999):panel_sheet>"


def photo_address(link: str) -> str:
    """Where the page finds a photo of a panel; an address as it is."""
    number = link.removeprefix(queries.PHOTO)
    return url_for("photos_staff.photo_picture", photo_id=number, photo_size="screen") if number != link else link


def _page(exhibition_id: int, form: PanelsForm | None = None) -> ResponseReturnValue:
    row = exhibition_row(exhibition_id)
    status = form.status() if form else 200
    return render_template(
        "exhibition/staff/papers/printing.html", exhibition=row, candidates=queries.candidates(row), form=form or PanelsForm(),
        ticked=wholes_in(request.form.getlist("panels")) if form else None, sheets=queries.sheets_of(row.id),
        frame=queries.frame_of(row), may_write=can_write(current_actor(), row.region_id, row.stop_id), kinds=KINDS, sizes=SIZES,
        ways=WAYS, too_long_said=services.too_long_said, photo_address=photo_address,
        papers=panel_of(exhibition_as_subject(row), request.args.get("paper")),
    ), status  # fmt: skip


@bp.get("/exhibitions/<int:exhibition_id>/print")
@needs(P.EXHIBITION_READ)
def printing(exhibition_id: int) -> ResponseReturnValue:
    return _page(exhibition_id)


@bp.post("/exhibitions/<int:exhibition_id>/print")
@needs(P.EXHIBITION_WRITE)
def print_panels(exhibition_id: int) -> ResponseReturnValue:
    form, ticked = PanelsForm(), wholes_in(request.form.getlist("panels"))
    if form.is_sent_and_valid():
        try:
            if not ticked:
                words = _("Tick the panels that are to be printed.")
                raise Invalid(words, [Problem("panels", "none", words)])
            number = services.print_panels(exhibition_id, form.wish(ticked), form.key())
            return redirect(url_for(".sheet", panel_sheet=number), 303)
        except Invalid as error:
            form.show(error)
    return _page(exhibition_id, form)


@bp.get(f"/exhibitions/sheets/{NUMBER}")
@needs(P.EXHIBITION_READ)
def sheet(panel_sheet: int) -> ResponseReturnValue:
    found = queries.panels_sheet(panel_sheet)
    return render_template(
        "exhibition/staff/papers/sheet.html", sheet=found, tongues=TONGUES, sheets=queries.sheets_of(found.exhibition.id)
    )


@bp.get(f"/exhibitions/sheets/{NUMBER}.pdf")
@needs(P.EXHIBITION_READ)
def sheet_pdf(panel_sheet: int) -> ResponseReturnValue:
    found = queries.sheet_to_print(panel_sheet)
    return sheet_file(
        [documents.panels_pdf(found)], f"panels-{found.line.shown_number}", url_for(".sheet", panel_sheet=panel_sheet)
    )
