"""The list a phone carries: the doors of its team with what stands of them, and nobody's name."""

from typing import Any

from sqlalchemy.orm import Session

from campaign.accounts.devices.queries import device_with
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.accounts.devices.sealing import ListHead, SealedList, seal_list
from campaign.core import clock
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.walks.doors.schemas import SALT, TeamHere
from campaign.walks.doors.services.reading import team_here
from campaign.walks.queries import doors_of, walk_of
from campaign.walks.schemas import Door


def sealed_doors(token: str) -> SealedList:
    """The doors of the team whose link was shown. Raises NotFound, Gone. Seven statements, however many doors."""
    device = device_with(DevicePurpose.WALK, token)
    session: Session = db.session()
    team = team_here(session, device.subject_id)
    with widened():
        doors = doors_of(team_id=team.id)
        place = _place(team)
    head = ListHead(team.event_id, team.title, team.starts_at, team.ends_at, team.time_zone, place)
    return seal_list(token, SALT, device.label, head, [_row(door, device.id) for door in doors])


def _place(team: TeamHere) -> str:
    """The building, as it is called in the language of whoever asks."""
    building = walk_of(team.event_id).building
    return str(building.name) if building else ""


def _row(door: Door, device_id: int) -> dict[str, Any]:
    """{d: door, f: floor, l: its label, r: room, u: whose, s: soap, n: pieces, g: sign, t: note, a: when, by real time,
    m: whether this very phone said so}.
    """
    at = (door.recorded_at - clock.shift()).isoformat() if door.recorded_at else ""
    return {
        "d": door.id, "f": door.floor_id, "l": door.floor, "r": door.room, "u": door.unit_name.as_dict(),
        "s": door.soap.value, "n": door.pieces, "g": door.sign.value, "t": door.note, "a": at,
        "m": int(door.recorded_by_device_id == device_id),
    }  # fmt: skip
