"""What tests of the day of a column share: a column of some cars with a route, and the phone of a marshal."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from campaign.accounts.devices import services as devices
from campaign.accounts.devices.models import DeviceLink
from campaign.accounts.devices.queries import device_row, token_of
from campaign.accounts.devices.schemas import DevicePurpose, NewDevice
from campaign.accounts.devices.sealing import list_key
from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.events.models import Event
from campaign.motorcades.models import ColumnCar
from campaign.motorcades.road.schemas import SALT
from campaign.relay.models import Stop
from tests.motorcades.columns import a_car, a_motorcade
from tests.motorcades.route.routes import a_route
from tests.reader import fresh_context

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
    wish = NewDevice(
        DevicePurpose.COLUMN, event.region_id, event.stop_id, event.id, label, until or event.ends_at + timedelta(hours=6)
    )
    device_id = devices.give(wish, crypto.new_uid())
    given = clock.campaign_now() - timedelta(days=1)
    db.session.execute(update(DeviceLink).where(DeviceLink.id == device_id).values(made_at=given))
    db.session.commit()
    return device_id, token_of(device_row(device_id))


def a_marshalled_column(event_id: int, driver: str) -> tuple[dict[str, int], str]:
    """For the matrix: a car with this driver and a marshal with a link; the number of the link, and its token."""
    event = db.session.get_one(Event, event_id)
    a_car(event, driver=driver)
    device_id, token = a_marshal(event, until=clock.campaign_now() + timedelta(days=30))
    return {"column_device_id": device_id}, token


def mark(car: int, state: str, at: datetime | None = None, key: str = "") -> dict[str, Any]:
    return {"key": key or crypto.new_uid(), "kind": "mark", "car": car, "state": state, "at": (at or clock.now()).isoformat()}


def undo(of: dict[str, Any]) -> dict[str, Any]:
    return {"key": crypto.new_uid(), "kind": "undo", "of": of["key"], "at": clock.now().isoformat()}


def passed(point: int, at: datetime | None = None) -> dict[str, Any]:
    return {"key": crypto.new_uid(), "kind": "point", "point": point, "at": (at or clock.now()).isoformat()}


class Marshal:
    """A phone that holds a link."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client = app.test_client()
        self.token = token

    def post(self, body: Any, language: str = "en") -> TestResponse:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        with fresh_context():
            return self.client.post(f"/field/column/{self.token}/batch", data=raw, headers={"Accept-Language": language})

    def send(self, *items: dict[str, Any]) -> list[dict[str, Any]]:
        """Send items and hear what becomes of each."""
        answer = self.post({"device": "d", "sent_at": clock.now().isoformat(), "items": items})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        results: list[dict[str, Any]] = answer.get_json()["results"]
        return results

    def outcomes(self, *items: dict[str, Any]) -> list[tuple[str, str]]:
        return [(result["outcome"], result["code"]) for result in self.send(*items)]

    def rows(self) -> list[dict[str, Any]]:
        """The list, opened with nothing but the token."""
        with fresh_context():
            answer = self.client.get(f"/field/column/{self.token}/list").get_json()
        sealed, about = base64.b64decode(answer["sealed"]), str(answer["event"]["id"]).encode()
        found: list[dict[str, Any]] = json.loads(AESGCM(list_key(self.token, SALT)).decrypt(sealed[:12], sealed[12:], about))
        return found


def stands(car_id: int) -> tuple[str, datetime | None, datetime | None, datetime | None]:
    """How it stands with a car in the database."""
    db.session.rollback()
    car = db.session.get(ColumnCar, car_id, populate_existing=True)
    assert car is not None
    return car.state.value, car.present_at, car.departed_at, car.arrived_at
