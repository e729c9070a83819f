"""A walk sheet that a pen filled in: the doors of its teams recorded at once, each in the log, and all of it taken back."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import crypto
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import RecordKind, Result, Written
from campaign.walks.doors.services.desk import key_of_door, note_team, record_at_desk, team_at_desk, undone
from campaign.walks.doors.services.recording import keep
from campaign.walks.doors.standing import RECORDS, is_undone
from campaign.walks.models import WalkDoor


def record_sheet(results: Mapping[int, Result]) -> list[int]:
    """What the sheet says of these doors stands, by their team; the numbers of the new records. All or nothing.

    Raises what `record_at_desk` does.
    """
    with unit_of_work() as session:
        made: list[int] = []
        for team_id, rows in _by_team(session, results).items():
            key = crypto.new_uid()
            record_at_desk(team_id, rows, key)
            keys = [key_of_door(key, row.door_id) for row in rows]
            made += session.scalars(select(DoorRecord.id).where(DoorRecord.key.in_(keys)).order_by(DoorRecord.id))
        return made


def _by_team(session: Session, results: Mapping[int, Result]) -> dict[int, list[Written]]:
    """By the team that has the door now, whatever phones said of it meanwhile: a pen's word comes last."""
    asked = select(WalkDoor.id, WalkDoor.team_id, WalkDoor.version).where(
        WalkDoor.id.in_(results), WalkDoor.team_id.is_not(None)
    )
    found: defaultdict[int, list[Written]] = defaultdict(list)
    for door_id, team_id, version in session.execute(asked.order_by(WalkDoor.team_id, WalkDoor.position)):
        if team_id is not None:
            found[team_id].append(Written(door_id, version, results[door_id]))
    return found


def take_back_sheet(record_ids: Collection[int]) -> int:
    """Take these records back: their doors stand as they did before. How many doors. Done twice it is done once.

    What was recorded of a team that left the walk stays. Raises NotFound, Refused, Closed when a team has handed everything in.
    """
    with unit_of_work() as session:
        asked = (
            select(RECORDS.c.id, RECORDS.c.key, RECORDS.c.team_id, RECORDS.c.door_id)
            .where(RECORDS.c.id.in_(list(record_ids)), RECORDS.c.kind == RecordKind.DOOR, RECORDS.c.team_id.is_not(None))
            .where(~is_undone(RECORDS))
            .order_by(RECORDS.c.team_id, RECORDS.c.id)
        )
        teams: defaultdict[int, list[str]] = defaultdict(list)
        for row in session.connection().execute(asked):
            teams[row.team_id].append(row.key)
        for team_id, keys in teams.items():
            team = team_at_desk(session, team_id)
            keep(session, team, current_actor().user_id, [undone(key) for key in keys])
            note_team(session, "walk.typing_undone", team, {"doors": len(keys)})
        return sum(map(len, teams.values()))
