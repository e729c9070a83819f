"""The doors for a phone without JavaScript: the same acts, one at a time, by the same link."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaign.accounts.devices.batches import Batch
from campaign.accounts.devices.queries import device_with
from campaign.accounts.devices.schemas import Device, DevicePurpose
from campaign.core.actor import widened
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.walks.doors.items import item_of
from campaign.walks.doors.schemas import Answer, TeamHere
from campaign.walks.doors.services.reading import team_here
from campaign.walks.doors.services.recording import take_batch
from campaign.walks.queries import doors_of
from campaign.walks.schemas import Door, Soap


@dataclass(frozen=True)
class Round:
    """Where one stands: by which phone, for which team, before which doors."""

    device: Device
    team: TeamHere
    doors: tuple[Door, ...]

    def door(self, door_id: int) -> Door:
        """Raises NotFound for a door of somebody else."""
        found = next((door for door in self.doors if door.id == door_id), None)
        if found is None:
            raise NotFound(_l("This door is not in this walk. Fetch the list again."))
        return found

    def after(self, door_id: int) -> Door | None:
        """The next door at which nobody was yet, in the team's order; before it only when none is left behind it."""
        ids = [door.id for door in self.doors]
        place = ids.index(door_id) + 1 if door_id in ids else 0
        turned = self.doors[place:] + self.doors[:place]
        return next((door for door in turned if door.soap is Soap.UNSET and door.id != door_id), None)


def doors_of_phone(token: str) -> Round:
    """The doors of the team whose link was shown. Raises NotFound, Gone. Three statements."""
    device = device_with(DevicePurpose.WALK, token)
    team = team_here(db.session(), device.subject_id)
    with widened():
        return Round(device, team, doors_of(team_id=team.id))


def take_one(token: str, raw: Mapping[str, Any]) -> Answer:
    """What becomes of one item that a form brought. Raises NotFound, Gone, Invalid."""
    return take_batch(token, Batch(None, (item_of(raw),)))[0]
