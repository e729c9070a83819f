"""Reckons anew by what drivers' phones are found, when the key of search indexes changes."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from campaign.motorcades.models import ColumnCar, driver_phone_index

BATCH: Final = 500


def reindex_drivers(session: Session) -> Iterator[int]:
    """Write the indexes of both drivers of every car; how many cars each time."""
    last = 0
    phoned = or_(ColumnCar.driver_phone_sealed.is_not(None), ColumnCar.second_driver_phone_sealed.is_not(None))
    asked = select(ColumnCar).where(phoned).order_by(ColumnCar.id).limit(BATCH)
    while cars := session.scalars(asked.where(ColumnCar.id > last)).all():
        for car in cars:
            first, second = car.driver_phone, car.second_driver_phone
            car.driver_phone_hash = driver_phone_index(first) if first else None
            car.second_driver_phone_hash = driver_phone_index(second) if second else None
        session.flush()
        last = cars[-1].id
        session.expunge_all()
        yield len(cars)
