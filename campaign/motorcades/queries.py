"""Reading columns and vehicles. Rows outside the asker's scope do not exist here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from campaign.core.bulk import among
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.core.text import clean_line, fold
from campaign.events import queries as events
from campaign.events.models import Event
from campaign.motorcades import plates
from campaign.motorcades.carrying import loads_of
from campaign.motorcades.models import ColumnCar, ColumnOfEvent, Vehicle
from campaign.motorcades.schemas import Appearance, Car, CarState, Column, ColumnFacts, Driver
from campaign.motorcades.schemas import Vehicle as VehicleRow
from campaign.people.models import Organisation
from campaign.relay.models import Stop
from campaign.territory.models import Unit
from campaign.web.paging import Page, keyset, page_of, word_cursor

PAGE_SIZE: Final = 30
LONGEST_SEARCH: Final = 100
_LAST: Final = "~"  # behind every plate
_BY_PLATE: Final = func.coalesce(Vehicle.plate_key, _LAST)


def vehicle_of(row: Vehicle, organisation: str | None) -> VehicleRow:
    return VehicleRow(
        row.id, row.region_id, row.kind, row.plate, row.plate_key or "", row.plate_form, row.name, row.make, row.colour,
        row.owner, row.organisation_id, organisation or "", row.seats, row.version,
    )  # fmt: skip


def car_of(found: Sequence[Any]) -> Car:
    """`found`: the car, its vehicle, the name of the vehicle's organisation."""
    row, vehicle, organisation = found
    return Car(
        row.id, row.event_id, vehicle_of(vehicle, organisation), row.number, row.block, row.role, row.decoration,
        Driver(row.driver_name, row.driver_phone), Driver(row.second_driver_name, row.second_driver_phone),
        row.registration_id, row.seats, row.taken, row.inspected, row.state, row.present_at, row.departed_at, row.arrived_at,
        row.version, briefed=row.briefed,
    )  # fmt: skip


def _cars() -> Any:
    return (
        select(ColumnCar, Vehicle, Organisation.name)
        .join(Vehicle, Vehicle.id == ColumnCar.vehicle_id)
        .outerjoin(Organisation, Organisation.id == Vehicle.organisation_id)
        .execution_options(populate_existing=True)  # marks of phones are written past the session
    )


def facts_of(event_id: int) -> ColumnFacts:
    """What is said of the column as a whole; nothing, with version 0, while nobody has written. One statement."""
    row = db.session.scalar(select(ColumnOfEvent).where(ColumnOfEvent.event_id == event_id))
    if row is None:
        return ColumnFacts()
    head = Driver(row.head_name, row.head_phone)
    return ColumnFacts(row.distance_m, row.speed_kmh, row.gap_m, row.contact, row.escort, head, row.note, row.version)


def cars_of(event_id: int) -> tuple[Car, ...]:
    """The cars of the column in their order. One statement."""
    statement = _cars().where(ColumnCar.event_id == event_id).order_by(ColumnCar.number, ColumnCar.id)
    return tuple(map(car_of, db.session.execute(statement)))


def column_of(event_id: int) -> Column:
    """The column of an event, empty where it has none yet. Raises NotFound for an event not to be seen. Four statements."""
    event = events.event_row(event_id)
    return Column(event, facts_of(event_id), cars_of(event_id))


def loaded(column: Column) -> Column:
    """The same column with what its cars carry. One statement."""
    loads = loads_of([car.id for car in column.cars])
    return replace(column, cars=tuple(replace(car, loads=loads.get(car.id, ())) for car in column.cars))


def car_row(car_id: int) -> Car:
    """Raises NotFound when it is not the asker's to see. One statement."""
    found = db.session.execute(_cars().where(ColumnCar.id == car_id)).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such vehicle in this column."))
    return car_of(found)


def last_car_of(vehicle_id: int, but: int) -> Car | None:
    """The vehicle in the last column it was put into, another than that of the event `but`. One statement."""
    statement = _cars().where(ColumnCar.vehicle_id == vehicle_id, ColumnCar.event_id != but).order_by(ColumnCar.id.desc())
    found = db.session.execute(statement.limit(1)).first()
    return None if found is None else car_of(found)


def vehicle_row(vehicle_id: int) -> VehicleRow:
    """Raises NotFound outside the asker's scope. One statement."""
    found = db.session.execute(_vehicles().where(Vehicle.id == vehicle_id)).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such vehicle."))
    return vehicle_of(*found)


def _vehicles() -> Any:
    return select(Vehicle, Organisation.name).outerjoin(Organisation, Organisation.id == Vehicle.organisation_id)


def find_vehicles(
    text: str = "", token: str | None = None, region_id: int | None = None, size: int = PAGE_SIZE
) -> Page[VehicleRow]:
    """One page of the vehicles that fit, by their plates; those without one come last. One statement.

    Each word may stand in the plate (in Cyrillic too), the name, the make, the colour, the owner or the organisation.
    """
    cursor = word_cursor(token)
    rules = [rule for word in clean_line(text)[:LONGEST_SEARCH].split() for rule in _fits(word)]
    if region_id is not None:
        rules.append(Vehicle.region_id == region_id)
    rows = db.session.execute(keyset(_vehicles().where(*rules), (_BY_PLATE, Vehicle.id), cursor, size)).all()
    found = [vehicle_of(*row) for row in rows]
    return page_of(found, cursor, size, lambda row: (row.plate_key or _LAST, row.id))


def _fits(word: str) -> Iterator[ColumnElement[bool]]:
    """One word of a search; what has no letter or digit asks for nothing."""
    parts = [Organisation.name_key.contains(part, autoescape=True) for part in fold(word).split()]
    texts = [Vehicle.search_key.contains(part, autoescape=True) for part in fold(word).split()]
    ways = [and_(*rules) for rules in (texts, parts) if rules]
    if plate := plates.fold(word):
        ways.append(Vehicle.plate_key.contains(plate, autoescape=True))
    if ways:
        yield or_(*ways)


def stops_with(vehicle_id: int) -> frozenset[int]:
    """The stops in whose columns, of those that the asker may see, the vehicle is. One statement."""
    return frozenset(db.session.scalars(select(ColumnCar.stop_id).where(ColumnCar.vehicle_id == vehicle_id)))


def columns_with(vehicle_ids: Iterable[int]) -> dict[int, tuple[Appearance, ...]]:
    """In which columns that the asker may see these vehicles are, the latest first. One statement, none for none."""
    found: defaultdict[int, list[Appearance]] = defaultdict(list)
    if ids := list(vehicle_ids):
        statement = (
            select(ColumnCar.vehicle_id, Event.id, Event.title, Unit.name, Event.day, ColumnCar.number, ColumnCar.state)
            .join(Event, Event.id == ColumnCar.event_id)
            .join(Stop, Stop.id == Event.stop_id)
            .join(Unit, Unit.id == Stop.unit_id)
            .where(ColumnCar.vehicle_id.in_(ids))
            .order_by(Event.starts_at.desc(), Event.id)
        )
        for vehicle_id, event_id, title, place, day, number, state in db.session.execute(statement):
            found[vehicle_id].append(Appearance(event_id, title, place, day, number, state))
    return {vehicle_id: tuple(rows) for vehicle_id, rows in found.items()}


def without_driver(event_ids: Iterable[int]) -> dict[int, int]:
    """How many cars of these columns have no driver, those that failed to come not counted. One statement, none for none."""
    ids = list(event_ids)
    if not ids:
        return {}
    statement = (
        select(ColumnCar.event_id, func.count())
        .where(ColumnCar.event_id.in_(ids), ColumnCar.driver_name == "", ColumnCar.state != CarState.ABSENT)
        .group_by(ColumnCar.event_id)
    )
    return {event_id: count for event_id, count in db.session.execute(statement)}


def vehicles_of(event_ids: Iterable[int]) -> dict[int, int]:
    """How many vehicles the columns of these events have, those that failed to come not counted. One statement.

    An event whose column has no car yet is not in the answer: there the number that somebody expects still stands.
    """
    comes = func.sum(case((ColumnCar.state == CarState.ABSENT, 0), else_=1))
    of_these = among(db.session(), ColumnCar.event_id, event_ids)
    statement = select(ColumnCar.event_id, comes).where(of_these).group_by(ColumnCar.event_id)
    return {event_id: count for event_id, count in db.session.execute(statement)}
