"""Reading the rule for looking at signs again, and how far that is at a walk; the draw, which anybody can do again."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.core.prints import PrintedSheet
from campaign.core.rules import RuleRow, counting, rows_of
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.relay.queries import campaign_of
from campaign.walks.models import Floor, Office, WalkDoor
from campaign.walks.queries import in_the_walk, walk_of
from campaign.walks.signs.models import DoorSign, SignInspection, SignLook
from campaign.walks.signs.models import InspectionRule as RuleTable
from campaign.walks.signs.queries import standing_now
from campaign.walks.signs.schemas import Inspection, InspectionRule, Look, SignState


def inspection_rules(today: date) -> Sequence[RuleRow[InspectionRule]]:
    """All rules, the newest first; the one in force today is marked. One statement."""
    return rows_of(RuleTable, _rule, today)


def rule_on(day: date) -> InspectionRule | None:
    """The rule for a walk of this day; None where none is in force yet. One statement."""
    row = db.session.scalars(counting(RuleTable, day)).one_or_none()
    return _rule(row) if row is not None else None


def _rule(row: RuleTable) -> InspectionRule:
    return InspectionRule(row.days, row.share, row.source)


def inspection_of(event_id: int) -> Inspection:
    """How far looking again is. Raises NotFound. Eleven statements, however many doors."""
    return inspection_at(event_row(event_id))


def inspection_at(event: EventRow) -> Inspection:
    """The same for an event that was read already."""
    rule, walk = rule_on(event.day), walk_of(event.id)
    row = db.session.scalar(select(SignInspection).where(SignInspection.event_id == event.id))
    row = row or SignInspection(task_id=None, seed="", drawn_at=None, hung=0, version=0)
    return Inspection(
        event.id, event.region_id, event.stop_id, event.title, campaign_of(event.relay_id).name,
        walk.building.name if walk.building else Translated(), event.day, event.time_zone,
        event.day + timedelta(days=rule.days) if rule else None, rule, row.task_id, row.seed, row.drawn_at, row.hung,
        row.version, len(hanging(event.id)), looks_of(event.id),
    )  # fmt: skip


def hanging(event_id: int) -> tuple[tuple[int, str, int], ...]:
    """Id, number and sheet of the signs that hang at the doors of a walk, one a door, in the order of floors and doors.

    One statement; whoever asks has seen the walk.
    """
    asked = (
        select(DoorSign.id, DoorSign.number, DoorSign.sheet_number, DoorSign.office_id)
        .join(WalkDoor, WalkDoor.office_id == DoorSign.office_id)
        .join(Office, Office.id == DoorSign.office_id)
        .join(Floor, Floor.id == Office.floor_id)
        .where(WalkDoor.event_id == event_id, in_the_walk(), standing_now() == SignState.UP.value)
        .order_by(Floor.position, Office.position, Office.id, DoorSign.id.desc())
    )
    with widened():
        rows = db.session.execute(asked).all()
    newest = {row.office_id: row for row in reversed(rows)}
    return tuple((row.id, row.number, row.sheet_number) for row in rows if newest[row.office_id] is row)


def looks_of(event_id: int) -> tuple[Look, ...]:
    """The sample with what was seen, in the order of the printed list. One statement."""
    asked = (
        select(
            SignLook.id, SignLook.position, DoorSign.number, DoorSign.room, func.coalesce(Floor.label, ""), Office.unit_name,
            SignLook.outcome, SignLook.note,
        )
        .join(DoorSign, DoorSign.id == SignLook.sign_id)
        .outerjoin(Office, Office.id == DoorSign.office_id)
        .outerjoin(Floor, Floor.id == Office.floor_id)
        .where(SignLook.event_id == event_id)
        .order_by(SignLook.position)
    )  # fmt: skip
    return tuple(Look(*row[:5], row[5] or Translated(), *row[6:]) for row in db.session.execute(asked))


def seed_of(sheets: Iterable[int]) -> str:
    """What the draw begins from: the contents of the runs whose signs hang, which nobody chooses. One statement."""
    asked = select(PrintedSheet.content_hash).where(PrintedSheet.number.in_(set(sheets))).order_by(PrintedSheet.number)
    with widened():
        hashes = db.session.scalars(asked).all()
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def drawn(numbers: Sequence[str], seed: str, share: int) -> set[str]:
    """The signs of a sample of `share` percent, at least one: those whose hash with the seed is smallest.

    >>> drawn(["00436-01", "00436-02", "00436-03"], "seed", 34) == drawn(["00436-03", "00436-02", "00436-01"], "seed", 34)
    True
    """
    count = -(-len(numbers) * share // 100)
    return set(sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())[:count])
