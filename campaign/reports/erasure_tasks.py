"""What somebody has to do today about personal data: people who asked to be erased."""

from datetime import date

from campaign.core.actor import Actor, P
from campaign.people.privacy.queries import due_by_stop
from campaign.reports.schemas import Task, TaskKind, Urgency


def of_erasures(actor: Actor, today: date) -> list[Task]:
    """One line a stop, due with the first of them, for organizers. One statement, two where somebody asked."""
    if not actor.may(P.PEOPLE_ERASE):
        return []
    return [
        Task(TaskKind.ERASURES, Urgency.BAD if day <= today else Urgency.WARN, day, stop_id, None, name, name, count)
        for stop_id, name, day, count in due_by_stop()
    ]
