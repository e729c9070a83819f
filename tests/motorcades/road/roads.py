"""What tests of the day of a column share: a column of some cars with a route, and the phone of a marshal."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from campaign.accounts.devices.models import DeviceLink
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.events.models import Event
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.road.schemas import SALT
from campaign.relay.models import Stop
from tests.motorcades.columns import a_car, a_motorcade
from tests.motorcades.route.routes import a_route
from tests.phones import FieldPhone, a_link

DRIVER, PHONE = "Исабеков Марат", "+77010000101"


def a_column(cars: int = 3, *, stop: Stop | None = None, route: bool = False) -> tuple[Event, list[int]]:
    """A motorcade that starts in an hour with so many cars, and their numbers in order."""
    event = a_motorcade(stop, starts=clock.campaign_now() + timedelta(hours=1))
    numbers = [a_car(event, driver=f"{DRIVER} {number}", phone=PHONE).id for number in range(1, cars + 1)]
    if route:
        a_route(event.id)
    return event, numbers


def a_marshal(event: Event, label: str = "Построение", until: datetime | None = None) -> tuple[int, str]:
    """A link to the event's column, given a day ago: its number and its token."""
    device_id, token = a_link(DevicePurpose.COLUMN, event, label, until)
    given = clock.campaign_now() - timedelta(days=1)
    db.session.execute(update(DeviceLink).where(DeviceLink.id == device_id).values(made_at=given))
    db.session.commit()
    return device_id, token


def a_marshalled_column(event_id: int, driver: str) -> tuple[dict[str, int], str]:
    """For the matrix: a car with this driver and a marshal with a link; the number of the link, and its token."""
    event = db.session.get_one(Event, event_id)
    a_car(event, driver=driver)
    device_id, token = a_marshal(event, until=clock.campaign_now() + timedelta(days=30))
    return {"column_device_id": device_id}, token


def mark(car: int, state: str, at: datetime | None = None, key: str = "") -> dict[str, Any]:
    return {"key": key or crypto.new_uid(), "kind": "mark", "car": car, "state": state, "at": (at or clock.now()).isoformat()}


def passed(point: int, at: datetime | None = None) -> dict[str, Any]:
    return {"key": crypto.new_uid(), "kind": "point", "point": point, "at": (at or clock.now()).isoformat()}


class Marshal(FieldPhone):
    """A phone of a column; its rows are cars."""

    room, salt = "column", SALT


def stands(car_id: int) -> tuple[str, datetime | None, datetime | None, datetime | None]:
    """How it stands with a car in the database."""
    db.session.rollback()
    car = db.session.get(ColumnCar, car_id, populate_existing=True)
    assert car is not None
    return car.state.value, car.present_at, car.departed_at, car.arrived_at
