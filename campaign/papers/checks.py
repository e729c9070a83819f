"""What `adalzhol check` recounts of printed sheets, of every kind."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.core.prints import PrintedSheet

_AT_ONCE = 50  # sheets in memory


@check("sheets")
def sheets(session: Session) -> Finding:
    """Every frozen sheet opens with the installation's key and hashes to what was stored. One statement; 0.1 ms a page."""
    looked_at, wrong = 0, []
    for sheet in session.scalars(select(PrintedSheet).order_by(PrintedSheet.id).execution_options(yield_per=_AT_ONCE)):
        looked_at += 1
        try:
            sheet.content()
        except ValueError as error:
            wrong.append(Wrong("sheet", sheet.number, str(error)))
    return Finding(looked_at, tuple(wrong[:MOST_NAMED]))
