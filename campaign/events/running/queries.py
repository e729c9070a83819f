"""Reading the running sheet of an event."""

from sqlalchemy import select

from campaign.core.db import db
from campaign.events import queries as events
from campaign.events.contingency.queries import contingency_of
from campaign.events.running.models import RunningSheetRow, RunningSheetVersion
from campaign.events.running.schemas import RunningRow, RunningSheet
from campaign.events.running.times import moment_of
from campaign.events.schemas import EventRow
from campaign.relay import queries as relays


def sheet_of(event_id: int) -> RunningSheet:
    """The sheet of an event that is the asker's to see. Raises NotFound. Six statements, however many rows."""
    event = events.event_row(event_id)
    asked = select(RunningSheetRow).where(RunningSheetRow.event_id == event_id)
    rows = db.session.scalars(asked.order_by(RunningSheetRow.position, RunningSheetRow.id))
    version = db.session.scalar(select(RunningSheetVersion.version).where(RunningSheetVersion.event_id == event_id))
    campaign = relays.campaign_of(event.relay_id).name
    return RunningSheet(event, campaign, tuple(_row(row, event) for row in rows), version or 0, contingency_of(event_id))


def _row(row: RunningSheetRow, event: EventRow) -> RunningRow:
    return RunningRow(
        row.id, row.position, row.offset, row.minutes, row.what, row.who, row.phone, row.place, row.fact_at,
        moment_of(event.starts_at, row.offset), event.time_zone,
    )  # fmt: skip
