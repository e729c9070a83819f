"""What the page of a stop shows of its briefings, publications and media plan."""

from typing import Any

from campaign.core import clock
from campaign.events.briefing.queries import briefings_of, counted
from campaign.events.press import queries
from campaign.relay.schemas import StopRow


def press_panel(row: StopRow) -> dict[str, Any]:
    """Two statements."""
    publications, told, rows, late = queries.counts_at(row.id, clock.campaign_today(row.time_zone))
    events = briefings_of([row.id])
    return {
        "briefed": counted([row.id], events)[row.id],
        "unsent": [event for event in events if not event.is_sent],
        "published": publications, "told": told, "media_rows": rows, "media_late": late,
    }  # fmt: skip
