"""What somebody has to do today about materials: transfers that are awaited, what was not brought back, books to close."""

from datetime import date, timedelta

from campaign.core.i18n import _
from campaign.materials.handing import queries as handing
from campaign.materials.handing.pages import document_page
from campaign.reports.schemas import Task, TaskKind, Urgency
from campaign.web.templating import day

AWAIT_AHEAD = timedelta(days=2)
CLOSE_WITHIN = timedelta(days=10)  # after the end of a month


def of_materials(today: date) -> list[Task]:
    """Six statements at most, three when there is nothing to do."""
    return [*_awaited(today), *_not_brought_back(today), *_open_books(today)]


def _awaited(today: date) -> list[Task]:
    """Transfers that come within two days, or should have come: one line each."""
    found = []
    for one in handing.awaited_by(today + AWAIT_AHEAD):
        due = one.due_on or today
        urgency = Urgency.BAD if due < today else Urgency.WARN
        how = _("It should have come. Ask where it is.") if due < today else _("Count what has come and write it down.")
        found.append(
            Task(
                TaskKind.AWAITED, urgency, due, one.stop_id, None, one.name, one.name, 1, what=one.number, how=how,
                page=document_page(one.document_id),
            )
        )  # fmt: skip
    return found


def _not_brought_back(today: date) -> list[Task]:
    """Events that are over and of which somebody still holds something: one line an event, overdue from the next day."""
    return [
        Task(
            TaskKind.STILL_OUT, Urgency.WARN if one.day == today else Urgency.BAD, one.day, one.stop_id, one.event_id,
            one.stop_name, one.title, one.holders, page=("issuing_staff.materials", "event_id", one.event_id),
        )
        for one in handing.not_brought_back()
    ]  # fmt: skip


def _open_books(today: date) -> list[Task]:
    """Months that are over and not closed: one line a region."""
    found = []
    for one in handing.open_books(today):
        due, where = one.through + CLOSE_WITHIN, ("periods_staff.period", "region_id", one.region_id)
        urgency, until = Urgency.BAD if due < today else Urgency.CALM, day(one.through)
        found.append(Task(TaskKind.BOOKS, urgency, due, None, None, one.name, one.name, 1, what=until, page=where))
    return found
