"""Reading the running sheet of an event."""

from campaign.events import queries as events
from campaign.events.running.schemas import RunningSheet
from campaign.relay import queries as relays


def sheet_of(event_id: int) -> RunningSheet:
    """The sheet of an event that is the asker's to see. Raises NotFound. Three statements."""
    event = events.event_row(event_id)
    return RunningSheet(event, relays.campaign_of(event.relay_id).name)
