"""The door for a phone without JavaScript: the same acts, one at a time, by the same link."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaign.accounts.devices.batches import Batch
from campaign.accounts.devices.queries import device_with
from campaign.accounts.devices.schemas import Device, DevicePurpose
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.people.checkin.items import item_of
from campaign.people.checkin.queries import candidates
from campaign.people.checkin.schemas import Answer, Candidate, DoorEvent
from campaign.people.checkin.services.reading import by_number
from campaign.people.checkin.services.scanning import take_batch


@dataclass(frozen=True)
class Entrance:
    """Where one stands: by which phone, at whose door, and who was found there."""

    device: Device
    event: DoorEvent
    found: tuple[Candidate, ...]


def find_at_door(token: str, text: str) -> Entrance:
    """Whom the words may mean at the event of the phone that shows the token. Raises NotFound, Gone. Three statements."""
    device = device_with(DevicePurpose.CHECK_IN, token)
    event, _people = by_number(db.session(), device.subject_id, [])
    with widened():
        return Entrance(device, event, candidates(device.subject_id, text))


def take_one(token: str, raw: Mapping[str, Any]) -> Answer:
    """What becomes of one item that a form brought. Raises NotFound, Gone, Invalid."""
    return take_batch(token, Batch(None, (item_of(raw),)))[0]
