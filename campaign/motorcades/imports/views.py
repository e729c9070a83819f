"""Work pages: bringing vehicles into a column by a table. Sent, checked, corrected, taken in, taken back."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.large_files import take_large_files
from campaign.core import crypto
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, KeyReused, NotFound
from campaign.core.i18n import _n
from campaign.core.text import clean_text
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.motorcades.imports import forms, queries, services, sheets
from campaign.motorcades.imports.columns import WORDS
from campaign.motorcades.imports.schemas import DryRun, ImportRow, ImportState
from campaign.motorcades.policies import ensure_can_write_column
from campaign.sheets.mapping import chosen_columns, sent_columns
from campaign.web.forms import sent_key
from campaign.web.guards import needs
from campaign.web.tasks import attachment

bp = Blueprint("vehicles_imports", __name__, url_prefix="/staff")
take_large_files(bp, "imports", forms.MOST_BYTES)


def _event(event_id: int) -> EventRow:
    event = event_row(event_id)
    ensure_can_write_column(current_actor(), event.region_id, event.stop_id)
    return event


def _import(import_id: int) -> ImportRow:
    row = queries.import_row(import_id)
    ensure_can_write_column(current_actor(), row.region_id, row.stop_id)
    return row


@bp.route("/events/<int:event_id>/column/imports", methods=["GET", "POST"])
@needs(P.COLUMNS_WRITE)
def imports(event_id: int) -> ResponseReturnValue:
    event, form = _event(event_id), forms.VehiclesForm()
    if form.is_sent_and_valid():
        try:
            number = services.start(event_id, form.upload(), form.key())
        except KeyReused:  # another file from a page that was sent already: that is a new import
            number = services.start(event_id, form.upload(), crypto.new_uid())
        return redirect(url_for(".import_page", vehicle_import_id=number), 303)
    page = render_template(
        "motorcades/staff/imports/imports.html", event=event, form=form, words=WORDS, rows=queries.imports_of_event(event_id)
    )  # fmt: skip
    return page, form.status()


@bp.get("/events/<int:event_id>/column/imports/template.xlsx")
@needs(P.COLUMNS_WRITE)
def template(event_id: int) -> ResponseReturnValue:
    return attachment(sheets.template_xlsx(_event(event_id)), "vehicles.xlsx", sheets.MIMETYPE)


@bp.get("/column/imports/<int:vehicle_import_id>")
@needs(P.COLUMNS_WRITE)
def import_page(vehicle_import_id: int) -> ResponseReturnValue:
    return _page(_import(vehicle_import_id))


def _looked_at(row: ImportRow) -> DryRun | None:
    """What the table would do now; None for one that is done, and for those who did not send it."""
    if row.state is not ImportState.JUDGED:
        return None
    try:
        return queries.dry_run(row.event_id, queries.upload_of(row), row.reading, row.options)
    except NotFound:
        return None


def _page(
    row: ImportRow, typed: Mapping[str, str] | None = None, problem: str = "", clash: bool = False
) -> ResponseReturnValue:
    run = _looked_at(row)
    chosen = None if typed is None else chosen_columns(typed, WORDS)
    columns = sent_columns(run.headings, run.sample, run.reading, chosen) if run else ()
    page = render_template(
        "motorcades/staff/imports/import.html", row=row, event=event_row(row.event_id), run=run, words=WORDS, columns=columns,
        typed=typed, problem=problem, clash=clash, key=crypto.new_uid(), no_file=queries.NO_FILE,
    )  # fmt: skip
    return page, 422 if problem else 200


def _back(row: ImportRow, act: Callable[[], object]) -> ResponseReturnValue:
    try:
        act()
    except Conflict as why:
        flash(str(why), "warn")
    return redirect(url_for(".import_page", vehicle_import_id=row.id), 303)


@bp.post("/column/imports/<int:vehicle_import_id>/columns")
@needs(P.COLUMNS_WRITE)
def columns(vehicle_import_id: int) -> ResponseReturnValue:
    row = _import(vehicle_import_id)
    run = _looked_at(row)
    try:
        reading = forms.reading_of(request.form, run.reading if run else None, tuple(run.sheets) if run else ())
    except Invalid as problem:
        return _page(row, request.form, str(problem))
    return _back(row, lambda: services.remap(row.id, reading, row.options.left_out))


@bp.post("/column/imports/<int:vehicle_import_id>/rows")
@needs(P.COLUMNS_WRITE)
def rows(vehicle_import_id: int) -> ResponseReturnValue:
    row = _import(vehicle_import_id)
    left_out = forms.left_out_of(request.form.lists(), row.options.left_out)
    return _back(row, lambda: services.remap(row.id, row.reading, left_out))


@bp.post("/column/imports/<int:vehicle_import_id>/commit")
@needs(P.COLUMNS_WRITE)
def commit(vehicle_import_id: int) -> ResponseReturnValue:
    row = _import(vehicle_import_id)
    key = sent_key(request.form)
    reason = clean_text(request.form.get("clash_reason", ""))
    try:
        return _back(row, lambda: services.commit(row.id, "skip_errors" in request.form, reason, key))
    except Invalid as error:
        return _page(row, None, " ".join(str(each.message) for each in error.problems) or str(error), clash=True)


@bp.get("/column/imports/<int:vehicle_import_id>/errors.xlsx")
@needs(P.COLUMNS_WRITE)
def copy_with_errors(vehicle_import_id: int) -> ResponseReturnValue:
    row = _import(vehicle_import_id)
    try:
        content = queries.copy_with_errors(row)
    except (NotFound, Conflict) as why:
        flash(str(why), "info")
        return redirect(url_for(".import_page", vehicle_import_id=row.id), 303)
    return attachment(content, f"{row.file_name.rpartition('.')[0] or row.file_name}-errors.xlsx", sheets.MIMETYPE)


@bp.route("/column/imports/<int:vehicle_import_id>/undo", methods=["GET", "POST"])
@needs(P.COLUMNS_WRITE)
def undo(vehicle_import_id: int) -> ResponseReturnValue:
    row = _import(vehicle_import_id)
    if request.method == "POST":
        return _undone(row)
    if row.state is not ImportState.WRITTEN:
        return redirect(url_for(".import_page", vehicle_import_id=row.id), 303)
    figures = queries.taking_back(row.id)
    return render_template("motorcades/staff/imports/undo.html", row=row, event=event_row(row.event_id), figures=figures)


def _undone(row: ImportRow) -> ResponseReturnValue:
    try:
        count = services.undo(row.id)
    except Conflict as why:
        flash(str(why), "warn")
    else:
        flash(_n("The import is taken back: %(num)d vehicle has left the column.",
                 "The import is taken back: %(num)d vehicles have left the column.", count), "good")  # fmt: skip
    return redirect(url_for(".import_page", vehicle_import_id=row.id), 303)
