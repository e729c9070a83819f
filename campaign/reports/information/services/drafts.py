"""The draft that is being written, held until the unit of work ends, and its clauses."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import current_actor
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import _l
from campaign.reports.information.models import EventReport, ReportClause
from campaign.reports.information.policies import ensure_can_write
from campaign.reports.information.queries import NO_REPORT
from campaign.reports.information.schemas import ClauseCode, State

SIGNED = _l("This report is signed, so it stays as it is. Begin a new revision to change something.")
CHANGED = _l("Somebody has changed this meanwhile. Look at it again; nothing was saved.")


def draft(session: Session, report_id: int) -> EventReport:
    """The draft, nobody else's to change. Raises NotFound outside the scope, Refused, Conflict when it is signed."""
    asked = select(EventReport).where(EventReport.id == report_id).with_for_update()
    report = session.scalar(asked, execution_options={"populate_existing": True})
    if report is None:
        raise NotFound(NO_REPORT)
    ensure_can_write(current_actor(), report.region_id, report.stop_id)
    if report.state is State.SIGNED:
        raise Conflict(SIGNED)
    return report


def clause_of(session: Session, report_id: int, code: ClauseCode) -> ReportClause | None:
    """What a hand wrote into the clause, if it did."""
    asked = select(ReportClause).where(ReportClause.report_id == report_id, ReportClause.code == code)
    return session.scalar(asked, execution_options={"populate_existing": True})
