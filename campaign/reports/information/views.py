"""Work pages: event reports of stops and events, their clauses, head and signature, and the list of all."""

from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock, crypto
from campaign.core.actor import P, current_actor
from campaign.core.errors import Conflict, Invalid, NotFound, Stale
from campaign.core.i18n import _, _l
from campaign.papers.queries import signers_for, subject_of
from campaign.papers.schemas import Signatory
from campaign.relay import queries as relays
from campaign.reports.information import queries, services
from campaign.reports.information.forms import RevisionForm, clause_form, head_form, sign_form
from campaign.reports.information.gathering import about_event, about_stop
from campaign.reports.information.paper import OF_EVENT, OF_STOP
from campaign.reports.information.policies import can_write, ensure_can_write
from campaign.reports.information.schemas import About, ClauseCode, Information, Lack, ReportRow
from campaign.reports.information.services.drafts import SIGNED
from campaign.reports.information.words import CLAUSES, HEADS, NUMBERS, STATE_TAGS, STATES
from campaign.web.answers import done, told
from campaign.web.guards import needs
from campaign.web.numbers import version_shown, whole_or_none

bp = Blueprint("information_staff", __name__, url_prefix="/staff")
_NO_CLAUSE = _l("There is no such clause.")


def page_of(about: About) -> str:
    """The address of the report about this."""
    return url_for(".of_event", event_id=about.id) if about.is_event else url_for(".of_stop", stop_id=about.stop_id)


def address_of(lack: Lack) -> str:
    """Where something is mended; empty where there is no page for it."""
    if lack.page is None or lack.page[0] not in current_app.view_functions:
        return ""
    endpoint, given = lack.page
    return url_for(endpoint, **given)


def paper_of(about: About) -> str:
    """Where the report is printed; empty for whoever may not."""
    if not current_actor().may_at(P.PAPERS_PRINT, about.region_id, about.stop_id):
        return ""
    if about.is_event:
        return url_for("papers_staff.event_paper", event_id=about.id, event_paper=OF_EVENT.code)
    return url_for("papers_staff.stop_paper", stop_id=about.stop_id, stop_paper=OF_STOP.code)


def shown(report: Information, revisions: tuple[ReportRow, ...]) -> dict[str, Any]:
    """What the page of a report needs."""
    about = report.about
    return {
        "report": report, "about": about, "revisions": revisions, "clauses": CLAUSES, "heads": HEADS, "numbers": NUMBERS,
        "states": STATES, "state_tags": STATE_TAGS, "address_of": address_of, "paper_url": paper_of(about),
        "page_url": page_of(about), "today": clock.campaign_today(about.time_zone), "new_key": crypto.new_uid(),
        "may_write": can_write(current_actor(), about.region_id, about.stop_id), "revision_form": RevisionForm(),
        "is_newest": not revisions or report.row is None or report.row.id == revisions[0].id,
    }  # fmt: skip


def _page(about: About) -> str:
    revisions = queries.revisions_of(about)
    report = queries.information_of(about, next(iter(revisions), None))
    return render_template("reports/staff/information/report.html", **shown(report, revisions))


@bp.get("/information")
@needs(P.REPORTS_READ)
def reports() -> ResponseReturnValue:
    relay_id = whole_or_none(request.args.get("relay"))
    return render_template(
        "reports/staff/information/reports.html", rows=queries.reports_of_stops(relay_id), relays=relays.relays(),
        relay_id=relay_id, states=STATES, state_tags=STATE_TAGS, today=clock.campaign_today(),
    )  # fmt: skip


@bp.get("/stops/<int:stop_id>/information")
@needs(P.REPORTS_READ)
def of_stop(stop_id: int) -> ResponseReturnValue:
    return _page(about_stop(stop_id))


@bp.get("/events/<int:event_id>/information")
@needs(P.REPORTS_READ)
def of_event(event_id: int) -> ResponseReturnValue:
    return _page(about_event(event_id))


@bp.get("/information/<int:report_id>")
@needs(P.REPORTS_READ)
def revision(report_id: int) -> ResponseReturnValue:
    """One revision, a signed one exactly as it was signed."""
    row = queries.report_row(report_id)
    about = queries.about_of(row)
    report = queries.information_of(about, row)
    return render_template("reports/staff/information/report.html", **shown(report, queries.revisions_of(about)))


@bp.post("/stops/<int:stop_id>/information")
@needs(P.REPORTS_WRITE)
def start_of_stop(stop_id: int) -> ResponseReturnValue:
    return _started(about_stop(stop_id))


@bp.post("/events/<int:event_id>/information")
@needs(P.REPORTS_WRITE)
def start_of_event(event_id: int) -> ResponseReturnValue:
    return _started(about_event(event_id))


def _started(about: About) -> ResponseReturnValue:
    form = RevisionForm()
    try:
        services.start(about, form.reason.data or "", form.key())
    except Invalid as error:
        return done(page_of(about), error.message, "bad")
    return done(page_of(about), _("The report is begun: every clause can be changed now, and what you leave follows the data."))


def _draft(report_id: int) -> ReportRow:
    """The draft that the asker may write. Raises NotFound, Refused, Conflict."""
    row = queries.report_row(report_id)
    ensure_can_write(current_actor(), row.region_id, row.stop_id)
    if row.is_signed:
        raise Conflict(SIGNED)
    return row


def _clause_code(raw: str) -> ClauseCode:
    try:
        return ClauseCode(raw)
    except ValueError as error:
        raise NotFound(_NO_CLAUSE) from error


@bp.route("/information/<int:report_id>/clauses/<clause>", methods=["GET", "POST"])
@needs(P.REPORTS_WRITE)
def clause(report_id: int, clause: str) -> ResponseReturnValue:
    row, code = _draft(report_id), _clause_code(clause)
    about = queries.about_of(row)
    report = queries.information_of(about, row)
    form = clause_form(report.clause(code))
    if form.is_sent_and_valid():
        try:
            services.keep_clause(report_id, code, form.text(), version_shown(form.version.data))
            return done(f"{page_of(about)}#{code.value}", _("“%(clause)s” is saved.", clause=CLAUSES[code]))
        except (Invalid, Stale) as error:
            told(form, error)
        except Conflict as error:
            form.show(Invalid(error.message))
    page = {**shown(report, ()), "code": code, "clause": report.clause(code), "form": form}
    return render_template("reports/staff/information/clause.html", **page), form.status()


@bp.post("/information/<int:report_id>/clauses/<clause>/data")
@needs(P.REPORTS_WRITE)
def settle(report_id: int, clause: str) -> ResponseReturnValue:
    """Take over what the data say now, or keep what was written by hand."""
    about, code = queries.about_of(queries.report_row(report_id)), _clause_code(clause)
    target = f"{page_of(about)}#{code.value}"
    act = services.take_over if request.form.get("take") == "data" else services.keep_mine
    try:
        act(report_id, code, version_shown(request.form.get("version")))
    except Conflict as error:
        return done(target, error.message, "bad")
    return done(target, _("“%(clause)s” is saved.", clause=CLAUSES[code]))


@bp.route("/information/<int:report_id>/head", methods=["GET", "POST"])
@needs(P.REPORTS_WRITE)
def head(report_id: int) -> ResponseReturnValue:
    row = _draft(report_id)
    about = queries.about_of(row)
    form = head_form(queries.information_of(about, row).head, row.version)
    if form.is_sent_and_valid():
        try:
            services.keep_head(report_id, form.head(), version_shown(form.version.data))
            return done(page_of(about), _("The head of the report is saved."))
        except (Invalid, Stale) as error:
            told(form, error)
        except Conflict as error:
            form.show(Invalid(error.message))
    return render_template(
        "reports/staff/information/head.html", about=about, row=row, form=form, page_url=page_of(about)
    ), form.status()  # fmt: skip


def _usual_signers(about: About) -> tuple[Signatory, Signatory]:
    """Those who sign the papers of the stop."""
    kind = OF_EVENT if about.is_event else OF_STOP
    signers = signers_for(kind, subject_of(kind.subject, about.id))
    return signers.approves, signers.drew_up


@bp.route("/information/<int:report_id>/signature", methods=["GET", "POST"])
@needs(P.REPORTS_WRITE)
def signature(report_id: int) -> ResponseReturnValue:
    row = _draft(report_id)
    about = queries.about_of(row)
    report = queries.information_of(about, row)
    mark, today = queries.fingerprint(report), clock.campaign_today(about.time_zone)
    form = sign_form(report, _usual_signers(about), mark, today)
    if form.is_sent_and_valid():
        try:
            services.sign(report_id, form.wish(), form.key())
            return done(page_of(about), _("The report is signed. It stays as it is now; print it for the signatures."))
        except (Stale, Invalid) as error:
            form.show(error if isinstance(error, Invalid) else Invalid(error.message))
            form.seen.data = mark
        except Conflict as error:
            form.show(Invalid(error.message))
    page = render_template("reports/staff/information/signature.html", **shown(report, ()), form=form)
    return page, form.status()


@bp.post("/information/<int:report_id>/discard")
@needs(P.REPORTS_WRITE)
def discard(report_id: int) -> ResponseReturnValue:
    try:
        about = services.discard(report_id)
    except Conflict as error:
        return done(url_for(".revision", report_id=report_id), error.message, "bad")
    return done(page_of(about), _("The draft is thrown away. What was signed before stays."))
