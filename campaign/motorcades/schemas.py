"""The plain data of columns: the vehicles of a region, and those of them that go in the column of one event."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.events.schemas import EventRow

MOST_CARS: Final = 300
MOST_SEATS: Final = 200
LONGEST: Final = {
    "plate": 24, "name": 80, "make": 80, "colour": 40, "owner": 120, "organisation": 200, "block": 40,
    "decoration": 200, "driver": 120, "contact": 120, "escort": 200, "note": 1000,
}  # fmt: skip


class VehicleKind(StrEnum):
    """What it is. All but boats and bicycles have an engine and a plate on the road."""

    CAR = "car"
    MINIBUS = "minibus"
    BUS = "bus"
    TRUCK = "truck"
    MOTORCYCLE = "motorcycle"
    BICYCLE = "bicycle"
    BOAT = "boat"
    OTHER = "other"


class PlateForm(StrEnum):
    """By which rules a plate is written: since 2012 `123 ABC 09`, since 1993 `M 123 ABC`, another, or no plate at all."""

    Y2012 = "2012"
    Y1993 = "1993"
    OTHER = "other"
    NONE = "none"


class CarRole(StrEnum):
    """What a vehicle does in its column."""

    LEAD = "lead"
    STAFF = "staff"
    LOUDSPEAKER = "loudspeaker"
    MEDIA = "media"
    MEDICAL = "medical"
    TECHNICAL = "technical"
    TAIL = "tail"
    PARTICIPANT = "participant"
    BUS = "bus"


class CarState(StrEnum):
    """Expected until somebody at the line-up says more."""

    EXPECTED = "expected"
    PRESENT = "present"
    ABSENT = "absent"
    DEPARTED = "departed"
    ARRIVED = "arrived"


@dataclass(frozen=True)
class Driver:
    """A driver as typed; `phone` is E.164 or empty. Without a name there is none."""

    name: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True)
class Vehicle:
    """One vehicle of a region's register. `seats` are for passengers, without the driver's; 0 where nobody has said.

    `organisation` is the name of the organisation that it belongs to, empty for none.
    """

    id: int
    region_id: int
    kind: VehicleKind
    plate: str
    plate_key: str
    plate_form: PlateForm
    name: str
    make: str
    colour: str
    owner: str
    organisation_id: int | None
    organisation: str
    seats: int
    version: int

    @property
    def sign(self) -> str:
        """By what it is told from others: its plate, else its name, else its make."""
        return self.plate or self.name or self.make

    @property
    def looks(self) -> str:
        """`Škoda Octavia, white`: what somebody looks for who has to find it."""
        return ", ".join(filter(None, (self.name if self.plate else "", self.make, self.colour)))

    @property
    def belongs_to(self) -> str:
        """`Private, college No. 2`: its owner and organisation as far as they are known."""
        return ", ".join(filter(None, (self.owner, self.organisation)))


@dataclass(frozen=True)
class Appearance:
    """One vehicle in the column of one event: which, where, on which day of the place, and as which number."""

    event_id: int
    title: Translated
    place: Translated
    day: date
    number: int
    state: CarState


@dataclass(frozen=True)
class Load:
    """So many pieces of one material that a vehicle carries for the campaign; `size` is empty where there are none."""

    name: Translated
    size: str
    pieces: int

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name.text(), self.size, "–", str(self.pieces))))


@dataclass(frozen=True)
class Car:
    """One vehicle in the column of an event, at place `number`.

    `seats` are those that may be given away here, `taken` how many are; times are when it was really there, set off and came.
    `loads` stand only where somebody asked for them (`queries.loaded`). `briefed`: the driver signed for the briefing.
    """

    id: int
    event_id: int
    vehicle: Vehicle
    number: int
    block: str
    role: CarRole
    decoration: str
    driver: Driver
    second_driver: Driver
    registration_id: int | None
    seats: int
    taken: int
    inspected: bool
    state: CarState
    present_at: datetime | None
    departed_at: datetime | None
    arrived_at: datetime | None
    version: int
    loads: tuple[Load, ...] = ()
    briefed: bool = False

    @property
    def left(self) -> int:
        return self.seats - self.taken

    @property
    def comes(self) -> bool:
        """Whether it is still reckoned with: all but those that failed to come."""
        return self.state is not CarState.ABSENT


@dataclass(frozen=True)
class ColumnFacts:
    """What is said of a column as a whole. Metres; `head` leads it. `version` is 0 while nobody has written anything."""

    distance_m: int | None = None
    speed_kmh: int | None = None
    gap_m: int | None = None
    contact: str = ""
    escort: str = ""
    head: Driver = field(default_factory=Driver)
    note: str = ""
    version: int = 0


@dataclass(frozen=True)
class Column:
    """The column of one event with its cars in order; an event without any is an empty column."""

    event: EventRow
    facts: ColumnFacts
    cars: Sequence[Car] = ()

    @property
    def coming(self) -> tuple[Car, ...]:
        """The cars that are still reckoned with, in order."""
        return tuple(car for car in self.cars if car.comes)

    @property
    def seats(self) -> int:
        return sum(car.seats for car in self.coming)

    @property
    def taken(self) -> int:
        return sum(car.taken for car in self.coming)

    @property
    def without_driver(self) -> tuple[Car, ...]:
        return tuple(car for car in self.coming if not car.driver)

    @property
    def blocks(self) -> tuple[tuple[str, tuple[Car, ...]], ...]:
        """Runs of neighbours of one block, in the order of the column; a block that is torn apart comes twice."""
        runs: list[tuple[str, list[Car]]] = []
        for car in self.cars:
            if not runs or runs[-1][0] != car.block:
                runs.append((car.block, []))
            runs[-1][1].append(car)
        return tuple((block, tuple(cars)) for block, cars in runs)

    def beside(self, car: Car) -> tuple[Car | None, Car | None]:
        """Who drives before and behind this one, of those that come."""
        row = self.coming
        at = next((place for place, other in enumerate(row) if other.id == car.id), None)
        if at is None:
            return None, None
        return (row[at - 1] if at else None), (row[at + 1] if at + 1 < len(row) else None)
