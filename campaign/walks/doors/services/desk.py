"""The coordinator's desk: typing a walk sheet back, row by row, and taking a record back."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.walks.doors.judging import morning_of
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import Item, Outcome, RecordKind, Result, TeamHere, Why, Written
from campaign.walks.doors.services.reading import team_here
from campaign.walks.doors.services.recording import Judged, keep
from campaign.walks.doors.standing import RECORDS, is_undone
from campaign.walks.models import WalkDoor, WalkTeam
from campaign.walks.policies import ensure_can_write_walk

TYPED = "walks.type_doors"
NO_RECORD = _l("There is no such record.")
HANDED_IN = _l("This team has handed everything in. Undo its closing first, then correct the doors.")


def record_at_desk(team_id: int, rows: Sequence[Written], key: str) -> int:
    """Keep what differs from what stands, and say how many doors that were. Done twice with one key it is done once.

    All or nothing. Raises NotFound, Refused, Closed before the day of the walk and after the team has handed everything in,
    Invalid for doors of others and where somebody recorded another thing meanwhile: the field is `door-` and the door's number.
    """
    with unit_of_work() as session:
        team = team_at_desk(session, team_id)
        body = [team_id, [[row.door_id, row.version, list(_words(row.result))] for row in rows]]
        answer = operations.begin(session, TYPED, key, body)
        if answer is None:
            changed = _changed(session, team, rows)
            keep(session, team, current_actor().user_id, [_typed(key, row) for row in changed])
            answer = {"doors": len(changed)}
            operations.finish(session, TYPED, key, answer)
            if changed:
                note_team(session, "walk.doors_typed", team, {"doors": len(changed)})
        return int(answer["doors"])


def team_at_desk(session: Session, team_id: int) -> TeamHere:
    """The team, held, when the actor may write for it now."""
    if session.scalar(select(WalkTeam.id).where(WalkTeam.id == team_id)) is None:
        raise NotFound(_l("There is no such team."))
    team = team_here(session, team_id, held=True)
    ensure_can_write_walk(current_actor(), team.region_id, team.stop_id)
    if team.closed_at is not None:
        raise Closed(HANDED_IN)
    if clock.campaign_now() < morning_of(team.starts_at, team.time_zone):
        raise Closed(_l("The walk is not today."))
    return team


def _changed(session: Session, team: TeamHere, rows: Sequence[Written]) -> list[Written]:
    """Those that say something new of their door."""
    asked = select(WalkDoor).where(WalkDoor.id.in_([row.door_id for row in rows]), WalkDoor.team_id == team.id)
    doors = {door.id: door for door in session.scalars(asked, execution_options={"populate_existing": True})}
    changed, problems = [], []
    for row in rows:
        if (door := doors.get(row.door_id)) is None:
            problems.append(Problem(f"door-{row.door_id}", "no_door", _("This door belongs to another team now.")))
        elif (door.soap, door.pieces, door.sign, door.note) != _words(row.result):
            changed.append(row)
            if door.version != row.version:
                words = _("Recorded meanwhile. Look what stands now; saving again puts your words in its place.")
                problems.append(Problem(f"door-{row.door_id}", "stale", words))
    if problems:
        raise Invalid(_l("Nothing was saved yet: some doors need another look."), problems)
    return changed


def _words(result: Result) -> tuple[Any, ...]:
    return result.soap, result.pieces, result.sign, result.note


def _typed(key: str, row: Written) -> Judged:
    item = Item(
        key_of_door(key, row.door_id), RecordKind.DOOR, hashlib.sha256(repr(row).encode()).hexdigest()[:32], None, row.door_id,
        row.result,
    )  # fmt: skip
    return Judged(item, Outcome.TAKEN, Why.FINE, clock.campaign_now())


def key_of_door(key: str, door_id: int) -> str:
    """A key of its own for each door of a sheet that was typed back."""
    return hashlib.sha256(f"{key}:{door_id}".encode()).hexdigest()[:32]


def undo(record_id: int) -> None:
    """Take a record back: the door stands as it did before. Done twice it is done once. Raises NotFound, Refused, Closed."""
    with unit_of_work() as session:
        record = session.scalars(select(DoorRecord).where(DoorRecord.id == record_id)).one_or_none()
        if record is None or record.kind is not RecordKind.DOOR or record.team_id is None:
            raise NotFound(NO_RECORD)
        team = team_at_desk(session, record.team_id)
        if session.connection().execute(select(RECORDS.c.id).where(RECORDS.c.id == record_id, is_undone(RECORDS))).first():
            return
        keep(session, team, current_actor().user_id, [undone(record.key)])
        note_team(session, "walk.record_undone", team, {"record": record_id, "door": record.door_id})


def undone(key: str) -> Judged:
    """That the record under this key was a mistake, as the desk says it."""
    item = Item(crypto.new_uid(), RecordKind.UNDO, crypto.new_uid(), None, of=key)
    return Judged(item, Outcome.TAKEN, Why.FINE, clock.campaign_now())


def note_team(session: Session, act: str, team: TeamHere, after: Mapping[str, Any]) -> None:
    facts = {"event": team.event_id, **after}
    audit.note(session, act, "walk_team", team.id, region_id=team.region_id, after=facts)
