"""What the phones of the field crew share, for tests: they hold a link, send what they kept, and open a sealed list."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any, ClassVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask
from werkzeug.test import TestResponse

from campaign.accounts.devices import services as devices
from campaign.accounts.devices.queries import device_row, token_of
from campaign.accounts.devices.schemas import DevicePurpose, NewDevice
from campaign.accounts.devices.sealing import list_key
from campaign.core import clock, crypto
from campaign.events.models import Event
from tests.reader import fresh_context

Item = dict[str, Any]


def a_link(purpose: DevicePurpose, event: Event, label: str, until: datetime | None, subject_id: int = 0) -> tuple[int, str]:
    """A link to the event, or to a team of it, until six hours after its end unless told: its number and its token."""
    ends = until or event.ends_at + timedelta(hours=6)
    wish = NewDevice(purpose, event.region_id, event.stop_id, subject_id or event.id, label, ends)
    device_id = devices.give(wish, crypto.new_uid())
    return device_id, token_of(device_row(device_id))


class FieldPhone:
    """A phone that holds a link. A room says where its links lead and with what salt its list is sealed."""

    room: ClassVar[str]
    salt: ClassVar[bytes]

    def __init__(self, app: Flask, token: str) -> None:
        self.client = app.test_client()
        self.token = token

    def post(self, body: Any, language: str = "en", **more: Any) -> TestResponse:
        """Send a body as it is."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        with fresh_context():
            return self.client.post(self._address("/batch"), data=raw, headers={"Accept-Language": language, **more})

    def send(self, *items: Item, sent_at: datetime | None = None, language: str = "en") -> list[Item]:
        """Send items and hear what becomes of each."""
        sent = (sent_at or clock.now()).isoformat()
        answer = self.post({"device": crypto.new_uid(), "sent_at": sent, "items": items}, language)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        results: list[Item] = answer.get_json()["results"]
        return results

    def outcomes(self, *items: Item) -> list[tuple[str, str]]:
        return [(result["outcome"], result["code"]) for result in self.send(*items)]

    def get(self, path: str = "") -> TestResponse:
        with fresh_context():
            return self.client.get(self._address(path), headers={"Accept-Language": "en"})

    def rows(self) -> list[Item]:
        """The list, opened with nothing but the token."""
        answer = self.get("/list")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        sealed = base64.b64decode(answer.get_json()["sealed"])
        about = str(answer.get_json()["event"]["id"]).encode()
        found: list[Item] = json.loads(AESGCM(list_key(self.token, self.salt)).decrypt(sealed[:12], sealed[12:], about))
        return found

    def _address(self, path: str) -> str:
        return f"/field/{self.room}/{self.token}{path}"


def undo_of(item: Item) -> Item:
    """What takes back an item that was sent."""
    return {"key": crypto.new_uid(), "kind": "undo", "of": item["key"], "at": clock.now().isoformat()}
