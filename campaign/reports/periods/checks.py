"""What `adalzhol check` recounts of closed periods."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.audit import AuditEntry, of_what_is_there
from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.reports.periods import snapshot
from campaign.reports.periods.models import PeriodClose


@check("periods")
def periods(session: Session) -> Finding:
    """Every snapshot is canonical and hashes to what was closed, the trail names that hash, and no two share a day."""
    rows = list(session.scalars(select(PeriodClose).order_by(PeriodClose.region_id, PeriodClose.first_day, PeriodClose.id)))
    asked = select(AuditEntry.thing_id, AuditEntry.after).where(AuditEntry.act == "period.closed", of_what_is_there())
    noted = {close_id: after.get("hash") for close_id, after in session.execute(asked)}
    wrong = [*_changed(rows), *_unnoted(rows, noted), *_meeting(rows)]
    return Finding(len(rows), tuple(wrong[:MOST_NAMED]))


def _changed(rows: list[PeriodClose]) -> Iterator[Wrong]:
    for row in rows:
        try:
            document = snapshot.read(row.snapshot)
        except ValueError as error:
            yield Wrong("period", row.id, str(error))
            continue
        if snapshot.digest(row.snapshot) != row.snapshot_hash:
            yield Wrong("period", row.id, "does not hash to what was closed")
        told = (document["first"], document["last"], document["region"], document["relay"])
        if told != (row.first_day.isoformat(), row.last_day.isoformat(), row.region_id, row.relay_id):
            yield Wrong("period", row.id, "holds the figures of other days or another place")


def _unnoted(rows: list[PeriodClose], noted: dict[int | None, str | None]) -> Iterator[Wrong]:
    for row in rows:
        if noted.get(row.id) != row.snapshot_hash:
            yield Wrong("period", row.id, "is not in the trail with this hash")


def _meeting(rows: list[PeriodClose]) -> Iterator[Wrong]:
    """Linear in pairs of one region: a year has twelve months."""
    for place, row in enumerate(rows):
        for other in rows[place + 1 :]:
            whose = {row.relay_id, other.relay_id}
            same = other.region_id == row.region_id and (None in whose or len(whose) == 1)
            if same and other.first_day <= row.last_day:
                yield Wrong("period", other.id, f"shares a day with period {row.id}")
