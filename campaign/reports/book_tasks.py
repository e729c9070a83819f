"""What somebody has to do today about the book of the relay: stops that the baton has left and that handed in no page."""

from datetime import date, timedelta

from sqlalchemy import select

from campaign.core.db import db
from campaign.core.i18n import Translated, _
from campaign.relay.models import Relay, Stop
from campaign.reports.book.models import BookPage
from campaign.reports.book.schemas import DUE_AFTER
from campaign.reports.schemas import Task, TaskKind, Urgency
from campaign.territory.models import Unit

_BACK = timedelta(days=90)  # so long after the departure it is asked for


def of_book(today: date) -> list[Task]:
    """One line a stop, due a week after the departure. One statement."""
    asked = (
        select(Stop.id, Stop.departs_on, Unit.name)
        .join(Unit, Unit.id == Stop.unit_id)
        .join(Relay, Relay.id == Stop.relay_id)
        .outerjoin(BookPage, BookPage.stop_id == Stop.id)
        .where(Stop.departs_on < today, Stop.departs_on >= today - _BACK, ~Stop.left_out, Relay.parent_stop_id.is_(None))
        .where(BookPage.ready_on.is_(None))
        .order_by(Stop.departs_on, Stop.id)
    )
    return [_task(stop_id, left + DUE_AFTER, name, today) for stop_id, left, name in db.session.execute(asked)]


def _task(stop_id: int, due: date, name: Translated, today: date) -> Task:
    urgency = Urgency.BAD if due < today else Urgency.CALM
    how, page = _("photos with captions, a quotation, figures, signatures"), ("book_staff.page", "stop_id", stop_id)
    return Task(TaskKind.BOOK_PAGE, urgency, due, stop_id, None, name, name, 1, how=how, page=page)
