"""Phones of walk teams, for tests: a link to a team, and what such a phone sends and hears."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from campaign.accounts.devices.schemas import DevicePurpose
from campaign.core import clock, crypto
from campaign.core.db import db
from campaign.events.models import Event
from campaign.relay.models import Stop
from campaign.walks.doors.models import DoorRecord
from campaign.walks.doors.schemas import SALT
from campaign.walks.models import Office, Walk, WalkDoor, WalkTeam
from tests.factories import kept
from tests.phones import FieldPhone, a_link
from tests.walks.halls import a_building, a_walk, a_walk_event


def a_walk_of_today(floors: Mapping[str, Sequence[str]] | None = None) -> Walk:
    """The walk of `halls` on the day of the test's clock: team 1 has 101–103, team 2 has 201 and 202, or all above `floors`."""
    event = a_walk_event()
    event.starts_at = clock.campaign_now()
    event.ends_at = event.starts_at + timedelta(hours=2)
    return a_walk(kept(event), a_building(db.session.get(Stop, event.stop_id), floors))


def teams_of(walk: Walk) -> list[WalkTeam]:
    return list(db.session.scalars(select(WalkTeam).where(WalkTeam.event_id == walk.event_id).order_by(WalkTeam.number)))


def a_phone_of(team: WalkTeam, label: str = "Телефон Асель", until: datetime | None = None) -> tuple[int, str]:
    """A link of the team: its number and its token."""
    return a_link(DevicePurpose.WALK, db.session.get_one(Event, team.event_id), label, until, team.id)


def doors_in(walk: Walk) -> dict[str, int]:
    """The numbers of the walk's doors by their rooms."""
    asked = select(Office.room, WalkDoor.id).join(WalkDoor, WalkDoor.office_id == Office.id)
    return dict(db.session.execute(asked.where(WalkDoor.event_id == walk.event_id)).all())


def stands(door_id: int) -> tuple[str, int, str]:
    """What stands of the door: soap, pieces, sign."""
    db.session.rollback()
    row = db.session.get(WalkDoor, door_id, populate_existing=True)
    assert row is not None
    return row.soap.value, row.pieces, row.sign.value


def at_door(
    door_id: int, soap: str = "given", sign: str = "up", *, pieces: int = 1, key: str = "", ago: float = 0, note: str = ""
) -> dict[str, Any]:
    """An item as a phone makes it, so many seconds ago."""
    at = (clock.now() - timedelta(seconds=ago)).isoformat()
    item = {"key": key or crypto.new_uid(), "kind": "door", "door": door_id, "soap": soap, "at": at}
    return item | {"pieces": pieces if soap == "given" else 0, "sign": sign, "note": note}


class RoundPhone(FieldPhone):
    """A phone of a team; its rows are doors."""

    room, salt = "walk", SALT


def recorded() -> int:
    """How many items the log has."""
    db.session.rollback()
    return len(db.session.scalars(select(DoorRecord.id)).all())


def a_busy_walk(app: Flask, team_id: int) -> tuple[dict[str, int], str]:
    """For the matrix: a phone of the team has recorded a door, the day before the walk; their numbers, and its token."""
    team = db.session.get_one(WalkTeam, team_id)
    device_id, token = a_phone_of(team, until=clock.campaign_now() + timedelta(days=30))
    door_id = db.session.scalar(select(WalkDoor.id).where(WalkDoor.team_id == team_id).limit(1)) or 0
    RoundPhone(app, token).outcomes(at_door(door_id))
    record_id = db.session.scalar(select(DoorRecord.id)) or 0
    return {"walk_phone_id": device_id, "door_id": door_id, "record_id": record_id}, token
