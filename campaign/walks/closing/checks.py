"""What `adalzhol check` recounts of walks: every door stands as its log says, and what was closed still comes out."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.walks.closing.issues import issues
from campaign.walks.closing.models import WalkClosing
from campaign.walks.closing.schemas import NOTHING, Material
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import RecordKind
from campaign.walks.doors.standing import by_the_log
from campaign.walks.models import WalkDoor, WalkTeam
from campaign.walks.queries import counted
from campaign.walks.schemas import Sign, Soap

_UNSET = (Soap.UNSET, 0, Sign.UNSET, "", None)


@check("walks")
def walks(session: Session) -> Finding:
    """Each door stands once and as the latest record that counts says; each standing closing still has the same sums,
    with a reason for every difference; a team is closed exactly when a closing of it stands, and then holds nothing.

    Nine statements; it walks through all doors of all walks.
    """
    looked_at = session.scalar(select(func.count(WalkDoor.id))) or 0
    wrong = [*_stand_otherwise(session), *_of_other_walks(session), *_closed_wrongly(session)]
    return Finding(looked_at, tuple(wrong[:MOST_NAMED]))


def _stand_otherwise(session: Session) -> Iterator[Wrong]:
    log = by_the_log(session)
    asked = select(WalkDoor.id, WalkDoor.soap, WalkDoor.pieces, WalkDoor.sign, WalkDoor.note, WalkDoor.recorded_at)
    for number, *stands in session.execute(asked.order_by(WalkDoor.id)):
        if tuple(stands) != log.get(number, _UNSET):
            yield Wrong("walk_door", number, "does not stand as its log says")


def _of_other_walks(session: Session) -> Iterator[Wrong]:
    asked = (
        select(DoorRecord.id)
        .join(WalkDoor, WalkDoor.id == DoorRecord.door_id)
        .where(WalkDoor.event_id != DoorRecord.event_id, DoorRecord.kind == RecordKind.DOOR)
    )
    for number in session.scalars(asked.order_by(DoorRecord.id).limit(MOST_NAMED)):
        yield Wrong("door_record", number, "names a door of another walk")


def _closed_wrongly(session: Session) -> Iterator[Wrong]:
    stand = WalkClosing.undone_at.is_(None) & WalkClosing.team_id.is_not(None)
    closings: dict[int, Any] = {
        team: sums for team, sums in session.execute(select(WalkClosing.team_id, WalkClosing.sums).where(stand))
    }
    closed = set(session.scalars(select(WalkTeam.id).where(WalkTeam.closed_at.is_not(None))))
    for team_id in sorted(closed ^ set(closings)):
        yield Wrong("walk_team", team_id, "is closed and has no closing, or the other way round")
    for team_id, pieces in sorted(issues().held(session, sorted(closed)).items()):
        yield Wrong("walk_team", team_id, f"is closed and still holds {pieces}")
    now = _sums_now(session, sorted(closings))
    for team_id, sums in sorted(closings.items()):
        for material in Material:
            one = sums[material.value]
            if [one[name] for name in ("issued", "given", "returned", "lost")] != now[team_id][material]:
                yield Wrong("walk_team", team_id, f"has other figures of {material.value} than when it was closed")
            elif one["issued"] - one["given"] - one["returned"] - one["lost"] and not one["reason"]:
                yield Wrong("walk_team", team_id, f"was closed with a difference of {material.value} and no reason")


def _sums_now(session: Session, team_ids: list[int]) -> dict[int, dict[Material, list[int]]]:
    ups = counted(WalkDoor.sign == Sign.UP)
    asked = select(WalkDoor.team_id, func.sum(WalkDoor.pieces), ups).where(WalkDoor.team_id.in_(team_ids))
    given = {
        team: {Material.SOAP: soap, Material.SIGN: up} for team, soap, up in session.execute(asked.group_by(WalkDoor.team_id))
    }
    issued = issues().issued(session, team_ids)
    found: dict[int, dict[Material, list[int]]] = {}
    for team in team_ids:
        parts = {material: issued.get(team, {}).get(material, NOTHING) for material in Material}
        found[team] = {
            material: [one.issued, given.get(team, {}).get(material, 0), one.returned, one.lost]
            for material, one in parts.items()
        }
    return found
