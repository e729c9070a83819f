"""Preparing a walk: its building, its teams with floors, and all doors split among them."""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from campaign.accounts.devices.queries import devices_by_subject
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.accounts.devices.services import withdraw_all
from campaign.core import audit, crypto
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l, _n
from campaign.core.lengths import too_long
from campaign.events.queries import event_row
from campaign.walks.buildings.queries import building_of
from campaign.walks.buildings.services.holding import pointing_at
from campaign.walks.closing.issues import issues
from campaign.walks.closing.schemas import NOTHING
from campaign.walks.layout import Part, rooms_of_part, split
from campaign.walks.models import Walk, WalkDoor, WalkFloor, WalkTeam
from campaign.walks.policies import ensure_can_write_walk
from campaign.walks.schemas import (
    LONGEST_LEADER,
    LONGEST_NOTE,
    LONGEST_RULES,
    LONGEST_TEAM,
    MOST_NUMBER,
    MOST_TEAMS,
    Building,
    TeamWish,
    WalkWish,
)
from campaign.walks.services.doors import ensure_fresh, give, lay_out
from campaign.walks.services.holding import (
    building_of_walk,
    doors_in,
    ensure_open,
    ensure_walk_open,
    held_team,
    held_walk,
    hold_teams,
    is_recorded,
    teams_in,
    walk_of_team,
)

PLAIN = {"synchronize_session": False}
NAMED = 8  # rooms in a sentence
TEAM_NOT_SAVED = _l("The team was not saved.")
BEGUN = _l("The walk has begun: doors are recorded. Change the floors of single teams instead.")


def choose_building(event_id: int, building_id: int) -> None:
    """Let the walk go through this building; another one before it is forgotten with its floors and doors.

    Raises NotFound, Refused, Conflict when doors are recorded already.
    """
    with unit_of_work() as session:
        event = event_row(event_id, held=True)
        ensure_can_write_walk(current_actor(), event.region_id, event.stop_id)
        if building_of(building_id).region_id != event.region_id:
            raise NotFound(_l("There is no such building."))
        walk = session.get(Walk, event_id, populate_existing=True)
        if walk is None:
            walk = Walk(event_id=event_id, region_id=event.region_id, stop_id=event.stop_id, building_id=building_id)
            session.add(walk)
        elif walk.building_id != building_id:
            hold_teams(session, event_id)
            ensure_not_begun(session, event_id)
            _forget_floors(session, event_id)
            _forget_doors(session, event_id)
            walk.building_id, walk.version = building_id, walk.version + 1
        after = {"building": building_id}
        audit.note(session, "walk.building", "walk", event_id, region_id=event.region_id, after=after)


def _forget_floors(session: Session, event_id: int) -> None:
    teams = select(WalkTeam.id).where(WalkTeam.event_id == event_id).scalar_subquery()
    free = update(WalkDoor).where(WalkDoor.event_id == event_id).values(team_id=None, position=0)
    session.execute(free, execution_options=PLAIN)
    session.execute(delete(WalkFloor).where(WalkFloor.team_id.in_(teams)), execution_options=PLAIN)


def _forget_doors(session: Session, event_id: int) -> None:
    """The doors of a building that the walk leaves. Where phones may hold them in their lists they stay, without a team."""
    if not devices_by_subject(DevicePurpose.WALK, [team.id for team in teams_in(session, event_id)]):
        session.execute(delete(WalkDoor).where(WalkDoor.event_id == event_id), execution_options=PLAIN)


def ensure_not_begun(session: Session, event_id: int) -> None:
    """Raises Closed when a team has handed everything in, Conflict when doors are recorded, or something hangs on them."""
    for team in teams_in(session, event_id):
        ensure_open(team)
    doors = doors_in(session, event_id)
    if any(map(is_recorded, doors)) or pointing_at(session, WalkDoor, [door.id for door in doors]):
        raise Conflict(BEGUN)


def write_walk(event_id: int, wish: WalkWish, version: int) -> None:
    """Write how the teams behave, and a note. Raises NotFound, Refused, Invalid, Conflict, Stale."""
    with unit_of_work() as session:
        walk = held_walk(session, event_id)
        if walk.version != version:
            raise Stale(_l("Somebody has changed this walk meanwhile. Look at it again; nothing was saved."))
        lengths = {"rules": (wish.rules, LONGEST_RULES), "note": (wish.note, LONGEST_NOTE)}
        if problems := list(_too_long(lengths)):
            raise Invalid(_l("The walk was not saved."), problems)
        walk.rules, walk.note, walk.version = wish.rules, wish.note, walk.version + 1
        audit.note(session, "walk.edited", "walk", event_id, region_id=walk.region_id)


def create_team(event_id: int) -> int:
    """Add a team with the next number; the number of its row. Raises NotFound, Refused, Conflict, Closed."""
    with unit_of_work() as session:
        walk = held_walk(session, event_id)
        ensure_walk_open(session, event_id)
        teams = teams_in(session, event_id)
        if len(teams) >= MOST_TEAMS:
            raise Conflict(_l("A walk has at most %(most)s teams.", most=MOST_TEAMS))
        team = _new_team(walk, max((team.number for team in teams), default=0) + 1)
        _add(session, [team])
        after = {"event": event_id, "number": team.number}
        audit.note(session, "walk.team_made", "walk_team", team.id, region_id=walk.region_id, after=after)
        return team.id


def _new_team(walk: Walk, number: int) -> WalkTeam:
    return WalkTeam(
        uid=crypto.new_uid(), event_id=walk.event_id, region_id=walk.region_id, stop_id=walk.stop_id, number=number, version=1,
        name="", leader_name="",
    )  # fmt: skip


def _add(session: Session, teams: Sequence[WalkTeam]) -> None:
    """SQLite may give a row the number of one that is gone: no link given for that one may open this one."""
    session.add_all(teams)
    session.flush()
    for team in teams:
        withdraw_all(session, DevicePurpose.WALK, team.id)


def write_team(team_id: int, wish: TeamWish, parts: Sequence[Part], version: int) -> None:
    """Name a team and give it floors; its doors are taken from the register.

    Raises NotFound, Refused, Closed, Stale, and Invalid: with `floor-N` for a part without doors, or with another team's.
    """
    with unit_of_work() as session:
        walk, team = held_team(session, team_id)
        ensure_open(team)
        ensure_fresh(team, version)
        building = building_of_walk(walk)
        if problems := [*_wrong_team(session, team, wish), *_wrong_parts(session, team, parts, building)]:
            raise Invalid(TEAM_NOT_SAVED, problems)
        team.number, team.name, team.leader_name, team.leader_phone = (
            wish.number,
            wish.name,
            wish.leader_name,
            wish.leader_phone,
        )
        give(session, walk, team, parts)
        lay_out(session, walk, [team], building)
        team.version += 1
        after = {"event": walk.event_id, "floors": [part.floor_id for part in parts]}
        audit.note(session, "walk.team_edited", "walk_team", team.id, region_id=walk.region_id, after=after)


def remove_team(team_id: int) -> int:
    """Take a team away; its people and doors have none then, and its links for phones are dead. The number of its event.

    Raises NotFound, Refused, Closed, Conflict when it has recorded doors, been issued something or holds something.
    """
    with unit_of_work() as session:
        walk_of_team(session, team_id)
        withdraw_all(session, DevicePurpose.WALK, team_id)  # before the team, as phones do that send: links first
        walk, team = held_team(session, team_id)
        ensure_open(team)
        mine = [door for door in doors_in(session, walk.event_id) if door.team_id == team_id]
        needed = pointing_at(session, WalkDoor, [door.id for door in mine])
        if needed or any(map(is_recorded, mine)):
            raise Conflict(_l("Team %(number)s has recorded doors, so it stays.", number=team.number))
        if any(one != NOTHING for one in issues().issued(session, [team_id]).get(team_id, {}).values()):
            raise Conflict(_l("Team %(number)s was issued something already, so it stays.", number=team.number))
        if issues().held(session, [team_id]):
            raise Conflict(_l("Team %(number)s still holds materials. Take them back first.", number=team.number))
        for door in mine:
            door.team_id, door.position = None, 0
        session.flush()
        session.delete(team)
        session.flush()
        audit.note(session, "walk.team_removed", "walk_team", team_id, region_id=walk.region_id, after={"event": walk.event_id})
        return walk.event_id


def split_evenly(event_id: int, count: int) -> None:
    """Give all doors to so many teams, floor after floor. Teams there are keep their people; missing ones are made.

    Raises NotFound, Refused, Conflict when doors are recorded, Invalid when there are fewer doors than teams.
    """
    with unit_of_work() as session:
        walk = held_walk(session, event_id)
        for team in teams_in(session, event_id)[count:]:
            withdraw_all(session, DevicePurpose.WALK, team.id)
        hold_teams(session, event_id)
        building, teams = building_of_walk(walk), teams_in(session, event_id)
        ensure_not_begun(session, event_id)
        _ensure_can_split(building, count)
        for team in teams[count:]:
            remove_team(team.id)
        taken = {team.number for team in teams[:count]}
        free = (number for number in range(1, MOST_NUMBER + 1) if number not in taken)
        more = [_new_team(walk, number) for number in islice(free, max(0, count - len(teams)))]
        _add(session, more)
        teams = [*teams[:count], *more]
        _forget_floors(session, event_id)
        session.flush()
        for team, parts in zip(sorted(teams, key=lambda team: team.number), split(building, count), strict=True):
            give(session, walk, team, parts)
            team.version += 1
        lay_out(session, walk, teams, building)
        audit.note(session, "walk.split", "walk", event_id, region_id=walk.region_id, after={"teams": count})


def _ensure_can_split(building: Building, count: int) -> None:
    doors = len(building.doors)
    if not 1 <= count <= MOST_TEAMS:
        words = _("From 1 to %(most)s teams.", most=MOST_TEAMS)
        raise Invalid(words, [Problem("teams", "out_of_range", words)])
    if count > doors:
        words = _("The building has %(doors)s doors, that is less than one a team.", doors=doors)
        raise Invalid(words, [Problem("teams", "too_many", words)])


def _wrong_team(session: Session, team: WalkTeam, wish: TeamWish) -> Iterator[Problem]:
    yield from wrong_number(wish.number)
    if any(other.number == wish.number and other.id != team.id for other in teams_in(session, team.event_id)):
        yield Problem("number", "taken", _("There is a team %(number)s already.", number=wish.number))
    yield from _too_long({"name": (wish.name, LONGEST_TEAM), "leader_name": (wish.leader_name, LONGEST_LEADER)})


def wrong_number(number: int) -> Iterator[Problem]:
    """Whether a team can have this number at all."""
    if not 1 <= number <= MOST_NUMBER:
        yield Problem("number", "out_of_range", _("A team has a number from 1 to %(most)s.", most=MOST_NUMBER))


def _too_long(lengths: dict[str, tuple[str, int]]) -> Iterator[Problem]:
    for name, (words, most) in lengths.items():
        yield from too_long(name, words, most)


def _wrong_parts(session: Session, team: WalkTeam, parts: Sequence[Part], building: Building) -> Iterator[Problem]:
    floors = {floor.id: floor for floor in building.floors}
    numbers = {other.id: other.number for other in teams_in(session, team.event_id)}
    taken = {
        door.office_id: numbers[door.team_id]
        for door in doors_in(session, team.event_id)
        if door.team_id in numbers and door.team_id != team.id and not is_recorded(door)
    }
    for part in parts:
        floor = floors.get(part.floor_id)
        if floor is None:
            yield Problem(f"floor-{part.floor_id}", "unknown", _("There is no such floor."))
            continue
        rooms = rooms_of_part(part, floor)
        if not rooms:
            yield Problem(f"floor-{floor.id}", "empty", _("No room of floor %(floor)s lies there.", floor=floor.label))
        for number in sorted({taken[office.id] for office in rooms if office.id in taken}):
            theirs = [office.room for office in rooms if taken.get(office.id) == number]
            yield Problem(f"floor-{floor.id}", "taken", _of_another(number, theirs))


def _of_another(number: int, rooms: Sequence[str]) -> str:
    named, more = ", ".join(rooms[:NAMED]), len(rooms) - NAMED
    if more > 0:
        named += " " + _n("and %(num)d more", "and %(num)d more", more)
    return _(
        "Rooms of team %(number)s: %(rooms)s. Leave them out, or take them from that team first.", number=number, rooms=named
    )
