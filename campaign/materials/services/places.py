"""Places of the ledger come to be when they are first needed. Each function belongs into the caller's unit of work."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from campaign.core.actor import widened
from campaign.core.db import insert_into
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.events.models import Event
from campaign.materials.models import StockPlace
from campaign.materials.schemas import OUTSIDE, PlaceKind
from campaign.materials.services.holding import GONE
from campaign.motorcades.models import ColumnCar
from campaign.people.models import Registration
from campaign.relay.models import Stop
from campaign.walks.models import WalkTeam


def region_store(session: Session, region_id: int) -> StockPlace:
    """The store of a region. Two statements, one when it is there."""
    return _one(session, (StockPlace.region_id == region_id,), kind=PlaceKind.REGION, region_id=region_id)


def stop_store(session: Session, stop_id: int) -> StockPlace:
    """The store of a stop. Raises NotFound for no such stop."""
    with widened():
        region_id = session.scalar(select(Stop.region_id).where(Stop.id == stop_id))
    if region_id is None:
        raise NotFound(_l("There is no such stop."))
    return _one(session, (StockPlace.stop_id == stop_id,), kind=PlaceKind.STOP, region_id=region_id, stop_id=stop_id)


def outside(session: Session, region_id: int, kind: PlaceKind) -> StockPlace:
    """Where things come from and go to without a balance: supplier, found, consumed or lost of a region."""
    if kind not in OUTSIDE:
        raise ValueError(f"{kind} is a place with a balance")
    return _one(session, (StockPlace.region_id == region_id,), kind=kind, region_id=region_id)


def holder(
    session: Session, *, team_id: int | None = None, registration_id: int | None = None, car_id: int | None = None
) -> StockPlace:
    """What one team, one person with a place, or one vehicle of a column holds; name exactly one of them.

    A team or a vehicle is held before its place comes to be: it is not taken away, nor a team closed, until the commit. Raises
    NotFound when it is not there, or not for whoever asks.
    """
    if team_id is not None:
        team = session.scalars(select(WalkTeam).where(WalkTeam.id == team_id).with_for_update(read=True)).one_or_none()
        return _held(session, StockPlace.team_id, team, PlaceKind.TEAM, f"№ {team.number}" if team else "")
    if car_id is not None:
        asked_car = select(ColumnCar).where(ColumnCar.id == car_id).with_for_update(read=True, key_share=True)
        car = session.scalars(asked_car).one_or_none()
        return _held(session, StockPlace.car_id, car, PlaceKind.VEHICLE, f"№ {car.number}" if car else "")
    asked = (
        select(Event.id.label("event_id"), Event.region_id, Event.stop_id, Registration.id)
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.id == registration_id)
    )
    return _held(session, StockPlace.registration_id, session.execute(asked).one_or_none(), PlaceKind.PERSON, "")


def people(session: Session, event_id: int, registration_ids: Collection[int]) -> dict[int, int]:
    """The places of many people of one event, by their registrations; those that are missing come to be. Three statements.

    They are held until the unit of work ends, in the order of their numbers. Raises NotFound for an event that is not there.
    """
    event = session.execute(select(Event.region_id, Event.stop_id).where(Event.id == event_id)).one_or_none()
    if event is None:
        raise NotFound(GONE)
    rows = [
        {"kind": PlaceKind.PERSON, "event_id": event_id, "registration_id": number, **event._mapping}
        for number in sorted(registration_ids)
    ]
    if rows:
        session.execute(insert_into(StockPlace, session).on_conflict_do_nothing(), rows)
    asked = select(StockPlace.registration_id, StockPlace.id).where(StockPlace.registration_id.in_(registration_ids))
    with widened():
        found = session.execute(asked.order_by(StockPlace.id).with_for_update(key_share=True)).all()
    return {number: place for number, place in found if number is not None}


def transit(session: Session, destination: StockPlace, due_on: date | None) -> StockPlace:
    """A transfer under way to a store: a place of its own, so that what has not come can be told of each transfer."""
    row = StockPlace(
        kind=PlaceKind.TRANSIT, region_id=destination.region_id, stop_id=destination.stop_id,
        destination_id=destination.id, due_on=due_on,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _held(session: Session, column: InstrumentedAttribute[Any], thing: Any, kind: PlaceKind, label: str) -> StockPlace:
    if thing is None:
        raise NotFound(GONE)
    return _one(
        session, (column == thing.id,), kind=kind, region_id=thing.region_id, stop_id=thing.stop_id,
        event_id=thing.event_id, label=label, **{column.key: thing.id},
    )  # fmt: skip


def _one(session: Session, where: tuple[Any, ...], **values: Any) -> StockPlace:
    """The place that is there, or a new one; of two who need it at the same moment one makes it."""
    asked = select(StockPlace).where(StockPlace.kind == values["kind"], *where)
    with widened():
        if (row := session.scalars(asked).one_or_none()) is not None:
            return row
        session.execute(insert_into(StockPlace, session).values(**values).on_conflict_do_nothing())
        return session.scalars(asked).one()
