"""What phones could not decide: a coordinator accepts it, as in at the time it happened, or dismisses it with a reason."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, NotFound, Stale
from campaign.core.i18n import _l
from campaign.people.checkin.models import CheckInScan
from campaign.people.checkin.schemas import Decision, Outcome
from campaign.people.checkin.services.desk import needed, put_in
from campaign.people.judged import event_to_write
from campaign.people.services.rows import registration_here


def accept(scan_id: int) -> bool:
    """Count the person as come when the item was made; False when they are counted already.

    Raises NotFound, Refused, Stale when somebody else has decided meanwhile, Conflict for an item that names nobody and for
    somebody who has no place: put them on the list again, or give them a place, first.
    """
    with unit_of_work() as session:
        scan, region_id = _open(session, scan_id)
        if scan.registration_id is None:
            raise Conflict(_l("This code names nobody. Find the person by name, let them in, and dismiss this."))
        registration = registration_here(session, scan.registration_id)
        is_new = put_in(session, registration, scan.happened_at, scan.claimed_at and scan.happened_at, scan.device_id)
        _decide(session, scan, Decision.ACCEPTED, "", region_id)
        return is_new


def dismiss(scan_id: int, reason: str) -> None:
    """Let the item be, for a reason. Raises NotFound, Refused, Stale, Invalid without a reason."""
    with unit_of_work() as session:
        scan, region_id = _open(session, scan_id)
        _decide(session, scan, Decision.DISMISSED, needed(reason), region_id)


def _open(session: Session, scan_id: int) -> tuple[CheckInScan, int]:
    """The item, held, while nobody has decided, and its region."""
    asked = select(CheckInScan).where(CheckInScan.id == scan_id, CheckInScan.outcome == Outcome.REVIEW)
    scan = session.scalars(asked.with_for_update(), execution_options={"populate_existing": True}).one_or_none()
    if scan is None:
        raise NotFound(_l("There is no such record."))
    event = event_to_write(scan.event_id)
    if scan.decision is not None:
        raise Stale(_l("Somebody has decided about this already."))
    return scan, event.region_id


def _decide(session: Session, scan: CheckInScan, decision: Decision, reason: str, region_id: int) -> None:
    scan.decision, scan.decided_at, scan.decided_by = decision, clock.campaign_now(), current_actor().user_id
    scan.reason = reason
    session.flush()
    after = {"event": scan.event_id, "registration": scan.registration_id, "why": scan.why.value}
    act = f"people.check_in_{decision.value}"
    audit.note(session, act, "check_in_scan", scan.id, region_id=region_id, after=after, reason=reason)
