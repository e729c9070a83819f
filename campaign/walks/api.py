"""For machines: the register of offices, a walk with its teams and doors, and what was left at each door."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from campaign.core.actor import P
from campaign.core.errors import Invalid, Problem
from campaign.core.i18n import _l
from campaign.events.queries import event_row
from campaign.walks import queries, services
from campaign.walks.buildings import queries as register
from campaign.walks.buildings.schemas import BuildingRow
from campaign.walks.doors import queries as progress_queries
from campaign.walks.doors import services as recording
from campaign.walks.doors.schemas import (
    MOST_NOTE,
    MOST_PIECES,
    FloorProgress,
    LogLine,
    Portion,
    Result,
    TeamProgress,
    Written,
)
from campaign.walks.doors.words import lacking
from campaign.walks.layout import Part, parts_of
from campaign.walks.schemas import (
    LONGEST_LEADER,
    LONGEST_NOTE,
    LONGEST_ROOM,
    LONGEST_RULES,
    LONGEST_TEAM,
    MOST_DOORS,
    MOST_FLOORS,
    MOST_NUMBER,
    MOST_TEAMS,
    Building,
    Direction,
    Door,
    Floor,
    Office,
    Sign,
    Soap,
    Team,
    TeamFloor,
    TeamWish,
    Walk,
    WalkWish,
)
from campaign.web.api.fields import Body, Choice, Line, Number, Phone, Text
from campaign.web.api.operations import Operations, made, own_key
from campaign.web.api.place import tell_of_event
from campaign.web.api.shapes import Many, list_of, shows
from campaign.web.guards import needs

api = Operations("walks_api", __name__, _l("Walks through offices: buildings, teams, and what was left at the doors"))
BUILDING_ROW = shows("BuildingRow", BuildingRow, "id unit_id unit_name name address floors doors walks")
OFFICE = shows("Office", Office, "id floor_id room unit_name position_title position active version")
FLOOR = shows("Floor", Floor, "id label position offices", offices=OFFICE)
BUILDING = shows("Building", Building, "id region_id unit_id unit_name name address body floors version", floors=FLOOR)
WALKED = shows("WalkedBuilding", Building, "id unit_id unit_name name address body")
TEAM_FLOOR = shows("TeamFloor", TeamFloor, "floor_id label position direction first_room last_room")
TEAM = shows(
    "Team", Team, "id event_id stop_id region_id number name leader_name leader_phone closed_at members floors version",
    floors=TEAM_FLOOR,
)  # fmt: skip
TEAM_MARK = shows("TeamMark", Team, "id event_id number members closed_at floors version", floors=TEAM_FLOOR)
WALK = shows("Walk", Walk, "event_id stop_id region_id building rules note teams version", building=WALKED, teams=TEAM)
WALK_MARK = shows("WalkMark", Walk, "event_id building teams version", building=WALKED, teams=TEAM_MARK)
DOOR = shows(
    "Door", Door,
    "id event_id team_id position office_id floor_id floor room unit_name position_title soap pieces sign note recorded_at "
    "version",
)  # fmt: skip
DOOR_MARK = shows("DoorMark", Door, "id event_id team_id position soap pieces sign recorded_at version")
PORTION = shows("Portion", Portion, "doors done again left pieces up refused impossible there not_taken")
FLOOR_PROGRESS = shows("FloorProgress", FloorProgress, "floor_id label portion", portion=PORTION)
PROGRESS = shows(
    "TeamProgress", TeamProgress, "team_id number name closed_at total floors", total=PORTION, floors=FLOOR_PROGRESS
)  # fmt: skip
RECORD = shows("DoorRecord", LogLine, "id kind room team happened_at received_at device undone outcome why decision")
MOST_RECORDS: Final = 200


class WalkChange(Body):
    """What to change of a walk as a whole; whatever is not named stays."""

    rules = Text(most=LONGEST_RULES)
    note = Text(most=LONGEST_NOTE)


class BuildingChosen(Body):
    building_id = Number(least=1, required=True)


class PartSent(Body):
    """A floor, or its rooms from the first to the last that are named."""

    floor_id = Number(least=1, required=True)
    first_room = Line(most=LONGEST_ROOM, load_default="")
    last_room = Line(most=LONGEST_ROOM, load_default="")
    direction = Choice(Direction, load_default=Direction.FORWARD)


class TeamChange(Body):
    """What to change of a team; whatever is not named stays."""

    number = Number(least=1, most=MOST_NUMBER)
    name = Line(most=LONGEST_TEAM)
    leader_name = Line(most=LONGEST_LEADER)
    leader_phone = Phone()
    floors = Many(PartSent, most=MOST_FLOORS)


class SplitSent(Body):
    teams = Number(least=1, most=MOST_TEAMS, required=True)


class DoorSent(Body):
    """What became of the soap and the sign at a door. `version` is that of the door as it was read."""

    door_id = Number(least=1, required=True)
    version = Number(required=True)
    soap = Choice(Soap, required=True)
    pieces = Number(most=MOST_PIECES, load_default=None, allow_none=True)
    sign = Choice(Sign, load_default=Sign.UNSET)
    note = Line(most=MOST_NOTE, load_default="")


class DoorsSent(Body):
    doors = Many(DoorSent, most=MOST_DOORS, required=True)


@api.lists("/buildings", BUILDING_ROW)
@needs(P.WALKS_READ)
def buildings() -> Sequence[BuildingRow]:
    """The buildings of the register, with what is in them."""
    return register.buildings()


@api.reads("/buildings/<int:building_id>", BUILDING)
@needs(P.WALKS_READ)
def building(building_id: int) -> Building:
    """A building with its floors and rooms, those out of use too; who sits there is not told."""
    return register.building_of(building_id)


@api.reads("/events/<int:event_id>/walk", WALK)
@needs(P.WALKS_READ)
def walk(event_id: int) -> Walk:
    """The walk of an event with its building and teams; its version is the ETag."""
    return _walk(event_id)


@api.lists("/events/<int:event_id>/walk/doors", DOOR)
@needs(P.WALKS_READ)
def doors(event_id: int) -> Sequence[Door]:
    """The doors of a walk, team by team, with what stands of each."""
    return queries.doors_of(event_id=_walk(event_id).event_id)


@api.lists("/events/<int:event_id>/walk/progress", PROGRESS)
@needs(P.WALKS_READ)
def progress(event_id: int) -> Sequence[TeamProgress]:
    """How far each team is, floor by floor."""
    return progress_queries.progress_of(_walk(event_id).event_id)


@api.lists("/events/<int:event_id>/walk/records", RECORD)
@needs(P.WALKS_READ)
def records(event_id: int) -> Sequence[LogLine]:
    """What was recorded last, the newest first: which door and by whose phone, not what was answered there."""
    return progress_queries.last_records(_walk(event_id).event_id, MOST_RECORDS)


@api.reads("/walk-teams/<int:team_id>", TEAM)
@needs(P.WALKS_READ)
def team(team_id: int) -> Team:
    """One team with its floors; its version is the ETag."""
    return _team(team_id)


def _walk(event_id: int) -> Walk:
    """The walk of an event; moments of the answer are those of its place."""
    found = queries.walk_of(event_id)
    tell_of_event(event_id, event_row(event_id).time_zone)
    return found


def _team(team_id: int) -> Team:
    found = queries.team_of(team_id)
    tell_of_event(found.event_id, event_row(found.event_id).time_zone)
    return found


@api.lists("/walk-teams/<int:team_id>/doors", DOOR)
@needs(P.WALKS_READ)
def doors_of_team(team_id: int) -> Sequence[Door]:
    """The doors of a team in their order."""
    return queries.doors_of(team_id=_team(team_id).id)


@api.acts("/events/<int:event_id>/walk/building", WALK_MARK, method="PUT", takes=BuildingChosen)
@needs(P.WALKS_WRITE)
def choose_building(sent: dict[str, Any], event_id: int) -> Walk:
    """Let the walk go through this building."""
    services.choose_building(queries.walk_of(event_id).event_id, sent["building_id"])
    return _walk(event_id)


@api.acts("/events/<int:event_id>/walk", WALK_MARK, method="PATCH", takes=WalkChange, versioned=True)
@needs(P.WALKS_WRITE)
def change_walk(sent: dict[str, Any], event_id: int, version: int) -> Walk:
    """Say how the teams behave, and a note for whoever prepares the walk."""
    now = queries.walk_of(event_id)
    services.write_walk(event_id, replace(WalkWish(now.rules, now.note), **sent), version)
    return _walk(event_id)


@api.acts("/events/<int:event_id>/walk/split", WALK_MARK, takes=SplitSent)
@needs(P.WALKS_WRITE)
def split(sent: dict[str, Any], event_id: int) -> Walk:
    """Give all doors to so many teams, floor after floor."""
    services.split_evenly(queries.walk_of(event_id).event_id, sent["teams"])
    return _walk(event_id)


@api.acts("/events/<int:event_id>/walk/share-out", WALK_MARK)
@needs(P.WALKS_WRITE)
def share_out(event_id: int) -> Walk:
    """Put everybody who has no team yet into one."""
    services.share_out(queries.walk_of(event_id).event_id)
    return _walk(event_id)


@api.acts("/events/<int:event_id>/walk/teams", TEAM_MARK, status=201)
@needs(P.WALKS_WRITE)
def add_team(event_id: int) -> Any:
    """Add a team with the next number."""
    team_id = services.create_team(queries.walk_of(event_id).event_id)
    return made("walks_api.team", _team(team_id), team_id=team_id)


@api.acts("/walk-teams/<int:team_id>", TEAM_MARK, method="PATCH", takes=TeamChange, versioned=True)
@needs(P.WALKS_WRITE)
def change_team(sent: dict[str, Any], team_id: int, version: int) -> Team:
    """Name a team, and give it floors; its doors are taken from the register."""
    now = queries.team_of(team_id)
    parts = [Part(**one) for one in sent.pop("floors")] if "floors" in sent else parts_of(now)
    wish = replace(TeamWish(now.number, now.name, now.leader_name, now.leader_phone), **sent)
    services.write_team(team_id, wish, parts, version)
    return _team(team_id)


@api.acts("/walk-teams/<int:team_id>", method="DELETE", status=204)
@needs(P.WALKS_WRITE)
def remove_team(team_id: int) -> None:
    """Take a team away that has recorded nothing; its people and doors have none then."""
    services.remove_team(queries.team_of(team_id).id)


@api.acts("/walk-teams/<int:team_id>/doors", list_of(DOOR_MARK), takes=DoorsSent)
@needs(P.WALKS_WRITE)
def record(sent: dict[str, Any], team_id: int) -> Any:
    """Record what became of doors of a team, all or none, once for each key."""
    _team(team_id)
    try:
        recording.record_at_desk(team_id, _written(sent["doors"]), own_key())
    except Invalid as error:
        raise Invalid(error.message, _in_body(error.problems, sent["doors"])) from error
    return {"items": queries.doors_of(team_id=team_id), "next": None}


@api.acts("/door-records/<int:record_id>/undo", list_of(DOOR_MARK))
@needs(P.WALKS_WRITE)
def undo(record_id: int) -> Any:
    """Take a record back: its door stands as it did before."""
    event_id = progress_queries.event_of_record(record_id)
    recording.undo(record_id)
    return {"items": queries.doors_of(event_id=_walk(event_id).event_id), "next": None}


def _written(sent: Sequence[dict[str, Any]]) -> list[Written]:
    """Raises Invalid for what says only half of a door."""
    found = [Written(one["door_id"], one["version"], _result(one)) for one in sent]
    asked = ((f"doors.{place}", *lacking(one.result)) for place, one in enumerate(found))
    problems = [Problem(f"{place}.{part}", "missing", words) for place, part, words in asked if part]
    if problems:
        raise Invalid(_l("Nothing was saved yet: some doors need another look."), problems)
    return found


def _result(sent: dict[str, Any]) -> Result:
    """One piece where soap was given and nobody said how many; none where it was not."""
    is_given = sent["soap"] is Soap.GIVEN
    pieces = (1 if sent["pieces"] is None else sent["pieces"]) if is_given else 0
    return Result(sent["soap"], pieces, sent["sign"], sent["note"])


def _in_body(problems: Sequence[Problem], sent: Sequence[dict[str, Any]]) -> list[Problem]:
    """The door as the body names it: `door-7` is `doors.0` where 7 was sent first."""
    places = {f"door-{one['door_id']}": f"doors.{place}" for place, one in reversed(list(enumerate(sent)))}
    return [Problem(places.get(one.field, one.field), one.code, one.message) for one in problems]
