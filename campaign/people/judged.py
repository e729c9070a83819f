"""The event whose people somebody writes, prints or takes out: read and judged in one, as every act on them begins."""

from campaign.core.actor import current_actor
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.policies import ensure_can_export, ensure_can_print, ensure_can_write_people


def event_to_write(event_id: int) -> EventRow:
    """The event, when whoever acts may change who is on its list. Raises NotFound, Refused. Two statements."""
    event = event_row(event_id)
    ensure_can_write_people(current_actor(), event.region_id, event.stop_id)
    return event


def event_to_print(event_id: int) -> EventRow:
    """The same for whoever prints its people. Raises NotFound, Refused. Two statements."""
    event = event_row(event_id)
    ensure_can_print(current_actor(), event.region_id, event.stop_id)
    return event


def event_to_export(event_id: int) -> EventRow:
    """The same for whoever takes its people out as a table. Raises NotFound, Refused. Two statements."""
    event = event_row(event_id)
    ensure_can_export(current_actor(), event.region_id, event.stop_id)
    return event
