"""What every act on a building begins and ends with: the row held, the right judged, rooms in their order."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core.actor import P, current_actor
from campaign.core.db import Base
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import _l
from campaign.relay.models import Stop
from campaign.walks.buildings.queries import stops_around
from campaign.walks.models import Building, Floor, Office
from campaign.walks.policies import ensure_can_write_building
from campaign.walks.rooms import in_order
from campaign.walks.schemas import MOST_FLOORS

FRESH = {"populate_existing": True}
NO_BUILDING = _l("There is no such building.")


def region_to_write(session: Session, unit_id: int) -> int:
    """The region under which the asker works in this city or district. Raises NotFound, Refused."""
    stops = session.execute(select(Stop.id, Stop.region_id).where(Stop.unit_id == unit_id)).all()
    if not stops:
        raise NotFound(_l("There is no stop of yours in this city or district."))
    region_id: int = stops[-1].region_id
    ensure_can_write_building(current_actor(), region_id, [stop.id for stop in stops])
    return region_id


def held_building(session: Session, building_id: int) -> Building:
    """The building, held until the unit of work ends: nobody else changes anything in it. Raises NotFound, Refused."""
    wanted = select(Building).where(Building.id == building_id).with_for_update()
    building = session.scalars(wanted, execution_options=FRESH).one_or_none()
    if building is None:
        raise NotFound(NO_BUILDING)
    ensure_can_write_building(current_actor(), building.region_id, stops_around(building))
    return building


def own_stop(building: Building) -> int | None:
    """A stop in the building's city that the asker runs, by which a file is theirs; none for who runs the whole region."""
    return next((stop for stop in stops_around(building) if current_actor().may_at(P.WALKS_WRITE, None, stop)), None)


def floors_in(session: Session, building_id: int) -> list[Floor]:
    """The floors of a building from below."""
    asked = select(Floor).where(Floor.building_id == building_id).order_by(Floor.position, Floor.id)
    return list(session.scalars(asked, execution_options=FRESH))


def offices_in(session: Session, building_id: int) -> list[Office]:
    """All rooms of a building, those out of use too."""
    asked = select(Office).where(Office.building_id == building_id).order_by(Office.floor_id, Office.position, Office.id)
    return list(session.scalars(asked, execution_options=FRESH))


def put_in_order(session: Session, building_id: int) -> None:
    """Number the rooms of each floor as people count them."""
    session.flush()
    by_floor: dict[int, list[Office]] = {}
    for office in offices_in(session, building_id):
        by_floor.setdefault(office.floor_id, []).append(office)
    for offices in by_floor.values():
        for position, office in enumerate(sorted(offices, key=lambda office: (in_order(office.room), office.id)), 1):
            if office.position != position:
                office.position = position
    session.flush()


def floor_for(session: Session, building: Building, floors: list[Floor], label: str) -> Floor:
    """The floor of that label, made where there is none: below the first that is numbered higher. Raises Conflict."""
    known = next((floor for floor in floors if floor.label == label), None)
    if known is not None:
        return known
    if len(floors) >= MOST_FLOORS:
        raise Conflict(_l("A building has at most %(most)s floors.", most=MOST_FLOORS))
    higher = (at for at, floor in enumerate(floors) if _is_above(floor.label, label))
    made = Floor(building_id=building.id, region_id=building.region_id, label=label, position=0)
    floors.insert(next(higher, len(floors)), made)
    for position, floor in enumerate(floors, 1):
        floor.position = position
    session.add(made)
    session.flush()
    return made


def _is_above(label: str, other: str) -> bool:
    return label.isdecimal() and other.isdecimal() and int(label) > int(other)


def pointing_at(session: Session, model: Any, ids: Iterable[int]) -> set[int]:
    """Which of these rows something needs that would not go along, in whatever table: a walk's door, a sign.

    One statement a table that names such rows.
    """
    wanted, key = list(ids), model.__table__.c.id
    found: set[int] = set()
    for table in Base.metadata.sorted_tables if wanted else ():
        for column in table.columns:
            if any(foreign.column is key and foreign.ondelete != "CASCADE" for foreign in column.foreign_keys):
                found |= set(session.scalars(select(column).where(column.in_(wanted)).distinct()))
    return found
