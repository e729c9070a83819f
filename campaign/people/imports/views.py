"""Work pages: bringing people in by a table. Sent, judged, mended, written, taken back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.accounts.large_files import take_large_files
from campaign.core import crypto, tasks
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, KeyReused, NotFound
from campaign.core.i18n import _, _n
from campaign.core.tasks import JobRow
from campaign.events.queries import event_row
from campaign.people.imports import forms, queries, services, sheets, showing, undoing
from campaign.people.imports.reports import Opened, pages
from campaign.people.imports.schemas import ImportRow, ImportState, Report
from campaign.people.judged import event_to_write
from campaign.people.policies import ensure_can_write_people
from campaign.sheets.mapping import SentColumn, chosen_columns, sent_columns
from campaign.sheets.reading import MOST_BYTES
from campaign.web.forms import sent_key
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none
from campaign.web.tasks import asks_only_how_far, attachment, how_far

bp = Blueprint("people_imports", __name__, url_prefix="/staff")
take_large_files(bp, "imports", MOST_BYTES)


def _import(import_id: int) -> ImportRow:
    row = queries.import_row(import_id)
    ensure_can_write_people(current_actor(), row.region_id, row.stop_id)
    return row


@bp.route("/events/<int:event_id>/imports", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def imports(event_id: int) -> ResponseReturnValue:
    event, form = event_to_write(event_id), forms.TableForm()
    if form.is_sent_and_valid():
        try:
            number = services.start(event_id, form.upload(), form.key())
            return redirect(url_for(".import_page", import_id=number), 303)
        except KeyReused:  # another file from a page that was sent already: that is a new import
            number = services.start(event_id, form.upload(), crypto.new_uid())
            return redirect(url_for(".import_page", import_id=number), 303)
    return render_template(
        "people/staff/imports.html", event=event, form=form, words=forms.COLUMN_WORDS, rows=queries.imports_of_event(event_id)
    ), form.status()


@bp.get("/events/<int:event_id>/imports/template.xlsx")
@needs(P.PEOPLE_WRITE)
def template(event_id: int) -> ResponseReturnValue:
    return attachment(sheets.template_xlsx(event_to_write(event_id)), "people.xlsx", sheets.MIMETYPE)


@bp.get("/imports/<int:import_id>")
@needs(P.PEOPLE_WRITE)
def import_page(import_id: int) -> ResponseReturnValue:
    row = _import(import_id)
    job = _job(row)
    if asks_only_how_far():
        return how_far(job)
    return _page(row, job)


def _job(row: ImportRow) -> JobRow | None:
    """What is being done for it, to be seen by its owner only."""
    try:
        return tasks.job_row(row.job_uid) if row.job_uid else None
    except NotFound:
        return None


def _opened(row: ImportRow) -> Opened | None:
    try:
        return queries.report(row)
    except NotFound:
        return None


def _page(row: ImportRow, job: JobRow | None, typed: Mapping[str, str] | None = None, problem: str = "") -> ResponseReturnValue:
    going_on = row.state in {ImportState.READING, ImportState.WRITING} and (job is None or job.is_open)
    opened = None if going_on else _opened(row)
    page = render_template(
        "people/staff/import.html", row=row, job=job, event=event_row(row.event_id), going_on=going_on, problem=problem,
        words=forms.COLUMN_WORDS, form=forms.TableForm(), key=crypto.new_uid(), typed=typed, **_report(row, opened, typed),
    )  # fmt: skip
    return page, 422 if problem else 200


def _report(row: ImportRow, opened: Opened | None, typed: Mapping[str, str] | None) -> dict[str, Any]:
    """What the page says of the table itself; nothing to those for whom its report is not kept."""
    if opened is None:
        return {"report": None}
    tally, counts, last = showing.tally_of(opened), opened.report.counts, pages(opened.report.errors)
    page = min(max(1, whole_or_none(request.args.get("errors")) or 1), last)
    of_kind = {
        "new": counts.created, "same": counts.matched, "skip": counts.skipped, "failed": counts.failed,
        "decide": tally.to_decide, "all": counts.rows,
    }  # fmt: skip
    return {
        "report": opened.report, "tally": tally, "of_kind": of_kind, "errors": opened.error_page(page),
        "errors_page": page, "errors_pages": last,
        "shown": showing.rows_shown(
            opened, request.args.get("kind", ""), whole_or_none(request.args.get("rows")) or 1, of_kind
        ),
        "unknown_organisations": showing.unknown_organisations(opened),
        "columns": _columns(opened.report, typed),
    }  # fmt: skip


def _columns(report: Report, typed: Mapping[str, str] | None) -> tuple[SentColumn, ...]:
    chosen = None if typed is None else chosen_columns(typed, forms.COLUMN_WORDS)
    return sent_columns(report.headings, report.sample, report.reading, chosen)


@bp.post("/imports/<int:import_id>/columns")
@needs(P.PEOPLE_WRITE)
def columns(import_id: int) -> ResponseReturnValue:
    row = _import(import_id)
    try:
        reading = forms.reading_of(request.form, queries.report(row).report)
    except Invalid as problem:
        return _page(row, _job(row), request.form, str(problem))
    return _judged_again(row, lambda: services.remap(import_id, reading, forms.options_of(request.form, row.options)))


@bp.post("/imports/<int:import_id>/rows")
@needs(P.PEOPLE_WRITE)
def rows(import_id: int) -> ResponseReturnValue:
    row = _import(import_id)
    choices = forms.choices_of(request.form.lists(), row.options.choices)
    options = replace(row.options, choices=choices)
    return _judged_again(row, lambda: services.remap(import_id, row.reading, options))


@bp.post("/imports/<int:import_id>/organisations")
@needs(P.PEOPLE_WRITE)
def organisations(import_id: int) -> ResponseReturnValue:
    row = _import(import_id)
    options = replace(row.options, create_organisations=True)
    return _judged_again(row, lambda: services.remap(import_id, row.reading, options))


@bp.post("/imports/<int:import_id>/again")
@needs(P.PEOPLE_WRITE)
def again(import_id: int) -> ResponseReturnValue:
    row = _import(import_id)
    return _judged_again(row, lambda: services.remap(import_id, row.reading, row.options))


def _judged_again(row: ImportRow, act: Any) -> ResponseReturnValue:
    try:
        act()
    except Conflict as why:
        flash(str(why), "warn")
    kept: dict[str, Any] = {name: request.args[name] for name in ("kind", "rows") if name in request.args}
    return redirect(url_for(".import_page", import_id=row.id, **kept), 303)


@bp.post("/imports/<int:import_id>/commit")
@needs(P.PEOPLE_WRITE)
def commit(import_id: int) -> ResponseReturnValue:
    row = _import(import_id)
    options = replace(row.options, skip_errors="skip_errors" in request.form)
    key = sent_key(request.form)
    return _judged_again(row, lambda: services.commit(import_id, options, key))


@bp.get("/imports/<int:import_id>/errors.xlsx")
@needs(P.PEOPLE_WRITE)
def copy_with_errors(import_id: int) -> ResponseReturnValue:
    row = _import(import_id)
    try:
        content = queries.copy_with_errors(row)
    except (NotFound, Conflict):
        flash(_("The table itself is kept for a week, and only for the person who sent it."), "info")
        return redirect(url_for(".import_page", import_id=import_id), 303)
    return attachment(content, f"{row.file_name.rpartition('.')[0] or row.file_name}-errors.xlsx", sheets.MIMETYPE)


@bp.route("/imports/<int:import_id>/undo", methods=["GET", "POST"])
@needs(P.PEOPLE_WRITE)
def undo(import_id: int) -> ResponseReturnValue:
    row = _import(import_id)
    if request.method == "POST":
        return _undone(row)
    if row.state is not ImportState.WRITTEN:
        return redirect(url_for(".import_page", import_id=import_id), 303)
    return render_template(
        "people/staff/import_undo.html", row=row, event=event_row(row.event_id), figures=undoing.taking_back(import_id)
    )


def _undone(row: ImportRow) -> ResponseReturnValue:
    count = undoing.taking_back(row.id).removed
    try:
        services.undo(row.id)
    except Conflict as why:
        flash(str(why), "warn")
    else:
        flash(_n("The import is taken back: %(num)d person is off the list.",
                 "The import is taken back: %(num)d people are off the list.", count), "good")  # fmt: skip
    return redirect(url_for(".import_page", import_id=row.id), 303)
