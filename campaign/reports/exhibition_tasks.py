"""What somebody has to do today about exhibitions: panels that must come off the wall."""

from datetime import date

from campaign.core.actor import Actor, P
from campaign.exhibition.queries import hanging
from campaign.exhibition.words import REASONS
from campaign.reports.schemas import Task, TaskKind, Urgency


def of_exhibitions(actor: Actor, today: date) -> list[Task]:
    """One line for each panel, due on its working day. One statement."""
    if not actor.may(P.EXHIBITION_WRITE):
        return []
    return [
        Task(
            TaskKind.TAKE_DOWN, Urgency.BAD if one.takedown.due_on <= today else Urgency.WARN, one.takedown.due_on, one.stop_id,
            None, one.unit_name, one.hall, one.position, what=str(REASONS[one.takedown.reason]), how=one.hall.text(),
            page=("exhibition_staff.takedown", "takedown_id", one.takedown.id),
        )
        for one in hanging()
    ]  # fmt: skip
