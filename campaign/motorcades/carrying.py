"""What vehicles of a column carry of the campaign's materials. The ledger of a later feature answers."""

from collections.abc import Collection, Mapping
from typing import Protocol

from campaign.motorcades.schemas import Load


class LoadsPort(Protocol):
    """Who knows what lies in vehicles."""

    def loads(self, car_ids: Collection[int]) -> Mapping[int, tuple[Load, ...]]:
        """By the number of the car in a column, those that carry nothing left out. One statement."""
        ...


LOADS: list[LoadsPort] = []


def loads_of(car_ids: Collection[int]) -> dict[int, tuple[Load, ...]]:
    """By the number of the car, those that carry nothing left out. One statement, none for no car."""
    found: dict[int, tuple[Load, ...]] = {}
    for port in LOADS if car_ids else ():
        found |= port.loads(car_ids)
    return found
