"""Reading the doors of a walk: how far the teams are, the log, what waits to be looked at; within the asker's scope."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from campaign.accounts.devices.models import DeviceLink
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import FloorProgress, LogLine, Outcome, Portion, RecordKind, TeamProgress
from campaign.walks.doors.standing import RECORDS, is_undone
from campaign.walks.models import Floor, Office, WalkDoor, WalkTeam
from campaign.walks.queries import counted, in_the_walk
from campaign.walks.schemas import Sign, Soap

LAST = 10
MOST_ITEMS = 200
_PORTION = (
    func.count(WalkDoor.id), counted(WalkDoor.soap.in_((Soap.GIVEN, Soap.REFUSED))), counted(WalkDoor.soap == Soap.ABSENT),
    func.coalesce(func.sum(WalkDoor.pieces), 0), counted(WalkDoor.sign == Sign.UP), counted(WalkDoor.sign == Sign.REFUSED),
    counted(WalkDoor.sign == Sign.IMPOSSIBLE), counted(WalkDoor.sign == Sign.THERE), counted(WalkDoor.soap == Soap.REFUSED),
)  # fmt: skip


def progress_of(event_id: int) -> tuple[TeamProgress, ...]:
    """How far each team is, floor by floor in the order of the house. Two statements, however many doors."""
    asked = (
        select(WalkDoor.team_id, Floor.id, Floor.label, *_PORTION)
        .join(Office, Office.id == WalkDoor.office_id)
        .join(Floor, Floor.id == Office.floor_id)
        .where(WalkDoor.event_id == event_id, WalkDoor.team_id.is_not(None))
        .group_by(WalkDoor.team_id, Floor.id, Floor.label, Floor.position)
        .order_by(Floor.position, Floor.id)
    )
    floors: defaultdict[int, list[FloorProgress]] = defaultdict(list)
    for team_id, floor_id, label, *portion in db.session.execute(asked):
        floors[team_id].append(FloorProgress(floor_id, label, Portion(*portion)))
    teams = select(WalkTeam.id, WalkTeam.number, WalkTeam.name, WalkTeam.closed_at).where(WalkTeam.event_id == event_id)
    return tuple(
        TeamProgress(team.id, team.number, team.name, team.closed_at, tuple(floors[team.id]))
        for team in db.session.execute(teams.order_by(WalkTeam.number))
    )


def _lines() -> Any:
    return (
        select(
            DoorRecord.id, DoorRecord.kind, Office.room, WalkTeam.number, DoorRecord.happened_at, DoorRecord.received_at,
            DeviceLink.label, is_undone(RECORDS), DoorRecord.outcome, DoorRecord.why, DoorRecord.decision, DoorRecord.reason,
        )
        .outerjoin(WalkTeam, WalkTeam.id == DoorRecord.team_id)
        .outerjoin(WalkDoor, WalkDoor.id == DoorRecord.door_id)
        .outerjoin(Office, Office.id == WalkDoor.office_id)
        .outerjoin(DeviceLink, DeviceLink.id == DoorRecord.device_id)
    )  # fmt: skip


def last_records(event_id: int, most: int = LAST) -> tuple[LogLine, ...]:
    """What was recorded last, the newest first: which door and by whose phone, not what was answered. One statement."""
    asked = _lines().where(
        DoorRecord.event_id == event_id, DoorRecord.kind == RecordKind.DOOR, DoorRecord.outcome == Outcome.TAKEN
    )
    rows = db.session.execute(
        asked.order_by(DoorRecord.received_at.desc(), DoorRecord.happened_at.desc(), DoorRecord.id.desc()).limit(most)
    )
    return tuple(LogLine(*row) for row in rows)


def review_items(event_id: int) -> tuple[LogLine, ...]:
    """What did not simply count: first what waits, then what was decided; the newest first. One statement."""
    asked = (
        _lines()
        .where(DoorRecord.event_id == event_id, DoorRecord.outcome == Outcome.REVIEW)
        .order_by(DoorRecord.decision.is_not(None), DoorRecord.id.desc())
        .limit(MOST_ITEMS)
    )
    return tuple(LogLine(*row) for row in db.session.execute(asked))


def to_review(event_id: int) -> int:
    """How many items wait to be looked at. One statement."""
    return waiting_for_review([event_id]).get(event_id, 0)


def waiting_for_review(event_ids: Sequence[int]) -> dict[int, int]:
    """How many items wait to be looked at, by the walk; nothing for one without any. One statement."""
    asked = (
        select(DoorRecord.event_id, func.count())
        .where(DoorRecord.event_id.in_(event_ids), DoorRecord.outcome == Outcome.REVIEW, DoorRecord.decision.is_(None))
        .group_by(DoorRecord.event_id)
    )
    return {event_id: count for event_id, count in db.session.execute(asked)}


def event_of_record(record_id: int) -> int:
    """At which walk an item was made. Raises NotFound outside the asker's scope. One statement."""
    found = db.session.scalar(select(DoorRecord.event_id).where(DoorRecord.id == record_id))
    if found is None:
        raise NotFound(_l("There is no such record."))
    return found


def portions_of(event_ids: Sequence[int]) -> dict[int, Portion]:
    """How the doors of each of these walks stand, all teams together; nothing for one without doors. One statement."""
    walked = (WalkDoor.event_id.in_(event_ids), in_the_walk())
    asked = select(WalkDoor.event_id, *_PORTION).where(*walked).group_by(WalkDoor.event_id)
    return {event_id: Portion(*portion) for event_id, *portion in db.session.execute(asked)}
