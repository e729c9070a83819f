"""Which team walks which door, reckoned from floors and their parts. Pure: no database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from campaign.walks.rooms import in_order
from campaign.walks.schemas import Building, Direction, Door, Floor, Office, Team

LONG_LIST: Final = 45  # doors: at three to four minutes each, a team is done after two and a half hours
NEAR: Final = 6  # a floor's end is taken for a cut when it lies within this part of a share


@dataclass(frozen=True)
class Part:
    """A floor, or its rooms from `first_room` to `last_room`, and which way it is walked."""

    floor_id: int
    first_room: str = ""
    last_room: str = ""
    direction: Direction = Direction.FORWARD


@dataclass(frozen=True)
class Difference:
    """What the register has that the walk has not, and the other way round; each by office.

    `new` come to the team that has their part of the floor; `moved` would change their team; `gone` are out of use and not
    recorded, so they would leave. A door with a result is in none of these, nor one that a closed team keeps or would get.
    """

    new: tuple[tuple[Office, Team], ...] = ()
    moved: tuple[tuple[Door, Team], ...] = ()
    gone: tuple[Door, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.moved or self.gone)


@dataclass(frozen=True)
class Survey:
    """What stands against setting out: doors that nobody walks, teams with nothing to walk or too much of it."""

    unwalked: tuple[Office, ...]
    idle: tuple[Team, ...]
    long: tuple[tuple[Team, int], ...]

    @property
    def is_ready(self) -> bool:
        return not (self.unwalked or self.idle)


def rooms_of_part(part: Part, floor: Floor) -> list[Office]:
    """The doors of a part in the order in which they are walked."""
    first, last = in_order(part.first_room), in_order(part.last_room)
    found = [
        office
        for office in floor.doors
        if (not first or in_order(office.room) >= first) and (not last or in_order(office.room) <= last)
    ]
    return found[::-1] if part.direction is Direction.BACKWARD else found


def spans(teams: Sequence[Team], building: Building) -> dict[int, str]:
    """By the number of a team's floor: which rooms of it, such as 301–312; empty for a whole floor."""
    floors = {floor.id: floor for floor in building.floors}
    found = {}
    for row in (row for team in teams for row in team.floors):
        rooms = rooms_of_part(Part(row.floor_id, row.first_room, row.last_room), floors[row.floor_id])
        is_whole = not (row.first_room or row.last_room)
        found[row.id] = "" if is_whole or not rooms else f"{rooms[0].room}–{rooms[-1].room}"
    return found


def parts_of(team: Team) -> list[Part]:
    """What the team was given."""
    return [Part(row.floor_id, row.first_room, row.last_room, row.direction) for row in team.floors]


def doors_for(parts: Iterable[Part], building: Building) -> list[Office]:
    """The doors of all parts one after another, none twice."""
    floors = {floor.id: floor for floor in building.floors}
    found: dict[int, Office] = {}
    for part in parts:
        if part.floor_id in floors:
            found |= {office.id: office for office in rooms_of_part(part, floors[part.floor_id]) if office.id not in found}
    return list(found.values())


def owners(teams: Sequence[Team], building: Building) -> dict[int, Team]:
    """To which team each door goes by what the teams were given; of two that both have it, the first."""
    found: dict[int, Team] = {}
    for team in teams:
        for office in doors_for(parts_of(team), building):
            found.setdefault(office.id, team)
    return found


def difference(teams: Sequence[Team], building: Building, doors: Sequence[Door]) -> Difference:
    """What a later change of the register means for the walk."""
    wanted, known = owners(teams, building), {door.office_id: door for door in doors}
    open_teams = {team.id for team in teams if team.closed_at is None}
    new = [(office, wanted[office.id]) for office in building.doors if office.id in wanted and office.id not in known]
    moved = [
        (door, wanted[door.office_id])
        for door in doors
        if door.office_id in wanted and not door.is_recorded and door.team_id != wanted[door.office_id].id
    ]
    gone = [door for door in doors if door.office_id not in wanted and not door.is_recorded]
    return Difference(
        tuple(pair for pair in new if pair[1].id in open_teams), tuple(pair for pair in moved if pair[1].id in open_teams),
        tuple(door for door in gone if door.team_id in open_teams),
    )  # fmt: skip


def survey(teams: Sequence[Team], building: Building, doors: Sequence[Door]) -> Survey:
    """What is to be put right before the teams set out."""
    walked = {door.office_id for door in doors if door.team_id is not None}
    load = {team.id: sum(door.team_id == team.id for door in doors) for team in teams}
    return Survey(
        tuple(office for office in building.doors if office.id not in walked),
        tuple(team for team in teams if not load[team.id]),
        tuple((team, load[team.id]) for team in teams if load[team.id] > LONG_LIST),
    )


def split(building: Building, teams: int) -> list[list[Part]]:
    """All doors among so many teams, floor after floor, as evenly as it goes; a cut falls on a floor's end that is near.

    At least one door a team: raises ValueError when there are fewer doors than teams.
    """
    doors = building.doors
    if not 0 < teams <= len(doors):
        raise ValueError("fewer doors than teams")
    cuts = [0, *_cuts(building, teams), len(doors)]
    return [list(_parts(doors[start:end], building)) for start, end in pairwise(cuts)]


def _cuts(building: Building, teams: int) -> Iterator[int]:
    total, ends, count = len(building.doors), [], 0
    for floor in building.floors:
        count += len(floor.doors)
        ends.append(count)
    before = 0
    for number in range(1, teams):
        ideal = number * total / teams
        near = [end for end in ends if abs(end - ideal) * NEAR <= total / teams]
        cut = min(near, key=lambda end: abs(end - ideal)) if near else round(ideal)
        before = min(max(cut, before + 1), total - (teams - number))
        yield before


def _parts(offices: Sequence[Office], building: Building) -> Iterator[Part]:
    chosen = {office.id for office in offices}
    for floor in building.floors:
        mine = [office for office in floor.doors if office.id in chosen]
        if len(mine) == len(floor.doors) and mine:
            yield Part(floor.id)
        elif mine:
            first = "" if mine[0] == floor.doors[0] else mine[0].room
            yield Part(floor.id, first, "" if mine[-1] == floor.doors[-1] else mine[-1].room)
