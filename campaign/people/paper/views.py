"""Work pages: printing a roster, and the sheets that were printed."""

from collections.abc import Iterable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.core.errors import Invalid
from campaign.core.i18n import LANGUAGES, language
from campaign.papers.changes.drawing import changes_pdf
from campaign.papers.changes.schemas import NOTHING_COMPARED
from campaign.papers.printed.pages import sheet_file
from campaign.people import documents, queries, sheets
from campaign.people.judged import event_to_print
from campaign.people.paper import forms
from campaign.people.paper.queries import roster_sheet, sheets_of_event
from campaign.people.paper.schemas import RosterSheet
from campaign.people.schemas import MOST_AT_ONCE
from campaign.people.services.printing import ask_for_roster
from campaign.sheets import csvfile, xlsxfile
from campaign.web.guards import needs

bp = Blueprint("people_paper", __name__)
SHOWN_ROWS = 20
NUMBER = "<int(max=999999999):number>"


def _roster_page(event_id: int, form: forms.PrintForm) -> ResponseReturnValue:
    event = event_to_print(event_id)
    code = form.language.data if form.language.data in LANGUAGES else language()
    form.language.data = code
    most = MOST_AT_ONCE if "all" in request.args and event.taken <= MOST_AT_ONCE else SHOWN_ROWS
    page = render_template(
        "people/staff/roster.html", event=event, form=form, roster=queries.roster_for(event_id, code, most),
        printed=sheets_of_event(event_id), is_long=event.taken > MOST_AT_ONCE,
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.get("/staff/events/<int:event_id>/roster")
@needs(P.SHEETS_PRINT)
def roster(event_id: int) -> ResponseReturnValue:
    return _roster_page(event_id, forms.PrintForm(language=request.args.get("in")))


@bp.post("/staff/events/<int:event_id>/roster")
@needs(P.SHEETS_PRINT)
def print_roster(event_id: int) -> ResponseReturnValue:
    form = forms.PrintForm()
    if form.is_sent_and_valid():
        try:
            printed = ask_for_roster(event_id, form.command(), form.key())
            if printed.task_uid is not None:
                return redirect(url_for("tasks.task", uid=printed.task_uid), 303)
            return redirect(url_for(".sheet", number=printed.number), 303)
        except Invalid as error:
            form.show(error)
    return _roster_page(event_id, form)


@bp.get(f"/staff/sheets/{NUMBER}")
@needs(P.SHEETS_PRINT)
def sheet(number: int) -> ResponseReturnValue:
    found = roster_sheet(number)
    return render_template("people/staff/sheet.html", sheet=found, printed=sheets_of_event(found.event_id))


def _file(found: RosterSheet, content: bytes | Iterable[bytes], mimetype: str, kind: str) -> Response:
    name = f"roster-{found.line.shown_number}-{found.line.language}.{kind}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@bp.get(f"/staff/sheets/{NUMBER}.pdf")
@needs(P.SHEETS_PRINT)
def sheet_pdf(number: int) -> ResponseReturnValue:
    found = roster_sheet(number)
    name = f"roster-{found.line.shown_number}-{found.line.language}"
    return sheet_file(documents.roster_pdf(found), name, url_for(".sheet", number=number))


@bp.get(f"/staff/sheets/{NUMBER}-changes.pdf")
@needs(P.SHEETS_PRINT)
def sheet_changes(number: int) -> ResponseReturnValue:
    found = roster_sheet(number)
    if found.paper.changes is None:
        flash(str(NOTHING_COMPARED), "warn")
        return redirect(url_for(".sheet", number=number))
    return _file(found, changes_pdf(found.paper.changes, documents.changes_of(found)), "application/pdf", "changes.pdf")


@bp.get(f"/staff/sheets/{NUMBER}.xlsx")
@needs(P.SHEETS_PRINT)
def sheet_xlsx(number: int) -> ResponseReturnValue:
    found = roster_sheet(number)
    return _file(found, sheets.roster_xlsx(found), xlsxfile.MIMETYPE, "xlsx")


@bp.get(f"/staff/sheets/{NUMBER}.csv")
@needs(P.SHEETS_PRINT)
def sheet_csv(number: int) -> ResponseReturnValue:
    found = roster_sheet(number)
    return _file(found, sheets.roster_csv(found), csvfile.MIMETYPE, "csv")
