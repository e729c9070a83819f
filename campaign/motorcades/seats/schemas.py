"""The plain data of seats: who has to be seated, what a plan would do, what its steps were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from campaign.events.schemas import EventRow
from campaign.motorcades.schemas import Car, CarRole
from campaign.motorcades.seats.solver.schemas import Seating, Trouble

FILLED: Final = frozenset({CarRole.PARTICIPANT, CarRole.BUS})
"""Cars that are filled by themselves; into the others (the lead car, the medics) people are put by hand only."""
MOST_AT_ONCE: Final = 2000  # people ticked in one form


class PlanKind(StrEnum):
    """`FRESH` seats everybody anew but for pins; `FILL` only those without a seat; `STEADY` those whose car does not come."""

    FRESH = "fresh"
    FILL = "fill"
    STEADY = "steady"


class Act(StrEnum):
    """What is done by hand to those who are ticked."""

    MOVE = "move"
    FREE = "free"
    PIN = "pin"
    UNPIN = "unpin"
    SWAP = "swap"
    ACCOMPANY = "accompany"
    PART = "part"


@dataclass(frozen=True)
class Passenger:
    """Somebody confirmed for the motorcade. `with_id` is the registration of the grown-up named for somebody under age."""

    id: int
    full_name: str
    organisation: str
    group_id: int | None
    group: str
    minor: bool
    with_id: int | None
    car_id: int | None
    pinned: bool


@dataclass(frozen=True)
class Seats:
    """The whole picture of an event: its cars in order, everybody who needs a seat in the alphabet of the reader.

    `drivers` are those of its people who drive a car of the column: by registration, the car. `unnamed` are places of groups
    whose names are not known yet.
    """

    event: EventRow
    cars: Sequence[Car]
    people: Sequence[Passenger]
    drivers: Mapping[int, int]
    driving: Sequence[Passenger]
    unnamed: int

    @property
    def coming(self) -> list[Car]:
        return [car for car in self.cars if car.comes]

    @property
    def seats(self) -> int:
        return sum(car.seats for car in self.coming)

    @property
    def lost(self) -> list[Car]:
        """Cars that failed to come with people still in them."""
        return [car for car in self.cars if not car.comes and car.taken]

    @property
    def unseated(self) -> list[Passenger]:
        return [one for one in self.people if one.car_id is None]

    @property
    def seated(self) -> int:
        return len(self.people) - len(self.unseated)

    @property
    def by_car(self) -> Mapping[int, list[Passenger]]:
        found: dict[int, list[Passenger]] = {car.id: [] for car in self.cars}
        for one in self.people:
            if one.car_id is not None:
                found[one.car_id].append(one)
        return found

    @property
    def name_of(self) -> Mapping[int, str]:
        return {one.id: one.full_name for one in (*self.people, *self.driving)}

    @property
    def groups(self) -> Mapping[int, str]:
        """The names of the groups that have anybody to seat, in their alphabet as it stands on the list."""
        return {one.group_id: one.group for one in sorted(self.people, key=lambda one: one.group) if one.group_id is not None}


@dataclass(frozen=True)
class Change:
    """Somebody whose car changes; None: no seat before, or none any more."""

    passenger: Passenger
    from_id: int | None
    to_id: int | None


@dataclass(frozen=True)
class Plan:
    """What a plan would do. `stamp` stands for everything it was reckoned from: the same stamp has the same plan."""

    kind: PlanKind
    without_id: int | None
    seating: Seating
    changes: Sequence[Change]
    stamp: str

    @property
    def troubles(self) -> Sequence[Trouble]:
        return self.seating.troubles

    @property
    def moved(self) -> list[Change]:
        """Those who had a seat already."""
        return [change for change in self.changes if change.from_id is not None]

    def touches(self, cars: Sequence[Car]) -> list[Car]:
        """The cars that come whose list changes, in their order."""
        ids = {car_id for change in self.changes for car_id in (change.from_id, change.to_id)}
        return [car for car in cars if car.id in ids and car.comes and car.id != self.without_id]


@dataclass(frozen=True)
class Step:
    """The newest plan that was carried out. `car_ids` are those whose lists it changed, `lost_id` the car that did not come."""

    id: int
    kind: PlanKind
    lost_id: int | None
    car_ids: frozenset[int]
    people: int
    made_at: datetime
