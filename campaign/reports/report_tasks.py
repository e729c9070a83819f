"""What somebody has to do today about event reports."""

from datetime import date

from campaign.core.actor import Actor, P
from campaign.reports.information.queries import due_reports
from campaign.reports.information.schemas import StopReport
from campaign.reports.schemas import Task, TaskKind, Urgency


def of_reports(actor: Actor, today: date) -> list[Task]:
    """Stops that have moved on and whose report nobody has signed: one line a stop, due three days after. One statement.

    None for whoever writes no reports.
    """
    return [_task(row, today) for row in due_reports(today)] if actor.may(P.REPORTS_WRITE) else []


def _task(row: StopReport, today: date) -> Task:
    urgency = Urgency.BAD if row.due <= today else Urgency.WARN
    page = ("information_staff.of_stop", "stop_id", row.stop_id)
    return Task(TaskKind.REPORT, urgency, row.due, row.stop_id, None, row.place, row.place, 1, page=page)
