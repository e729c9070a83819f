"""Which doors a team has: taken from the register when it gets its floors, and put in order. For the services beside it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.db import unit_of_work
from campaign.core.errors import Stale
from campaign.core.i18n import _l
from campaign.walks.layout import Part, doors_for
from campaign.walks.models import Walk, WalkDoor, WalkFloor, WalkTeam
from campaign.walks.schemas import Building, Direction
from campaign.walks.services.holding import (
    building_of_walk,
    doors_in,
    ensure_open,
    held_team,
    held_walk,
    hold_teams,
    is_recorded,
    teams_in,
)


def parts_in(session: Session, team_id: int) -> list[WalkFloor]:
    """What a team was given, in order."""
    asked = select(WalkFloor).where(WalkFloor.team_id == team_id).order_by(WalkFloor.position, WalkFloor.id)
    return list(session.scalars(asked))


def give(session: Session, walk: Walk, team: WalkTeam, parts: Sequence[Part]) -> None:
    """Let the team have these parts of floors and no others; its doors are not touched yet."""
    for old in parts_in(session, team.id):
        session.delete(old)
    session.flush()
    for position, part in enumerate(parts, 1):
        session.add(
            WalkFloor(
                team_id=team.id, floor_id=part.floor_id, region_id=walk.region_id, stop_id=walk.stop_id, position=position,
                direction=part.direction, first_room=part.first_room, last_room=part.last_room,
            )
        )  # fmt: skip
    session.flush()


def lay_out(session: Session, walk: Walk, teams: Sequence[WalkTeam], building: Building) -> None:
    """Take the doors of these teams anew from the register, in the order of their floors.

    A door with a result stays with the team that has it, whatever is given to others; one without leaves when no part has it
    any more: its row stays without a team, because phones may hold it in their lists. Where an order was set by hand it stays,
    and what is new comes after it.
    """
    doors = {door.office_id: door for door in doors_in(session, walk.event_id)}
    for team in teams:
        parts = [Part(row.floor_id, row.first_room, row.last_room, row.direction) for row in parts_in(session, team.id)]
        wanted = [office.id for office in doors_for(parts, building)]
        _take_in(session, walk, team, wanted, doors)
        _number(team, wanted, doors, by_hand=any(part.direction is Direction.HAND for part in parts))
    session.flush()


def _take_in(session: Session, walk: Walk, team: WalkTeam, wanted: list[int], doors: dict[int, WalkDoor]) -> None:
    chosen = set(wanted)
    for office_id, door in doors.items():
        if door.team_id == team.id and office_id not in chosen and not is_recorded(door):
            door.team_id, door.position = None, 0
    session.flush()
    for office_id in wanted:
        known = doors.get(office_id)
        if known is None:
            doors[office_id] = _new_door(walk, team, office_id)
            session.add(doors[office_id])
        elif known.team_id != team.id and (known.team_id is None or not is_recorded(known)):
            known.team_id, known.position = team.id, 0
    session.flush()


def _new_door(walk: Walk, team: WalkTeam, office_id: int) -> WalkDoor:
    return WalkDoor(
        event_id=walk.event_id, region_id=walk.region_id, stop_id=walk.stop_id, office_id=office_id, team_id=team.id, position=0
    )  # fmt: skip


def _number(team: WalkTeam, wanted: list[int], doors: dict[int, WalkDoor], *, by_hand: bool) -> None:
    """In the order wanted, or the one there is; new doors and those that only their result keeps come last."""
    place = {office_id: at for at, office_id in enumerate(wanted)}
    mine = [door for door in doors.values() if door.team_id == team.id]
    if by_hand:
        mine.sort(key=lambda door: (door.position == 0, door.position, place.get(door.office_id, len(place))))
    else:
        mine.sort(key=lambda door: (place.get(door.office_id, len(place)), door.position))
    for position, door in enumerate(mine, 1):
        door.position = position


def order_doors(team_id: int, door_ids: Sequence[int], version: int) -> None:
    """Put the doors of a team in this order by hand; doors that are not named follow in theirs.

    Raises NotFound, Refused, Closed, Stale when the team was changed meanwhile.
    """
    with unit_of_work() as session:
        walk, team = held_team(session, team_id)
        ensure_open(team)
        ensure_fresh(team, version)
        place = {door_id: at for at, door_id in enumerate(door_ids)}
        mine = [door for door in doors_in(session, walk.event_id) if door.team_id == team_id]
        mine.sort(key=lambda door: (place.get(door.id, len(place)), door.position))
        for position, door in enumerate(mine, 1):
            door.position = position
        for part in parts_in(session, team_id):
            part.direction = Direction.HAND
        team.version += 1
        audit.note(session, "walk.ordered", "walk_team", team_id, region_id=walk.region_id, after={"event": walk.event_id})


def ensure_fresh(team: WalkTeam, version: int) -> None:
    """Raises Stale."""
    if team.version != version:
        raise Stale(_l("Somebody has changed this team meanwhile. Look at it again; nothing was saved."))


def take_over(event_id: int) -> None:
    """Bring the difference of the register in: every open team's doors are taken anew. Raises NotFound, Refused, Conflict."""
    with unit_of_work() as session:
        walk = held_walk(session, event_id)
        hold_teams(session, event_id)
        teams = [team for team in teams_in(session, event_id) if team.closed_at is None]
        lay_out(session, walk, teams, building_of_walk(walk))
        audit.note(session, "walk.taken_over", "walk", event_id, region_id=walk.region_id)
