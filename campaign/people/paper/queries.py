"""Reading the frozen sheets of rosters. They hold names and phones, so whoever may not print them may not read them."""

from typing import Any

from sqlalchemy import func, select

from campaign.core import prints
from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.prints import PrintedSheet
from campaign.papers.queries import lines
from campaign.papers.schemas import SheetLine
from campaign.people.paper.schemas import ROSTER, RosterPrint, RosterSheet
from campaign.people.policies import ensure_can_print

MOST = 20


def _lines() -> Any:
    return lines().where(PrintedSheet.kind == ROSTER)


def sheets_of_event(event_id: int, most: int = MOST) -> tuple[SheetLine, ...]:
    """The rosters printed for an event, the newest first, without what stands on them. One statement."""
    asked = _lines().where(PrintedSheet.subject_id == event_id).order_by(PrintedSheet.revision.desc()).limit(most)
    return tuple(SheetLine(*row) for row in db.session.execute(asked))


def roster_sheet(number: int) -> RosterSheet:
    """The frozen roster with this number. Two statements.

    Raises NotFound outside the asker's scope, Refused for whoever sees the event but may not print its people, Conflict when
    what is stored is no longer what was printed.
    """
    stored = prints.sheet_of(number)
    if stored.kind != ROSTER:
        raise NotFound(prints.NO_SHEET)
    ensure_can_print(current_actor(), stored.region_id, stored.stop_id)
    of_this = (PrintedSheet.kind == ROSTER, PrintedSheet.subject_id == stored.subject_id)
    newest = select(func.max(PrintedSheet.revision)).where(*of_this).scalar_subquery()
    row = db.session.execute(_lines().add_columns(newest).where(PrintedSheet.id == stored.id)).one()
    return RosterSheet(SheetLine(*row[:-1]), stored.subject_id, row[-1], prints.as_printed(stored, RosterPrint.of))
