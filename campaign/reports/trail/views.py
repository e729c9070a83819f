"""Staff pages of the audit trail: reading, narrowing, and taking it along."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core import audit, clock
from campaign.core.actor import P, current_actor
from campaign.reports.trail import forms, queries
from campaign.reports.trail.facts import name_of, value_of
from campaign.reports.trail.schemas import TrailLine
from campaign.reports.trail.sheets import trail_file
from campaign.reports.trail.words import CHOICES, nobody_of, thing_of, verb_of
from campaign.sheets.outgoing import MIMETYPES
from campaign.web.guards import needs
from campaign.web.tasks import attachment

bp = Blueprint("trail_staff", __name__, url_prefix="/staff")
PAGES = {  # where a thing can be opened: the page, the name of its number, and what its reader must hold
    "account": ("accounts_staff.member", "user_id", P.ACCOUNTS_MANAGE),
    "event": ("events_staff.event", "event_id", P.EVENTS_READ),
    "stop": ("events_staff.stop", "stop_id", P.RELAY_READ),
    "relay": ("relay_staff.relay", "relay_id", P.RELAY_READ),
    "handover": ("custody_staff.handover", "handover_id", P.RELAY_READ),
    "baton_item": ("custody_staff.item", "item_id", P.RELAY_READ),
    "registration": ("people_staff.person", "registration_id", P.PEOPLE_READ),
    "organisation": ("people_staff.organisation", "organisation_id", P.PEOPLE_READ),
    "period_close": ("closes_staff.period", "close_id", P.PERIODS_READ),
    "report": ("information_staff.revision", "report_id", P.REPORTS_READ),
}


def address_of_thing(line: TrailLine) -> str:
    """The page of the thing, for those who may open such pages; empty where it has none."""
    found = PAGES.get(line.thing)
    if found is None or line.thing_id is None or not current_actor().may(found[2]):
        return ""
    given: dict[str, Any] = {found[1]: line.thing_id}
    return url_for(found[0], **given) if found[0] in current_app.view_functions else ""


@bp.get("/audit")
@needs(P.AUDIT_READ)
def trail() -> ResponseReturnValue:
    wish = forms.filter_of(request.args)
    return render_template(
        "reports/staff/trail/trail.html", page=queries.trail(wish, request.args.get("page")), wish=wish,
        given=forms.address_of(wish), things=CHOICES, regions=queries.region_choices(), head=audit.head(),
        name_of=name_of, value_of=value_of, verb_of=verb_of, thing_of=thing_of, nobody_of=nobody_of, thing_url=address_of_thing,
    )  # fmt: skip


@bp.get("/audit.csv")
@needs(P.AUDIT_READ)
def trail_csv() -> ResponseReturnValue:
    return _file("csv")


@bp.get("/audit.xlsx")
@needs(P.AUDIT_READ)
def trail_xlsx() -> ResponseReturnValue:
    return _file("xlsx")


def _file(kind: str) -> Response:
    lines = queries.all_of(forms.filter_of(request.args))
    return attachment(trail_file(lines, clock.now(), kind), f"audit.{kind}", MIMETYPES[kind])
