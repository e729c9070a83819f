"""Reading walks: their building, teams and doors. What is outside the asker's scope does not exist here."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.models import Event, EventRole
from campaign.people.models import Person, Registration
from campaign.people.schemas import RegistrationState
from campaign.territory.models import Unit
from campaign.walks.models import Building, Floor, Office, WalkDoor, WalkFloor, WalkMember, WalkTeam
from campaign.walks.models import Walk as WalkRow
from campaign.walks.schemas import Building as BuildingFacts
from campaign.walks.schemas import Door, MemberRow, Sign, Soap, Team, TeamFloor, Walk

NO_EVENT = _l("There is no such event.")


def walk_of(event_id: int) -> Walk:
    """The walk with its building (floors left out) and its teams; an empty one when nothing was planned yet.

    Raises NotFound when the event is not the asker's to see. Four statements however many teams there are.
    """
    event = db.session.execute(select(Event.id, Event.region_id, Event.stop_id).where(Event.id == event_id)).one_or_none()
    if event is None:
        raise NotFound(NO_EVENT)
    found = db.session.execute(
        select(WalkRow, Building, Unit.name)
        .join(Building, Building.id == WalkRow.building_id)
        .join(Unit, Unit.id == Building.unit_id)
        .where(WalkRow.event_id == event_id)
    ).one_or_none()
    if found is None:
        return Walk(event.id, event.region_id, event.stop_id, None)
    row, building, unit_name = found
    return Walk(
        event.id, event.region_id, event.stop_id, building_facts(building, unit_name), row.rules, row.note, row.version,
        teams_of(event_id),
    )  # fmt: skip


def building_facts(row: Building, unit_name: Any) -> BuildingFacts:
    """The building without its floors."""
    return BuildingFacts(row.id, row.region_id, row.unit_id, unit_name, row.name, row.address, row.body, row.version)


def teams_of(event_id: int) -> tuple[Team, ...]:
    """The teams of a walk by their numbers, with their floors. Two statements."""
    counted = select(func.count()).where(WalkMember.team_id == WalkTeam.id).correlate(WalkTeam).scalar_subquery()
    asked = select(WalkTeam, counted).where(WalkTeam.event_id == event_id).order_by(WalkTeam.number)
    rows = db.session.execute(asked).all()
    floors = _floors_of(event_id)
    return tuple(_team(row, members, tuple(floors[row.id])) for row, members in rows)


def _team(row: WalkTeam, members: int, floors: tuple[TeamFloor, ...]) -> Team:
    return Team(
        row.id, row.uid, row.event_id, row.region_id, row.stop_id, row.number, row.name, row.leader_name,
        row.leader_phone, row.closed_at, row.version, members, floors,
    )  # fmt: skip


def _floors_of(event_id: int) -> defaultdict[int, list[TeamFloor]]:
    found: defaultdict[int, list[TeamFloor]] = defaultdict(list)
    asked = (
        select(WalkFloor, Floor.label)
        .join(Floor, Floor.id == WalkFloor.floor_id)
        .join(WalkTeam, WalkTeam.id == WalkFloor.team_id)
        .where(WalkTeam.event_id == event_id)
        .order_by(WalkFloor.team_id, WalkFloor.position, WalkFloor.id)
    )
    for row, label in db.session.execute(asked):
        part = TeamFloor(row.id, row.team_id, row.floor_id, label, row.position, row.direction, row.first_room, row.last_room)
        found[row.team_id].append(part)
    return found


def team_of(team_id: int) -> Team:
    """One team with its floors. Raises NotFound. Three statements."""
    event_id = db.session.scalar(select(WalkTeam.event_id).where(WalkTeam.id == team_id))
    found = next((team for team in teams_of(event_id) if team.id == team_id), None) if event_id else None
    if found is None:
        raise NotFound(_l("There is no such team."))
    return found


def counted(rule: ColumnElement[bool]) -> Any:
    """How many of the rows are so, for a statement that puts doors together."""
    return func.count().filter(rule)


def in_the_walk() -> ColumnElement[bool]:
    """That a door has a team or a result; a row with neither is kept for phones that hold it in an older list."""
    return or_(WalkDoor.team_id.is_not(None), WalkDoor.soap != Soap.UNSET, WalkDoor.sign != Sign.UNSET)


def doors_of(*, event_id: int | None = None, team_id: int | None = None) -> tuple[Door, ...]:
    """The doors of a walk team by team, or of one team, each in the order of its team; those without a team come last.

    One statement. Nothing, rather than an error, where the asker sees nothing.
    """
    asked = (
        select(WalkDoor, Office, Floor.label)
        .join(Office, Office.id == WalkDoor.office_id)
        .join(Floor, Floor.id == Office.floor_id)
        .outerjoin(WalkTeam, WalkTeam.id == WalkDoor.team_id)
        .where(in_the_walk())
        .order_by(WalkDoor.team_id.is_(None), WalkTeam.number, WalkDoor.position, WalkDoor.id)
        .execution_options(populate_existing=True)  # results of phones are written past the session
    )
    if team_id is not None:
        asked = asked.where(WalkDoor.team_id == team_id)
    if event_id is not None:
        asked = asked.where(WalkDoor.event_id == event_id)
    if team_id is None and event_id is None:
        raise ValueError("doors of which walk or team?")
    return tuple(_door(*row) for row in db.session.execute(asked))


def _door(row: WalkDoor, office: Office, floor: str) -> Door:
    return Door(
        row.id, row.event_id, row.team_id, row.position, office.id, office.floor_id, floor, office.room, office.unit_name,
        office.position_title, row.soap, row.pieces, row.sign, row.note, row.recorded_at, row.recorded_by_device_id,
        row.recorded_by_user_id, row.version,
    )  # fmt: skip


def members_of(event_id: int, code: str) -> tuple[MemberRow, ...]:
    """Everybody with a place at the event, by name in the alphabet of that language, with their role and team. One statement.

    Who waits, or may not come yet because no parent has agreed, is not among them.
    """
    order = Registration.sort_kk if code == "kk" else Registration.sort_ru
    asked = (
        select(Registration.id, Person.full_name, EventRole.name, WalkMember.team_id)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .outerjoin(WalkMember, WalkMember.registration_id == Registration.id)
        .where(Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
        .order_by(order, Registration.id)
    )
    return tuple(MemberRow(*row) for row in db.session.execute(asked))
