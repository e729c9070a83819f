"""What follows from elsewhere for a car: it does not come, or is expected after all. Written in the log like any mark."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.accounts.devices.batches import plain_hash
from campaign.core import clock, crypto
from campaign.core.actor import current_actor
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.road.models import ColumnMark
from campaign.motorcades.road.schemas import ItemKind, Outcome, Why
from campaign.motorcades.road.services.reading import counted
from campaign.motorcades.schemas import CarState


def does_not_come(session: Session, car: ColumnCar) -> None:
    """Inside the caller's unit of work, on whatever day: a car may fail long before its column sets off. Three statements."""
    _log(session, car, ItemKind.MARK, CarState.ABSENT)
    _settle(session, car)


def is_expected_again(session: Session, car: ColumnCar) -> None:
    """The last word that it does not come counts no more; what was marked before stands again. Four statements."""
    said = (ColumnMark.car_id == car.id, ColumnMark.kind == ItemKind.MARK, ColumnMark.state == CarState.ABSENT)
    newest = select(ColumnMark.key).where(*said, ColumnMark.outcome == Outcome.DONE)
    key = session.scalar(newest.order_by(ColumnMark.happened_at.desc(), ColumnMark.id.desc()).limit(1))
    if key is not None:
        _log(session, car, ItemKind.UNDO, CarState.ABSENT, key)
    _settle(session, car)


def _log(session: Session, car: ColumnCar, kind: ItemKind, state: CarState, of: str = "") -> None:
    now, key = clock.campaign_now(), crypto.new_uid()
    session.add(
        ColumnMark(
            event_id=car.event_id, region_id=car.region_id, stop_id=car.stop_id, user_id=current_actor().user_id, key=key,
            body_hash=plain_hash(f"{kind}\n{car.id}\n{state}\n{of}"), kind=kind, car_id=car.id, state=state, of_key=of,
            outcome=Outcome.DONE, why=Why.FINE, happened_at=now, received_at=now,
        )
    )  # fmt: skip
    session.flush()


def _settle(session: Session, car: ColumnCar) -> None:
    known, _moments = counted(session, [car.id], ())
    standing = known.cars[car.id]
    car.state, car.version = standing.state, car.version + 1
    car.present_at, car.departed_at, car.arrived_at = standing.present_at, standing.departed_at, standing.arrived_at
    session.flush()
