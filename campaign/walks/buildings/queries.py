"""Reading the register. What lies in another region does not exist here."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l, language
from campaign.core.text import sort_key
from campaign.relay.models import Stop
from campaign.territory.models import Unit
from campaign.walks.buildings.schemas import BuildingRow, RoomLine
from campaign.walks.models import Building, Floor, Office, Walk
from campaign.walks.policies import can_write_building, ensure_can_write_building
from campaign.walks.queries import building_facts
from campaign.walks.schemas import Building as BuildingFacts
from campaign.walks.schemas import Floor as FloorFacts
from campaign.walks.schemas import Office as OfficeFacts


def buildings() -> tuple[BuildingRow, ...]:
    """All buildings the asker may see, by city and name, with what is in them. One statement."""
    floors = select(func.count()).where(Floor.building_id == Building.id).correlate(Building).scalar_subquery()
    in_use = (Office.building_id == Building.id, Office.active)
    doors = select(func.count()).where(*in_use).correlate(Building).scalar_subquery()
    walks = select(func.count()).where(Walk.building_id == Building.id).correlate(Building).scalar_subquery()
    asked = select(Building, Unit.name, floors, doors, walks).join(Unit, Unit.id == Building.unit_id)
    rows = [
        BuildingRow(row.id, row.region_id, row.unit_id, unit, row.name, row.address, *counts)
        for row, unit, *counts in db.session.execute(asked)
    ]
    code = language()
    return tuple(sorted(rows, key=lambda row: (sort_key(row.unit_name.text(), code), sort_key(row.name.text(), code), row.id)))


def room_lines(building_id: int | None = None) -> tuple[RoomLine, ...]:
    """All rooms of the buildings that the asker may see, or of one, in the order of the pages, for a file. One statement."""
    asked: Any = (
        select(
            Unit.name, Building.name, Building.address, Floor.label, Office.room, Office.unit_name, Office.position_title,
            Office.active, Building.id,
        )
        .select_from(Building)
        .join(Unit, Unit.id == Building.unit_id)
        .outerjoin(Floor, Floor.building_id == Building.id)
        .outerjoin(Office, Office.floor_id == Floor.id)
        .order_by(Building.id, Floor.position, Floor.id, Office.position, Office.id)
    )  # fmt: skip
    if building_id is not None:
        asked = asked.where(Building.id == building_id)
    code, nothing = language(), Translated()
    found = sorted(
        db.session.execute(asked), key=lambda row: (sort_key(row[0].text(), code), sort_key(row[1].text(), code), row[8])
    )
    return tuple(
        RoomLine(city, name, address, floor or "", room or "", unit or nothing, position or nothing, active)
        for city, name, address, floor, room, unit, position, active, _id in found
    )


def building_of(building_id: int, *, named: bool = False) -> BuildingFacts:
    """The building with its floors and rooms, those out of use too. Raises NotFound. Three statements.

    `named`: with the names of those who sit there, where somebody gave them and the asker keeps this building; one more.
    """
    asked = select(Building, Unit.name).join(Unit, Unit.id == Building.unit_id).where(Building.id == building_id)
    found = db.session.execute(asked).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such building."))
    facts = building_facts(*found)
    return replace(facts, floors=floors_of(building_id, named=named and may_write(facts)))


def building_to_write(building_id: int, *, named: bool = False) -> BuildingFacts:
    """The same for whoever may change it: every form about it begins so. Raises NotFound, Refused. One statement more."""
    found = building_of(building_id, named=named)
    ensure_can_write_building(current_actor(), found.region_id, stops_around(found))
    return found


def floors_of(building_id: int, *, named: bool = False) -> tuple[FloorFacts, ...]:
    """The floors from below, each with its rooms. Two statements."""
    offices: defaultdict[int, list[OfficeFacts]] = defaultdict(list)
    asked = select(Office).where(Office.building_id == building_id).order_by(Office.position, Office.id)
    for office in db.session.scalars(asked, execution_options={"populate_existing": True}):
        offices[office.floor_id].append(office_facts(office, named=named))
    floors = select(Floor).where(Floor.building_id == building_id).order_by(Floor.position, Floor.id)
    return tuple(
        FloorFacts(row.id, row.building_id, row.label, row.position, tuple(offices[row.id]))
        for row in db.session.scalars(floors, execution_options={"populate_existing": True})
    )


def office_facts(row: Office, *, named: bool) -> OfficeFacts:
    """A room as plain data."""
    return OfficeFacts(
        row.id, row.building_id, row.floor_id, row.room, row.unit_name, row.position_title, row.position, row.active,
        row.version, row.person if named else "",
    )  # fmt: skip


def building_of_floor(floor_id: int) -> int:
    """In which building the floor is. Raises NotFound. One statement."""
    found = db.session.scalar(select(Floor.building_id).where(Floor.id == floor_id))
    if found is None:
        raise NotFound(_l("There is no such floor."))
    return found


def may_write(building: BuildingFacts) -> bool:
    """Whether the asker may change it. One statement."""
    return can_write_building(current_actor(), building.region_id, stops_around(building))


def stops_around(building: BuildingFacts | Building) -> Sequence[int]:
    """The stops in the building's city or district, whose coordinators keep it. One statement."""
    here = (Stop.unit_id == building.unit_id, Stop.region_id == building.region_id)
    return db.session.scalars(select(Stop.id).where(*here).order_by(Stop.id)).all()


def walks_through(building_id: int) -> tuple[int, ...]:
    """The events whose walk goes through the building, as far as the asker sees them. One statement."""
    return tuple(db.session.scalars(select(Walk.event_id).where(Walk.building_id == building_id).order_by(Walk.event_id)))
