"""Work pages: the column of an event."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.core.actor import P
from campaign.motorcades import queries
from campaign.motorcades.words import KINDS, ROLES, STATES, vehicle_name
from campaign.web.guards import needs

bp = Blueprint("columns_staff", __name__, url_prefix="/staff")
bp.add_app_template_global(vehicle_name)


@bp.get("/events/<int:event_id>/column")
@needs(P.COLUMNS_READ)
def column(event_id: int) -> ResponseReturnValue:
    column = queries.column_of(event_id)
    return render_template(
        "motorcades/staff/column.html", column=column, event=column.event, kinds=KINDS, roles=ROLES, states=STATES
    )
