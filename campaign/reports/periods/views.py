"""Staff pages of closed periods: the list, closing one, one opened with its corrections, and its frozen sheets."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import clock
from campaign.core.actor import P, current_actor
from campaign.core.errors import Invalid
from campaign.core.i18n import LANGUAGES, _
from campaign.papers.printed.pages import sheet_file
from campaign.reports.periods import documents, queries, services, words
from campaign.reports.periods.forms import CloseForm, filled, scope_among
from campaign.reports.periods.policies import can_close
from campaign.reports.periods.schemas import CORRECTIONS, Scope
from campaign.reports.periods.snapshot import shown
from campaign.reports.rollup.forms import Asked, asked_of
from campaign.reports.rollup.words import WORDS
from campaign.web.forms import sent_key
from campaign.web.guards import fresh, needs
from campaign.web.numbers import whole_or_none

bp = Blueprint("closes_staff", __name__, url_prefix="/staff/reports/periods")
NUMBER = "<int(max=999999999):close_sheet>"
SAID = {
    "place": words.place, "event": words.event, "what": words.what, "said": words.said, "change_words": words.change_words,
    "who_and_when": words.who_and_when, "shown": shown,
}  # fmt: skip


@bp.get("")
@needs(P.PERIODS_READ)
def periods() -> ResponseReturnValue:
    rows, scopes = queries.closes(), queries.scopes(current_actor())
    return render_template("reports/staff/periods/periods.html", rows=rows, scopes=scopes, shown=shown)


@bp.route("/close", methods=["GET", "POST"])
@needs(P.PERIODS_CLOSE)
@fresh
def close() -> ResponseReturnValue:
    """What would be closed, looked at first; sent, closed."""
    scopes, asked = queries.scopes(current_actor()), asked_of(request.values)
    scope = scope_among(scopes, request.values.get("scope", "") or _of_relay())
    span = _span(scope, asked)
    form = CloseForm(scope=scope.code, first=span[0], last=span[1], **filled(queries.signer_for(scope.relay_id)))
    if form.is_sent_and_valid():
        try:
            number = services.close_period(form.command(scope), form.key())
            return _closed(number)
        except Invalid as error:
            form.show(error)
    return render_template(
        "reports/staff/periods/close.html", form=form, scopes=scopes, scope=scope, asked=asked, span=span,
        preview=queries.preview(scope, *span), **WORDS,
    ), form.status()  # fmt: skip


def _of_relay() -> str:
    """The scope of a task of Today, which knows a relay only."""
    relay_id = whole_or_none(request.args.get("relay"))
    return f"relay-{relay_id}" if relay_id is not None else ""


def _span(scope: Scope, asked: Asked) -> tuple[date, date]:
    """The days asked for; else those that were sent, or the first month that is over and not closed."""
    if request.method == "POST":
        asked = asked_of({"from": request.form.get("first", ""), "to": request.form.get("last", "")})
    usual = queries.month_to_close(scope, clock.campaign_today())
    return asked.period.first or usual[0], asked.period.last or usual[1]


def _closed(number: int) -> ResponseReturnValue:
    flash(_("The period is closed; its sheets are frozen."), "good")
    return redirect(url_for(".period", close_id=number), 303)


@bp.get("/<int:close_id>")
@needs(P.PERIODS_READ)
def period(close_id: int) -> ResponseReturnValue:
    found = queries.closed_period(close_id)
    return render_template(
        "reports/staff/periods/period.html", period=found, row=found.row, zone=found.row.time_zone,
        measures=found.rollup.table.measures, printed=queries.corrections_sheets(close_id),
        may_print=can_close(current_actor(), found.row.region_id), **WORDS, **SAID,
    )  # fmt: skip


@bp.post("/<int:close_id>/corrections")
@needs(P.PERIODS_CLOSE)
def corrections(close_id: int) -> ResponseReturnValue:
    """Freeze what was corrected so far as a sheet of its own."""
    key = sent_key(request.form)
    code = request.form.get("language", "")
    number = services.print_corrections(close_id, code if code in LANGUAGES else "", key)
    return redirect(url_for(".sheet", close_sheet=number), 303)


@bp.get(f"/sheets/{NUMBER}")
@needs(P.PERIODS_READ)
def sheet(close_sheet: int) -> ResponseReturnValue:
    found = queries.kept_sheet(close_sheet)
    _stored, row = queries.close_row(found.close_id)
    return render_template("reports/staff/periods/sheet.html", sheet=found, row=row, is_correction=found.kind == CORRECTIONS)


@bp.get(f"/sheets/{NUMBER}.pdf")
@needs(P.PERIODS_READ)
def sheet_pdf(close_sheet: int) -> ResponseReturnValue:
    found = queries.kept_sheet(close_sheet)
    name = f"{found.kind.replace('_', '-')}-{found.shown_number}-{found.language}"
    return sheet_file([documents.sheet_pdf(found)], name, url_for(".sheet", close_sheet=close_sheet))
