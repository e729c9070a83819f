"""What phones could not decide: a coordinator lets it count, as at the time it happened, or dismisses it with a reason."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.events.queries import event_row
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import MOST_REASON, Decision, Outcome, RecordKind
from campaign.walks.doors.services.desk import HANDED_IN, NO_RECORD
from campaign.walks.doors.services.reading import doors_undone, team_here
from campaign.walks.doors.standing import stand_anew
from campaign.walks.models import WalkDoor
from campaign.walks.policies import ensure_can_write_walk


def accept(record_id: int) -> None:
    """Let the item count as if it had come in time; the door stands by the latest of its records.

    Raises NotFound, Refused, Stale when somebody else has decided meanwhile, Closed while the team's figures are closed,
    Conflict when the door is in the walk no more.
    """
    with unit_of_work() as session:
        record = _open(session, record_id)
        if team_here(session, _team_of(session, record), held=True).closed_at is not None:
            raise Closed(HANDED_IN)
        _decide(session, record, Decision.ACCEPTED, "")
        doors = doors_undone(session, record.event_id, [record.of_key]) if record.of_key else [record.door_id]
        stand_anew(session, [door for door in doors if door is not None])


def _team_of(session: Session, record: DoorRecord) -> int:
    """Whose figures it changes: those of the team that has the door now."""
    door_id = record.door_id
    if record.kind is RecordKind.UNDO:
        door_id = next(iter(doors_undone(session, record.event_id, [record.of_key])), None)
    found = session.scalar(select(WalkDoor.team_id).where(WalkDoor.id == door_id))
    if found is None:
        raise Conflict(_l("This door belongs to no team of the walk any more. Give it to a team first."))
    return found


def dismiss(record_id: int, reason: str) -> None:
    """Let the item be, for a reason. Raises NotFound, Refused, Stale, Invalid without a reason."""
    with unit_of_work() as session:
        record = _open(session, record_id)
        if not reason:
            words = _("Please write why.")
            raise Invalid(words, [Problem("reason", "missing", words)])
        _decide(session, record, Decision.DISMISSED, reason[:MOST_REASON])


def _open(session: Session, record_id: int) -> DoorRecord:
    """The item, held, while nobody has decided."""
    asked = select(DoorRecord).where(DoorRecord.id == record_id, DoorRecord.outcome == Outcome.REVIEW)
    record = session.scalars(asked.with_for_update(), execution_options={"populate_existing": True}).one_or_none()
    if record is None:
        raise NotFound(NO_RECORD)
    event = event_row(record.event_id)
    ensure_can_write_walk(current_actor(), event.region_id, event.stop_id)
    if record.decision is not None:
        raise Stale(_l("Somebody has decided about this already."))
    return record


def _decide(session: Session, record: DoorRecord, decision: Decision, reason: str) -> None:
    record.decision, record.decided_at, record.decided_by = decision, clock.campaign_now(), current_actor().user_id
    record.reason = reason
    session.flush()
    region_id = event_row(record.event_id).region_id
    after = {"event": record.event_id, "door": record.door_id, "why": record.why.value}
    act = f"walk.record_{decision.value}"
    audit.note(session, act, "door_record", record.id, region_id=region_id, after=after, reason=reason)
