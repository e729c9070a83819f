"""Somebody of an event who may be given something: a person, a team of a walk, a car of a column."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from campaign.core.db import db, kept
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.models import EventRole
from campaign.materials.issuing.queries.kept import held_at, kept_by, last_line_of
from campaign.materials.issuing.schemas import Recipient, Whom
from campaign.materials.models import StockPlace
from campaign.materials.schemas import PlaceKind
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.people.duplicates.models import RegistrationAlias
from campaign.people.models import Person, Registration
from campaign.walks.models import WalkMember, WalkTeam

NOT_HERE: Final = _l("Whoever is to hold it is not at this event.")


_MINE = StockPlace.registration_id == bindparam("mine")
_GAVE_WAY = select(RegistrationAlias.registration_id).where(RegistrationAlias.survivor_id == bindparam("mine"))
_PLACES = kept(
    select(StockPlace.id)
    .where(_MINE | StockPlace.registration_id.in_(_GAVE_WAY))
    .order_by((StockPlace.registration_id == bindparam("mine")).desc(), StockPlace.id)
)


def recipient(event_id: int, whom: Whom) -> Recipient:
    """One of the event, with what they hold and were given. Raises NotFound for anybody of another event. Six statements."""
    found = next(iter(_asked(event_id, whom)), None)
    if found is None:
        raise NotFound(NOT_HERE)
    place_ids = places_of(whom)
    given: dict[int, int] = {}
    if place_ids:
        for (_place, variant), pieces in kept_by(StockPlace.id.in_(place_ids)).items():
            given[variant] = given.get(variant, 0) + pieces
    return replace(found, place_ids=place_ids, held=held_at(place_ids), kept=given, seen=last_line_of(place_ids))


def _asked(event_id: int, whom: Whom) -> Iterable[Recipient]:
    if whom.registration_id is not None:
        return _people(event_id, whom.registration_id)
    return teams_at(event_id, whom.team_id) if whom.team_id is not None else cars_at(event_id, whom.car_id)


def places_of(whom: Whom) -> tuple[int, ...]:
    """Their places in the ledger: their own first, then those of registrations that gave way to it. One statement."""
    if whom.registration_id is None:
        column, number = (StockPlace.team_id, whom.team_id) if whom.team_id is not None else (StockPlace.car_id, whom.car_id)
        return tuple(db.session.scalars(select(StockPlace.id).where(column == number)))
    return tuple(db.session.scalars(_PLACES, {"mine": whom.registration_id}))


def _people(event_id: int, registration_id: int) -> Iterable[Recipient]:
    asked = (
        select(
            Registration.region_id, Registration.stop_id, Person.full_name, EventRole.name, Registration.role_id,
            Registration.state,
        )
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .where(Registration.event_id == event_id, Registration.id == registration_id)
    )  # fmt: skip
    for region_id, stop_id, name, role, role_id, state in db.session.execute(asked):
        whom = Whom(registration_id=registration_id)
        yield Recipient(whom, PlaceKind.PERSON, event_id, region_id, stop_id, name, role=role, role_id=role_id, state=state)


def teams_at(event_id: int, team_id: int | None = None) -> tuple[Recipient, ...]:
    """The teams of a walk by their numbers, without what they hold, or one of them. One statement."""
    members = select(func.count()).where(WalkMember.team_id == WalkTeam.id).correlate(WalkTeam).scalar_subquery()
    asked: Any = (
        select(WalkTeam.id, WalkTeam.region_id, WalkTeam.stop_id, WalkTeam.name, WalkTeam.number, members)
        .where(WalkTeam.event_id == event_id, *((WalkTeam.id == team_id,) if team_id is not None else ()))
        .order_by(WalkTeam.number)
    )
    return tuple(
        Recipient(Whom(team_id=number), PlaceKind.TEAM, event_id, region_id, stop_id, name, shown, members=count)
        for number, region_id, stop_id, name, shown, count in db.session.execute(asked)
    )


def cars_at(event_id: int, car_id: int | None = None) -> tuple[Recipient, ...]:
    """The cars of a column in their order, without what they hold, or one of them. One statement."""
    asked: Any = (
        select(
            ColumnCar.id, ColumnCar.region_id, ColumnCar.stop_id, Vehicle.plate, Vehicle.name, Vehicle.make, ColumnCar.number
        )
        .join(Vehicle, Vehicle.id == ColumnCar.vehicle_id)
        .where(ColumnCar.event_id == event_id, *((ColumnCar.id == car_id,) if car_id is not None else ()))
        .order_by(ColumnCar.number, ColumnCar.id)
    )
    return tuple(
        Recipient(Whom(car_id=number), PlaceKind.VEHICLE, event_id, region_id, stop_id, plate or name or make, shown)
        for number, region_id, stop_id, plate, name, make, shown in db.session.execute(asked)
    )


def survivors(registration_ids: Iterable[int]) -> Mapping[int, int]:
    """Of these registrations those that gave way, and to which. One statement, none for none."""
    wished = set(registration_ids)
    if not wished:
        return {}
    asked = select(RegistrationAlias.registration_id, RegistrationAlias.survivor_id)
    rows = db.session.execute(asked.where(RegistrationAlias.registration_id.in_(wished)))
    return {registration_id: survivor_id for registration_id, survivor_id in rows}
