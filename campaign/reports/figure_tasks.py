"""What somebody has to do today about events that were held and of which nobody knows yet how many people came."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from campaign.events.figures.queries import held_without_figures
from campaign.events.schemas import WAS_HELD, EventRow
from campaign.reports.schemas import Task, TaskKind, Urgency

SOON: Final = timedelta(days=1)  # memory is fresh for a day


def of_figures(rows: Sequence[EventRow], today: date) -> list[Task]:
    """One line an event, due the day after it. Nothing is asked where nothing was held; else eight statements at most."""
    held = [row for row in rows if row.state in WAS_HELD]
    missing = held_without_figures([row.id for row in held])
    return [
        Task(
            TaskKind.FIGURES, Urgency.BAD if row.day + SOON < today else Urgency.WARN, row.day + SOON, row.stop_id, row.id,
            row.unit_name, row.title, 1, page=("figures_staff.figures", "event_id", row.id),
        )
        for row in held if row.id in missing
    ]  # fmt: skip
