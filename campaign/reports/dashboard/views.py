"""Staff pages of the dashboard: the country, a region, a relay with its readiness, a stop."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.core.actor import P, current_actor
from campaign.events.figures.plausibility.queries import warnings_of_relay, warnings_of_stop
from campaign.pdf.charts import DESK, PHONE
from campaign.reports.dashboard import queries
from campaign.reports.dashboard.charts import charts_of, main_lines, remark_of
from campaign.reports.dashboard.readiness import readiness_chart
from campaign.reports.dashboard.schemas import MAIN, Dashboard, Level, Wish
from campaign.reports.rollup.days import months
from campaign.reports.rollup.forms import Asked, asked_of
from campaign.reports.rollup.words import month_name
from campaign.web.guards import needs

bp = Blueprint("dashboard_staff", __name__, url_prefix="/staff")
PAGES = {Level.REGION: ".region", Level.RELAY: ".relay", Level.STOP: ".stop"}
_KIND = 40  # letters of the code of a kind
_MONTHS = 12  # more of them are no quick choice


@bp.get("/dashboard")
@needs(P.REPORTS_READ)
def country() -> ResponseReturnValue:
    """All that the asker reports on; whoever has one region or one stop only is led there."""
    level, number = queries.first_looked_at(current_actor())
    if level is not Level.COUNTRY:
        return redirect(_address(level, number), 302)
    return _page(Level.COUNTRY)


@bp.get("/regions/<int:region_id>/dashboard")
@needs(P.REPORTS_READ)
def region(region_id: int) -> ResponseReturnValue:
    return _page(Level.REGION, region_id)


@bp.get("/relays/<int:relay_id>/dashboard")
@needs(P.REPORTS_READ)
def relay(relay_id: int) -> ResponseReturnValue:
    return _page(Level.RELAY, relay_id)


@bp.get("/relays/<int:relay_id>/dashboard/readiness")
@needs(P.REPORTS_READ)
def readiness(relay_id: int) -> ResponseReturnValue:
    """How ready the stops to come are: a part of the page that is asked for by itself, for it costs as much as the rest."""
    chart = readiness_chart(current_actor(), relay_id)
    part, whole = "reports/staff/dashboard/_readiness.html", "reports/staff/dashboard/readiness.html"
    name = part if request.headers.get("HX-Request") == "true" else whole
    return render_template(
        name, chart=chart, desk=chart.on(DESK), phone=chart.on(PHONE), relay_id=relay_id,
        doubts=sum(found.tally.open for found in warnings_of_relay(relay_id)),
    )  # fmt: skip


@bp.get("/stops/<int:stop_id>/dashboard")
@needs(P.REPORTS_READ)
def stop(stop_id: int) -> ResponseReturnValue:
    return _page(Level.STOP, stop_id)


def _page(level: Level, number: int = 0) -> str:
    asked = asked_of(request.args)
    wish = Wish(level, number, asked.period, request.args.get("kind", "")[:_KIND], request.args.get("borders") == "today")
    board = queries.dashboard_of(current_actor(), wish)
    return render_template(
        "reports/staff/dashboard/dashboard.html", board=board, wish=wish, asked=asked, kept=_kept(wish, asked),
        here=_address(level, number), address=_address, lines=main_lines(board, MAIN), remark_of=remark_of,
        months=_months(board), doubts=warnings_of_stop(number).tally.open if level is Level.STOP else 0,
        charts=[(chart, chart.on(DESK), chart.on(PHONE)) for chart in charts_of(board)],
    )  # fmt: skip


def _address(level: Level | str, number: int, kept: Mapping[str, str] | None = None) -> str:
    """The page of a region, a relay or a stop, with what was chosen."""
    endpoint = PAGES.get(Level(level), ".country")
    values: dict[str, Any] = {f"{Level(level)}_id": number} if level in PAGES else {}
    return url_for(endpoint, **(values | dict(kept or {})))


def _kept(wish: Wish, asked: Asked) -> dict[str, str]:
    """What was chosen, as words of an address; what was not is left out."""
    found = {**asked.address, "kind": wish.kind, "borders": "today" if wish.today else ""}
    return {name: value for name, value in found.items() if value}


def _months(board: Dashboard) -> list[tuple[str, str, str]]:
    """The months that the rows lie in, as choices: from, to, words."""
    days = [day for row in board.rows for day in row.span]
    found = months(min(days), max(days)) if days else []
    return [(first.isoformat(), last.isoformat(), month_name(first)) for first, last in found[:_MONTHS]]
