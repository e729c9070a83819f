"""Places by their names: stores by their region or stop, holders by their team, person or vehicle."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select

from campaign.core import clock
from campaign.core.actor import P, current_actor, widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l, language
from campaign.core.text import sort_key
from campaign.materials.models import StockPlace
from campaign.materials.schemas import STORES, PlaceKind, PlaceRow
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.people.models import Person, Registration
from campaign.relay.models import Stop
from campaign.territory import queries as territory
from campaign.territory.models import Unit
from campaign.walks.models import WalkTeam

NO_STORE = _l("There is no such store.")


class _Names(NamedTuple):
    """What places are called after: regions, stops with the year of their stay, teams, people and vehicles by their numbers."""

    regions: dict[int, Translated]
    stops: dict[int, tuple[Translated, int]]
    teams: dict[int, str]
    people: dict[int, str]
    plates: dict[int, str]


def place_rows(ids: Iterable[int]) -> dict[int, PlaceRow]:
    """These places by their numbers, whoever asks: that a line goes to the store of another stop is no secret.

    The name of a person, of whoever answers for a store and of a team, and the plate of a vehicle, stand only for those who may
    read them there; a person without a name has an empty `name`. Six statements at most.
    """
    wished = set(ids)
    if not wished:
        return {}
    with widened():
        places = db.session.scalars(select(StockPlace).where(StockPlace.id.in_(wished))).all()
        return {row.id: row for row in _rows(places)}


def stores() -> list[PlaceRow]:
    """The stores whose book the asker may read: the region's first, then those of stops by alphabet. Three statements."""
    scope = current_actor().scope
    places = [
        place
        for place in db.session.scalars(select(StockPlace).where(StockPlace.kind.in_(STORES)))
        if scope.everything or place.region_id in scope.regions or place.stop_id in scope.stops
    ]
    with widened():
        rows = _rows(places)
    return sorted(
        rows, key=lambda row: (row.region_id, row.kind is PlaceKind.STOP, sort_key(row.name.text(), language()), row.id)
    )


def store_row(place_id: int) -> PlaceRow:
    """One store, by its place. Raises NotFound when it is none, or not the asker's to know. Three statements."""
    asked = select(StockPlace.id).where(StockPlace.id == place_id, StockPlace.kind.in_(STORES))
    if db.session.scalar(asked) is None:
        raise NotFound(NO_STORE)
    return place_rows([place_id])[place_id]


def _told_apart(rows: list[PlaceRow]) -> list[PlaceRow]:
    """A city that was a stop of several relays: each of its stores with the year."""
    named = Counter((row.region_id, row.name) for row in rows)
    return [row if named[row.region_id, row.name] > 1 else replace(row, label="") for row in rows]


def _rows(places: Iterable[StockPlace]) -> list[PlaceRow]:
    found = list(places)
    names = _names_of(found)
    rows = [_row(place, names) for place in found]
    return _told_apart([row for row in rows if row.is_store]) + [row for row in rows if not row.is_store]


def _row(place: StockPlace, names: _Names) -> PlaceRow:
    actor, at = current_actor(), (place.region_id, place.stop_id)
    name, label = Translated(), place.label
    if place.kind is PlaceKind.REGION:
        name = names.regions.get(place.region_id, name)
    elif place.stop_id is not None and place.kind in {PlaceKind.STOP, PlaceKind.TRANSIT}:
        name, year = names.stops[place.stop_id]
        label = str(year) if place.kind is PlaceKind.STOP else ""
    elif place.kind is PlaceKind.TRANSIT:
        name = names.regions.get(place.region_id, name)
    elif place.kind is PlaceKind.PERSON and actor.may_at(P.PEOPLE_READ, *at):
        name = _as_written(names.people.get(place.registration_id or 0, ""))
    elif place.kind is PlaceKind.TEAM and actor.may_at(P.WALKS_READ, *at):
        name = _as_written(names.teams.get(place.team_id or 0, ""))
    elif place.kind is PlaceKind.VEHICLE and actor.may_at(P.COLUMNS_READ, *at):
        name = _as_written(names.plates.get(place.car_id or 0, ""))
    return PlaceRow(
        place.id, place.kind, place.region_id, place.stop_id, name, label,
        place.responsible if actor.may_at(P.PEOPLE_READ, *at) else "", place.whereabouts, place.team_id,
        place.registration_id, place.car_id, place.event_id, place.destination_id, place.due_on, place.version,
    )  # fmt: skip


def _as_written(name: str) -> Translated:
    return Translated(name, name, name)


def _names_of(places: list[StockPlace]) -> _Names:
    """One statement for each kind of thing that is among them."""
    kinds = {place.kind for place in places}
    regions = {}
    if kinds & {PlaceKind.REGION, PlaceKind.TRANSIT}:
        regions = {row.id: row.name for row in territory.regions(clock.campaign_today())}
    stop_ids = {place.stop_id for place in places if place.kind in {PlaceKind.STOP, PlaceKind.TRANSIT}}
    return _Names(
        regions,
        _stops({stop_id for stop_id in stop_ids if stop_id is not None}),
        _teams({place.team_id for place in places if place.team_id is not None}),
        _people({place.registration_id for place in places if place.registration_id is not None}),
        _plates({place.car_id for place in places if place.car_id is not None}),
    )


def _stops(ids: set[int]) -> dict[int, tuple[Translated, int]]:
    asked = select(Stop.id, Unit.name, Stop.arrives_on).join(Unit, Unit.id == Stop.unit_id).where(Stop.id.in_(ids))
    return {stop: (name, day.year) for stop, name, day in db.session.execute(asked)} if ids else {}


def _teams(ids: set[int]) -> dict[int, str]:
    asked = select(WalkTeam.id, WalkTeam.name).where(WalkTeam.id.in_(ids))
    return {team: name for team, name in db.session.execute(asked)} if ids else {}


def _people(ids: set[int]) -> dict[int, str]:
    asked = (
        select(Registration.id, Person.full_name)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id.in_(ids))
    )
    return {registration: name for registration, name in db.session.execute(asked)} if ids else {}


def _plates(ids: set[int]) -> dict[int, str]:
    asked = (
        select(ColumnCar.id, Vehicle.plate, Vehicle.name)
        .join(Vehicle, Vehicle.id == ColumnCar.vehicle_id)
        .where(ColumnCar.id.in_(ids))
    )
    return {car: plate or name for car, plate, name in db.session.execute(asked)} if ids else {}
