"""Buildings and their floors."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, operations
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.core.text import fold
from campaign.walks.buildings.schemas import FloorWish, NewBuilding
from campaign.walks.buildings.services.holding import floors_in, held_building, pointing_at, region_to_write
from campaign.walks.models import Building, Floor, Office
from campaign.walks.schemas import LONGEST_FLOOR, LONGEST_NAME, MOST_FLOORS

PLAIN = {"synchronize_session": False}
NOT_SAVED = _l("The building was not saved.")


def create_building(wish: NewBuilding, key: str) -> int:
    """Add a building and return its number; the same key gives the same one. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        body = [wish.unit_id, wish.name.as_dict(), wish.address, wish.body.as_dict()]
        if earlier := operations.begin(session, "building.new", key, body):
            return int(earlier["building"])
        region_id = region_to_write(session, wish.unit_id)
        _judge(wish)
        building = Building(region_id=region_id, unit_id=wish.unit_id, name=wish.name, address=wish.address, body=wish.body)
        session.add(building)
        session.flush()
        audit.note(session, "building.created", "building", building.id, region_id=region_id)
        operations.finish(session, "building.new", key, {"building": building.id})
        return building.id


def edit_building(building_id: int, wish: NewBuilding, version: int) -> None:
    """Change what a building is called and where it stands. Raises NotFound, Refused, Invalid, Stale."""
    with unit_of_work() as session:
        building = held_building(session, building_id)
        _ensure_fresh(building, version)
        _judge(wish)
        building.name, building.address, building.body = wish.name, wish.address, wish.body
        building.version += 1
        audit.note(session, "building.edited", "building", building.id, region_id=building.region_id)


def remove_building(building_id: int) -> None:
    """Take a building away with all that is in it. Raises NotFound, Refused, Conflict when a walk goes through it."""
    with unit_of_work() as session:
        building = held_building(session, building_id)
        offices = select(Office.id).where(Office.building_id == building_id)
        if pointing_at(session, Building, [building_id]) or pointing_at(session, Office, session.scalars(offices)):
            raise Conflict(_l("Walks go or went through this building, so it stays. Take rooms out of use instead."))
        for table in (Office, Floor):
            session.execute(delete(table).where(table.building_id == building_id), execution_options=PLAIN)
        session.delete(building)
        audit.note(session, "building.removed", "building", building_id, region_id=building.region_id)


def write_floors(building_id: int, wishes: Sequence[FloorWish], version: int) -> None:
    """Name, order, add and take away floors, all at once. Raises NotFound, Refused, Invalid, Stale."""
    with unit_of_work() as session:
        building = held_building(session, building_id)
        _ensure_fresh(building, version)
        floors = {floor.id: floor for floor in floors_in(session, building_id)}
        wanted = {place: wish for place, wish in enumerate(wishes) if wish.id is None or wish.id in floors}
        gone = [wish.id for wish in wanted.values() if wish.gone and wish.id is not None]
        needed = pointing_at(session, Floor, gone)
        staying = {place: wish for place, wish in wanted.items() if not wish.gone}
        if problems := [*_wrong_labels(staying), *_still_needed(wanted, needed)]:
            raise Invalid(_l("The floors were not saved."), problems)
        for floor_id in gone:
            session.delete(floors[floor_id])
        _rename(session, building, floors, list(staying.values()))
        building.version += 1
        audit.note(session, "building.floors", "building", building.id, region_id=building.region_id, after={"gone": gone})


def _rename(session: Session, building: Building, floors: dict[int, Floor], wishes: Sequence[FloorWish]) -> None:
    """Labels may change places with one another, so all of them are free for a moment."""
    for wish in wishes:
        if wish.id is not None:
            floors[wish.id].label = f"\x01{wish.id}"
    session.flush()
    for position, wish in enumerate(sorted(wishes, key=lambda wish: wish.position), 1):
        floor = floors[wish.id] if wish.id is not None else Floor(building_id=building.id, region_id=building.region_id)
        floor.label, floor.position = wish.label, position
        session.add(floor)
    session.flush()


def _wrong_labels(wishes: Mapping[int, FloorWish]) -> Iterator[Problem]:
    """What is wrong with the floors that stay, each by its place on the page."""
    seen: set[str] = set()
    for place, wish in wishes.items():
        name = f"floors-{place}-label"
        if not wish.label:
            yield Problem(name, "missing", _("What is this floor called? For example: 3, or цоколь."))
        elif len(wish.label) > LONGEST_FLOOR:
            yield from too_long(name, wish.label, LONGEST_FLOOR)
        elif fold(wish.label) in seen:
            yield Problem(name, "twice", _("Floor %(floor)s stands here twice.", floor=wish.label))
        seen.add(fold(wish.label))
    if len(wishes) > MOST_FLOORS:
        yield Problem("more", "too_many", _("A building has at most %(most)s floors.", most=MOST_FLOORS))


def _still_needed(wishes: Mapping[int, FloorWish], needed: set[int]) -> Iterator[Problem]:
    for place, wish in wishes.items():
        if wish.gone and wish.id in needed:
            words = _("Rooms or walks belong to floor %(floor)s. Move the rooms first, or leave the floor.", floor=wish.label)
            yield Problem(f"floors-{place}-label", "needed", words)


def _ensure_fresh(building: Building, version: int) -> None:
    if building.version != version:
        raise Stale(_l("Somebody has changed this building meanwhile. Look at it again; nothing was saved."))


def _judge(wish: NewBuilding) -> None:
    problems = [*too_long("name", wish.name, LONGEST_NAME), *too_long("body", wish.body, LONGEST_NAME)]
    problems += too_long("address", wish.address, LONGEST_NAME)
    if not wish.name:
        problems.append(Problem("name_kk", "missing", _("Name it in at least one language.")))
    if problems:
        raise Invalid(NOT_SAVED, problems)
