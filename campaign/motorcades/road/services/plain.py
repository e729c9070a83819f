"""The column for a phone without JavaScript: the same acts, one at a time, by the same link."""

from collections.abc import Mapping
from typing import Any

from campaign.accounts.devices.batches import Batch
from campaign.accounts.devices.queries import device_with
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.core.actor import widened
from campaign.motorcades.road.items import item_of
from campaign.motorcades.road.queries import day_of
from campaign.motorcades.road.schemas import Answer, Day
from campaign.motorcades.road.services.taking import take_batch
from campaign.motorcades.schemas import CarState


def column_at_hand(token: str) -> Day:
    """The column of the phone that shows the token. Raises NotFound, Gone."""
    device = device_with(DevicePurpose.COLUMN, token)
    with widened():
        return day_of(device.subject_id)


def take_one(token: str, raw: Mapping[str, Any]) -> Answer:
    """What becomes of one item that a form brought. Raises NotFound, Gone, Invalid."""
    return take_batch(token, Batch(None, (item_of(raw),)))[0][0]


def depart_all_at_hand(token: str, key: str) -> int:
    """All cars that stand here set off now; how many. Raises NotFound, Gone, Invalid."""
    cars = [car for car in column_at_hand(token).column.cars if car.state is CarState.PRESENT]
    items = tuple(item_of({"key": f"{key}-{car.id}", "kind": "mark", "car": car.id, "state": "departed"}) for car in cars)
    return len(take_batch(token, Batch(None, items))[0]) if items else 0
