"""Staff pages of the roll-up: of a relay by stop, of the country by relay, the parts of a number, reminders."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.core.i18n import _, _n
from campaign.events.figures.words import SOURCES, figure_words, sum_words
from campaign.relay.queries import planned_relays, relay_of_today, relay_row
from campaign.reports.rollup import queries, services
from campaign.reports.rollup.days import months
from campaign.reports.rollup.forms import asked_of
from campaign.reports.rollup.opening import opened
from campaign.reports.rollup.policies import can_remind
from campaign.reports.rollup.schemas import Reminded, RollUp
from campaign.reports.rollup.sentences import sentences_of
from campaign.reports.rollup.sheets import rollup_file
from campaign.reports.rollup.words import WORDS
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.forms import sent_key
from campaign.web.guards import needs
from campaign.web.numbers import whole_or_none
from campaign.web.tasks import attachment

bp = Blueprint("rollup_staff", __name__, url_prefix="/staff")


@bp.get("/reports")
@needs(P.REPORTS_READ)
def start() -> ResponseReturnValue:
    """The roll-up of the relay that runs today, or what to do without any."""
    found = relay_of_today()
    if found is None:
        return render_template("reports/staff/rollup/no_relay.html")
    return redirect(url_for(".rollup", relay_id=found.id), 302)


@bp.get("/relays/<int:relay_id>/rollup")
@needs(P.REPORTS_READ)
def rollup(relay_id: int) -> ResponseReturnValue:
    asked = asked_of(request.args)
    relay, found = relay_row(relay_id), queries.rollup_of(current_actor(), relay_id, asked.period)
    return render_template(
        "reports/staff/rollup/rollup.html", rollup=found, relay=relay, asked=asked,
        choices=planned_relays(), months=months(relay.starts_on, relay.ends_on),
        sentences=sentences_of(found) if found.is_whole else {}, may_remind=can_remind(current_actor(), relay.region_id),
        **WORDS,
    )  # fmt: skip


@bp.get("/reports/country")
@needs(P.REPORTS_READ)
def country() -> ResponseReturnValue:
    asked = asked_of(request.args)
    found = queries.rollup_by_relay(current_actor(), asked.period)
    return render_template(
        "reports/staff/rollup/country.html", rollup=found, asked=asked, months=months(*found.span),
        choices=planned_relays(), sentences=sentences_of(found), **WORDS,
    )  # fmt: skip


@bp.get("/relays/<int:relay_id>/rollup/<measure>")
@needs(P.REPORTS_READ)
def parts(relay_id: int, measure: str) -> ResponseReturnValue:
    """What a number of the roll-up is made of: of one stop with ?stop=, else of all of them."""
    asked, relay = asked_of(request.args), relay_row(relay_id)
    found = queries.rollup_of(current_actor(), relay_id, asked.period)
    stop_id = whole_or_none(request.args.get("stop"))
    return render_template(
        "reports/staff/rollup/parts.html", rollup=found, relay=relay, asked=asked,
        opened=opened(found, measure, stop_id), figure_words=figure_words, sum_words=sum_words, sources=SOURCES,
    )  # fmt: skip


@bp.get("/relays/<int:relay_id>/rollup.xlsx")
@needs(P.REPORTS_READ)
def rollup_xlsx(relay_id: int) -> ResponseReturnValue:
    return _file(queries.rollup_of(current_actor(), relay_id, asked_of(request.args).period), f"rollup-{relay_id}.xlsx")


@bp.get("/reports/country.xlsx")
@needs(P.REPORTS_READ)
def country_xlsx() -> ResponseReturnValue:
    return _file(queries.rollup_by_relay(current_actor(), asked_of(request.args).period), "rollup.xlsx")


def _file(found: RollUp, name: str) -> Response:
    return attachment(rollup_file(found, "xlsx"), name, MIMETYPES["xlsx"])


@bp.post("/relays/<int:relay_id>/rollup/remind")
@needs(P.REPORTS_WRITE)
def remind(relay_id: int) -> ResponseReturnValue:
    key = sent_key(request.form)
    told = services.remind(relay_id, key, whole_or_none(request.form.get("stop")))
    for kind, sentence in _said(told):
        flash(sentence, kind)
    back: dict[str, Any] = asked_of(request.form).address
    return redirect(url_for(".rollup", relay_id=relay_id, _anchor="owed", **back), 303)


def _said(told: Reminded) -> list[tuple[str, str]]:
    """What reminding came to, in sentences."""
    found = []
    if told.letters:
        found.append(("good", _n("%(num)d letter is queued.", "%(num)d letters are queued.", told.letters)))
    if told.already:
        places = ", ".join(name.text() for name in told.already)
        found.append(("info", _("Reminded today already: %(places)s. Once a day is enough.", places=places)))
    if told.nobody:
        places = ", ".join(name.text() for name in told.nobody)
        found.append(("warn", _("Nobody is in charge, so nobody was written to: %(places)s.", places=places)))
    return found or [("info", _("Nothing is owed: nobody was written to."))]
