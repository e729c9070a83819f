"""What the page of a stop shows of its briefings, publications and media plan."""

from typing import Any

from campaign.core import clock
from campaign.events.briefing.queries import briefed_of
from campaign.events.press import queries
from campaign.relay.schemas import StopRow


def press_panel(row: StopRow) -> dict[str, Any]:
    """Two statements."""
    publications, told, rows, late = queries.counts_at(row.id, clock.campaign_today(row.time_zone))
    return {
        "briefed": briefed_of([row.id])[row.id], "published": publications, "told": told, "media_rows": rows,
        "media_late": late,
    }  # fmt: skip
