"""Work pages: printing papers of a relay, a stop, an event, a store or an exhibition, frozen sheets, and who signs."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import prints
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import LANGUAGES, language
from campaign.papers import documents, queries, services
from campaign.papers.changes.schemas import NOTHING_COMPARED
from campaign.papers.forms import PrintForm, filled, print_form
from campaign.papers.kinds import SUBJECTS, ensure_suits, kind_of
from campaign.papers.policies import ensure_can_print
from campaign.papers.printed.pages import sheet_file
from campaign.papers.schemas import PaperKind, Printed, Subject, SubjectKind
from campaign.web.guards import needs
from campaign.web.reasons import About, ensure_reason

bp = Blueprint("papers_staff", __name__)
NUMBER = "<int(max=999999999):sheet>"


def page_of(subject: Subject) -> str:
    """The address of the subject's own page."""
    port = SUBJECTS[subject.kind]
    given: dict[str, Any] = {port.parameter: subject.id}
    return url_for(port.endpoint, **given)


def paper_url(kind: PaperKind, subject: Subject) -> str:
    """The address of a paper: where it is printed and its sheets are listed."""
    what = subject.kind.value
    given: dict[str, Any] = {f"{what}_id": subject.id, f"{what}_paper": kind.code}
    return url_for(f"papers_staff.{what}_paper", **given)


def edit_url(kind: PaperKind, subject: Subject) -> str:
    """Where what stands on the paper is changed; empty when it follows from other pages alone."""
    given: dict[str, Any] = {SUBJECTS[subject.kind].parameter: subject.id}
    return url_for(kind.edit, **given) if kind.edit else ""


def signers_url(subject: Subject) -> str:
    """Where the signers of a paper about this are kept: with the stop, or with the relay; empty where they are nowhere."""
    if subject.stop_id is not None:
        return url_for("signers_staff.stop_signers", stop_id=subject.stop_id)
    return url_for("signers_staff.relay_signers", relay_id=subject.relay_id) if subject.relay_id is not None else ""


bp.add_app_template_global(paper_url)
bp.add_app_template_global(edit_url, "paper_edit_url")
bp.add_app_template_global(signers_url)


def _paper(code: str, subject_kind: SubjectKind, subject_id: int) -> ResponseReturnValue:
    """The page of a paper; sent, a new sheet."""
    kind, subject = kind_of(code, subject_kind), queries.subject_of(subject_kind, subject_id)
    ensure_suits(kind, subject)
    ensure_can_print(current_actor(), subject)
    form = _print_form(kind, subject)
    if form.is_sent_and_valid():
        _ensure_reason(kind, subject)
        try:
            printed = services.ask_for_paper(code, subject_kind, subject_id, form.command(), form.key())
            return redirect(_address_of(printed), 303)
        except Invalid as error:
            form.show(error)
    return render_template(
        "papers/staff/paper.html", kind=kind, subject=subject, form=form, page=page_of(subject),
        printed=queries.sheets_of(kind, subject_id),
    ), form.status()  # fmt: skip


def _ensure_reason(kind: PaperKind, subject: Subject) -> None:
    """Raises NoReason where the paper shows minors and nobody has said why."""
    if kind.minors:
        ensure_reason(About.MINORS, subject.kind.value, subject.id)


def _address_of(printed: Printed) -> str:
    if printed.task_uid is not None:
        return url_for("tasks.task", uid=printed.task_uid)
    return url_for("papers_staff.sheet", sheet=printed.number)


def _print_form(kind: PaperKind, subject: Subject) -> PrintForm:
    asked = request.args.get("in")
    code = asked if asked in LANGUAGES else language()
    return print_form(kind)(language=code, **filled(queries.signers_for(kind, subject)))


@bp.route("/staff/relays/<int:relay_id>/papers/<relay_paper>", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def relay_paper(relay_id: int, relay_paper: str) -> ResponseReturnValue:
    return _paper(relay_paper, SubjectKind.RELAY, relay_id)


@bp.route("/staff/stops/<int:stop_id>/papers/<stop_paper>", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def stop_paper(stop_id: int, stop_paper: str) -> ResponseReturnValue:
    return _paper(stop_paper, SubjectKind.STOP, stop_id)


@bp.route("/staff/events/<int:event_id>/papers/<event_paper>", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def event_paper(event_id: int, event_paper: str) -> ResponseReturnValue:
    return _paper(event_paper, SubjectKind.EVENT, event_id)


@bp.route("/staff/stock/stores/<int:store_id>/papers/<store_paper>", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def store_paper(store_id: int, store_paper: str) -> ResponseReturnValue:
    return _paper(store_paper, SubjectKind.STORE, store_id)


@bp.route("/staff/stock/documents/<int:document_id>/papers/<document_paper>", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def document_paper(document_id: int, document_paper: str) -> ResponseReturnValue:
    return _paper(document_paper, SubjectKind.STOCK_DOCUMENT, document_id)


@bp.route("/staff/exhibitions/<int:exhibition_id>/papers/<exhibition_paper>", methods=["GET", "POST"])
@needs(P.PAPERS_PRINT)
def exhibition_paper(exhibition_id: int, exhibition_paper: str) -> ResponseReturnValue:
    return _paper(exhibition_paper, SubjectKind.EXHIBITION, exhibition_id)


@bp.get(f"/staff/papers/{NUMBER}")
@needs(P.PAPERS_PRINT)
def sheet(sheet: int) -> ResponseReturnValue:
    found = queries.paper_sheet(sheet)
    _ensure_reason(found.kind, found.subject)
    printed = queries.sheets_of(found.kind, found.subject.id)
    return render_template("papers/staff/sheet.html", sheet=found, printed=printed, page=page_of(found.subject))


@bp.get(f"/staff/papers/{NUMBER}.pdf")
@needs(P.PAPERS_PRINT)
def sheet_pdf(sheet: int) -> ResponseReturnValue:
    found = queries.paper_sheet(sheet)
    _ensure_reason(found.kind, found.subject)
    name = f"{found.kind.code}-{found.line.shown_number}-{found.line.language}"
    return sheet_file([documents.paper_pdf(found)], name, url_for(".sheet", sheet=sheet))


@bp.get(f"/staff/papers/{NUMBER}-changes.pdf")
@needs(P.PAPERS_PRINT)
def sheet_changes(sheet: int) -> ResponseReturnValue:
    found = queries.paper_sheet(sheet)
    _ensure_reason(found.kind, found.subject)
    if found.frozen.changes is None:
        flash(str(NOTHING_COMPARED), "warn")
        return redirect(url_for(".sheet", sheet=sheet))
    name = f"{found.kind.code}-{found.line.shown_number}-{found.line.language}-changes.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(documents.paper_changes(found, found.frozen.changes), mimetype="application/pdf", headers=headers)


@bp.get("/S/<int(max=999999999):number>-<int:page>")
@needs(P.STAFF)
def scanned(number: int, page: int) -> ResponseReturnValue:
    """What the QR at the foot of a page leads to, of whatever kind the sheet is."""
    endpoint, values = prints.page_of(number)
    return redirect(url_for(endpoint, **values), 302)
