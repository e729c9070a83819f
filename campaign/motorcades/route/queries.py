"""Reading the route of an event."""

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.events import queries as events
from campaign.events.running.times import moment_of
from campaign.events.schemas import EventRow
from campaign.motorcades.queries import facts_of
from campaign.motorcades.route.models import RoutePointRow, RouteText
from campaign.motorcades.route.schemas import Route, RoutePoint, signs_of


def route_of(event_id: int) -> Route:
    """The route of an event that is the asker's to see. Raises NotFound. Five statements, however many points."""
    event = events.event_row(event_id)
    text = db.session.scalar(select(RouteText).where(RouteText.event_id == event_id))
    reserve, version = (text.reserve, text.version) if text else (Translated(), 0)
    return Route(event, points_of(event), reserve, version, facts_of(event_id).distance_m)


def points_of(event: EventRow) -> tuple[RoutePoint, ...]:
    """The points of an event that was read already, in their order. One statement."""
    asked = select(RoutePointRow).where(RoutePointRow.event_id == event.id)
    rows = db.session.scalars(asked.order_by(RoutePointRow.position, RoutePointRow.id)).all()
    signs = signs_of([row.kind for row in rows])
    return tuple(_point(row, sign, event) for row, sign in zip(rows, signs, strict=True))


def _point(row: RoutePointRow, sign: str, event: EventRow) -> RoutePoint:
    plan_at = moment_of(event.starts_at, row.offset) if row.offset is not None else None
    return RoutePoint(
        row.id, sign, row.kind, row.name, row.lat, row.lon, row.offset, row.metres, row.way, row.post, row.medical, row.fact_at,
        plan_at, event.time_zone,
    )  # fmt: skip
