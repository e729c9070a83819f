"""Phones at a door, for tests: a link to an event, and what such a phone sends and hears."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from campaign.accounts.devices import services as devices
from campaign.accounts.devices.queries import device_row, token_of
from campaign.accounts.devices.schemas import DevicePurpose, NewDevice
from campaign.accounts.devices.sealing import list_key
from campaign.core import clock, crypto
from campaign.core.db import unit_of_work
from campaign.events.models import Event
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.checkin.schemas import SALT
from tests.factories import a_registration
from tests.reader import fresh_context


def a_door(event: Event, label: str = "Северные ворота", until: datetime | None = None) -> tuple[int, str]:
    """A link to the event's door: its number and its token."""
    wish = NewDevice(
        DevicePurpose.CHECK_IN, event.region_id, event.stop_id, event.id, label, until or event.ends_at + timedelta(hours=6)
    )
    device_id = devices.give(wish, crypto.new_uid())
    return device_id, token_of(device_row(device_id))


def scan(code: str = "", *, hashed: str = "", key: str = "", at: datetime | None = None) -> dict[str, Any]:
    what = {"h": hashed} if hashed else {"code": code}
    return {"key": key or crypto.new_uid(), "kind": "scan", **what, "at": (at or clock.now()).isoformat()}


def walk_in(name: str, phone: str, year: int = 1998, key: str = "") -> dict[str, Any]:
    at = clock.now().isoformat()
    return {"key": key or crypto.new_uid(), "kind": "walk_in", "name": name, "phone": phone, "birth_year": year, "at": at}


class Phone:
    """A phone that holds a link."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client = app.test_client()
        self.token = token

    def post(self, body: Any, language: str = "en", **more: Any) -> TestResponse:
        """Send a body as it is."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        with fresh_context():
            headers = {"Accept-Language": language, **more}
            return self.client.post(f"/field/checkin/{self.token}/batch", data=raw, headers=headers)

    def send(self, *items: dict[str, Any], sent_at: datetime | None = None, language: str = "en") -> list[dict[str, Any]]:
        """Send items and hear what becomes of each."""
        sent = (sent_at or clock.now()).isoformat()
        answer = self.post({"device": crypto.new_uid(), "sent_at": sent, "items": items}, language)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        results: list[dict[str, Any]] = answer.get_json()["results"]
        return results

    def outcomes(self, *items: dict[str, Any]) -> list[tuple[str, str]]:
        return [(result["outcome"], result["code"]) for result in self.send(*items)]

    def get(self, path: str = "") -> TestResponse:
        with fresh_context():
            return self.client.get(f"/field/checkin/{self.token}{path}")

    def people(self) -> list[dict[str, Any]]:
        """The list, opened with nothing but the token."""
        answer = self.get("/list")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        sealed = base64.b64decode(answer.get_json()["sealed"])
        event_id = str(answer.get_json()["event"]["id"]).encode()
        found: list[dict[str, Any]] = json.loads(AESGCM(list_key(self.token, SALT)).decrypt(sealed[:12], sealed[12:], event_id))
        return found


def a_busy_door(app: Flask, event: Event, guest: str) -> tuple[dict[str, int], str]:
    """A door at which somebody was let in and something waits to be looked at: their numbers, and the token of the phone."""
    device_id, token = a_door(event, until=clock.campaign_now() + timedelta(days=30))
    phone = Phone(app, token)
    came = a_registration(event, guest)
    phone.send(scan(crypto.new_code()))
    with unit_of_work() as session:
        check_in = CheckIn(event_id=event.id, registration_id=came.id, device_id=device_id, at=clock.campaign_now())
        session.add(check_in)
        session.flush()
        scan_id = session.scalar(select(func.max(CheckInScan.id))) or 0
        return {"device_id": device_id, "check_in_id": check_in.id, "scan_id": scan_id}, token
