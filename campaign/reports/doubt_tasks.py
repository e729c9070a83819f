"""What somebody has to do today about figures that do not go together."""

from collections.abc import Iterable
from datetime import date

from campaign.events.figures.plausibility.queries import tallies_of, warnings_of
from campaign.events.figures.plausibility.words import heading
from campaign.events.figures.queries import figures_where
from campaign.events.models import Event
from campaign.events.schemas import WAS_HELD, EventRow
from campaign.reports.schemas import Task, TaskKind, Urgency


def of_doubts(rows: Iterable[EventRow], today: date) -> list[Task]:
    """Stops with held events whose figures wait for a word: one line a stop, due today.

    No statement where nothing was held; else those of figures and of their warnings, whatever the number of events.
    """
    stops = {row.stop_id: row for row in rows if row.state in WAS_HELD}
    if not stops:
        return []
    warned = [one for one in warnings_of(figures_where(Event.stop_id.in_(stops))) if one.is_open]
    first = {one.doubt.stop_id: one.doubt for one in reversed(warned)}
    return [
        Task(
            TaskKind.DOUBTS, Urgency.WARN, today, stop_id, None, stops[stop_id].unit_name, stops[stop_id].title, tally.open,
            how=heading(first[stop_id]), page=("plausibility_staff.of_stop", "stop_id", stop_id),
        )
        for stop_id, tally in tallies_of(warned).items()
    ]  # fmt: skip
