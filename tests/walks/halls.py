"""Buildings and walks for tests: invented departments, nobody's names."""

from collections.abc import Mapping, Sequence

from campaign.core.db import db
from campaign.events.models import Event, EventKind
from campaign.relay.models import Stop
from campaign.sheets.reading import Upload
from campaign.walks.buildings.imports import services as imports
from campaign.walks.models import Building, Floor, Office, Walk, WalkDoor, WalkFloor, WalkTeam
from campaign.walks.rooms import room_key
from tests.factories import a_stop, an_event, kept, words

HALL_NAME = "CANARYORGANISATION hall"
HALL = {"1": ("101", "102", "103"), "2": ("201", "202")}


def a_building(stop: Stop | None = None, floors: Mapping[str, Sequence[str]] | None = None, name: str = "Акимат") -> Building:
    """A building in the city of the stop, with floors and rooms: by default three on the first and two on the second."""
    stop = stop or a_stop()
    building = kept(
        Building(region_id=stop.region_id, unit_id=stop.unit_id, name=words(name, "Әкімдік"), body=words("Акимат города"))
    )
    for position, (label, rooms) in enumerate((HALL if floors is None else floors).items(), 1):
        floor = kept(Floor(building_id=building.id, region_id=stop.region_id, label=label, position=position))
        db.session.add_all(
            Office(
                building_id=building.id, floor_id=floor.id, region_id=stop.region_id, room=room, room_key=room_key(room),
                unit_name=words("Отдел экономики", "Экономика бөлімі"), position_title=words(""), position=place,
            )
            for place, room in enumerate(rooms, 1)
        )  # fmt: skip
    db.session.commit()
    return building


def a_walk_event(stop: Stop | None = None) -> Event:
    """An event of the kind office walk."""
    event = an_event(stop, title="Обход кабинетов")
    kind = db.session.query(EventKind).filter_by(code="office_walk").one_or_none()
    event.kind_id = (kind or kept(EventKind(code="office_walk", name=words("Обход кабинетов"), shipped=True))).id
    return kept(event)


def a_walk(event: Event | None = None, building: Building | None = None) -> Walk:
    """A walk through a building with two teams: the first has the first floor, the second all the others; each door a team."""
    event = event or a_walk_event()
    building = building or a_building(db.session.get(Stop, event.stop_id))
    place = {"region_id": event.region_id, "stop_id": event.stop_id}
    walk = kept(Walk(event_id=event.id, building_id=building.id, **place))
    teams = [kept(WalkTeam(event_id=event.id, number=number, name="", **place)) for number in (1, 2)]
    for floor in db.session.query(Floor).filter_by(building_id=building.id).order_by(Floor.position):
        team = teams[min(floor.position, 2) - 1]
        kept(WalkFloor(team_id=team.id, floor_id=floor.id, position=floor.position, **place))
        for office in db.session.query(Office).filter_by(floor_id=floor.id).order_by(Office.position):
            position = floor.position * 100 + office.position
            db.session.add(WalkDoor(event_id=event.id, office_id=office.id, team_id=team.id, position=position, **place))
    db.session.commit()
    return walk


def a_hall_of_the_region(stop_id: int, event_id: int) -> dict[str, int]:
    """For the matrix: a building in the city of the stop, and the walk of the event through it."""
    stop, event = db.session.get_one(Stop, stop_id), db.session.get_one(Event, event_id)
    building = a_building(stop, name=HALL_NAME)
    a_walk(event, building)
    team = db.session.query(WalkTeam).filter_by(event_id=event_id, number=1).one()
    number = imports.start(building.id, Upload("offices.csv", b"Room\n309\n"), "matrix")
    return {
        "building_import_id": number,
        "building_id": building.id,
        "floor_id": db.session.query(Floor.id).limit(1).scalar(),
        "team_id": team.id,
    }
