"""Staff pages that look across: the start page."""

from flask import Blueprint, render_template

from campaign.core.actor import P, current_actor
from campaign.reports import queries
from campaign.web.guards import needs

bp = Blueprint("reports_staff", __name__, url_prefix="/staff")


@bp.get("/")
@needs(P.STAFF)
def start() -> str:
    return render_template("reports/staff/start.html", start=queries.start_for(current_actor()))
