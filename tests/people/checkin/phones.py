"""Phones at a door, for tests: a link to an event, and what such a phone sends and hears."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from campaign.accounts.devices.schemas import DevicePurpose
from campaign.core import clock, crypto
from campaign.core.db import unit_of_work
from campaign.events.models import Event
from campaign.people.checkin.models import CheckIn, CheckInScan
from campaign.people.checkin.schemas import SALT
from tests.factories import a_registration
from tests.phones import FieldPhone, a_link


def a_door(event: Event, label: str = "Северные ворота", until: datetime | None = None) -> tuple[int, str]:
    """A link to the event's door: its number and its token."""
    return a_link(DevicePurpose.CHECK_IN, event, label, until)


def scan(code: str = "", *, hashed: str = "", key: str = "", at: datetime | None = None) -> dict[str, Any]:
    what = {"h": hashed} if hashed else {"code": code}
    return {"key": key or crypto.new_uid(), "kind": "scan", **what, "at": (at or clock.now()).isoformat()}


def walk_in(name: str, phone: str, year: int = 1998, key: str = "") -> dict[str, Any]:
    at = clock.now().isoformat()
    return {"key": key or crypto.new_uid(), "kind": "walk_in", "name": name, "phone": phone, "birth_year": year, "at": at}


class Phone(FieldPhone):
    """A phone at a door; its rows are people."""

    room, salt = "checkin", SALT


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
