"""What somebody wishes of a column and of vehicles, as typed; and what is wrong with it, each with a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from campaign.core.errors import Problem
from campaign.core.i18n import _
from campaign.core.lengths import too_long
from campaign.motorcades.plates import LONGEST as LONGEST_PLATE
from campaign.motorcades.plates import BadPlate, Plate, read
from campaign.motorcades.schemas import LONGEST, MOST_SEATS, CarRole, Driver, VehicleKind

MOST_KILOMETRES: Final = 10_000  # that can be typed at all; the check of the route doubts far less
MOST_SPEED: Final = 130
MOST_GAP: Final = 1000


@dataclass(frozen=True)
class VehicleWish:
    """A vehicle as typed. `plate` is not read yet; `seats` None: nobody has said."""

    kind: VehicleKind
    plate: str = ""
    name: str = ""
    make: str = ""
    colour: str = ""
    owner: str = ""
    organisation: str = ""
    seats: int | None = None


@dataclass(frozen=True)
class CarWish:
    """A vehicle in a column as typed.

    `vehicle_id` names one of the register, which then becomes as typed; `number` None: at the end, or where it is; `seats`
    None: all that the vehicle has. `clash_reason`: why it may be in two columns at once, by an organizer.
    """

    vehicle: VehicleWish
    vehicle_id: int | None = None
    vehicle_version: int = 0
    number: int | None = None
    block: str = ""
    role: CarRole = CarRole.PARTICIPANT
    seats: int | None = None
    decoration: str = ""
    driver: Driver = field(default_factory=Driver)
    second_driver: Driver = field(default_factory=Driver)
    inspected: bool = False
    briefed: bool = False
    clash_reason: str = ""
    registration_id: int | None = None


@dataclass(frozen=True)
class FactsWish:
    """What is said of a column as a whole, as typed."""

    distance_m: int | None = None
    speed_kmh: int | None = None
    gap_m: int | None = None
    contact: str = ""
    escort: str = ""
    head: Driver = field(default_factory=Driver)
    note: str = ""


@dataclass(frozen=True)
class OrderWish:
    """The numbers and blocks typed beside the cars, by their id; what is missing stays.

    `blocks_before`: which block stood there for whoever typed another one.
    """

    places: Mapping[int, int] = field(default_factory=dict)
    blocks: Mapping[int, str] = field(default_factory=dict)
    blocks_before: Mapping[int, str] = field(default_factory=dict)


def plate_problem(error: BadPlate) -> Problem:
    """The sentence for a plate that is none."""
    if error.code == "empty":
        return Problem("plate", "no_plate", _("A plate has letters and digits. For example: 123 ABC 09."))
    sentence = _(
        "A plate has at most %(most)s letters and digits, here there are %(count)s. For example: 123 ABC 09.",
        most=LONGEST_PLATE, count=error.count,
    )  # fmt: skip
    return Problem("plate", "too_long", sentence)


def read_plate(wish: VehicleWish) -> tuple[Plate | None, list[Problem]]:
    """The plate that was typed, or what is wrong with it."""
    try:
        return read(wish.plate), []
    except BadPlate as error:
        return None, [plate_problem(error)]


def wrong_vehicle(wish: VehicleWish) -> Iterator[Problem]:
    """Everything that is wrong with a vehicle, its plate apart."""
    lengths = {name: getattr(wish, name) for name in ("name", "make", "colour", "owner")}
    yield from _too_long(lengths)
    yield from too_long("organisation", wish.organisation, LONGEST["organisation"])
    if not wish.plate and not wish.name and wish.kind is not VehicleKind.BICYCLE:
        yield Problem("name" if wish.kind is VehicleKind.BOAT else "plate", "missing", _nameless(wish.kind))
    if wish.seats is not None and not 0 <= wish.seats <= MOST_SEATS:
        yield Problem("seats", "out_of_range", _seats(wish.seats))


def _nameless(kind: VehicleKind) -> str:
    if kind is VehicleKind.BOAT:
        return _("A boat without a plate needs a name. For example: “Бүркіт”.")
    return _("Type the plate. While nobody knows it, type a name instead, such as “Bus 2 of the college”.")


def _seats(typed: int) -> str:
    return _("Seats are from 0 to %(most)s, here there are %(count)s.", most=MOST_SEATS, count=typed)


def seats_typed(wish: CarWish) -> int:
    """How many seats the vehicle has by what was typed alone; judged once more when the vehicle is known."""
    return wish.vehicle.seats if wish.vehicle.seats is not None else wish.seats or 0


def wrong_car(wish: CarWish, seats_there: int) -> Iterator[Problem]:
    """What is wrong with its part in the column; `seats_there` are those that the vehicle has."""
    yield from _too_long({"block": wish.block, "decoration": wish.decoration})
    if wish.seats is not None and not 0 <= wish.seats <= MOST_SEATS:
        yield Problem("given", "out_of_range", _seats(wish.seats))
    elif wish.seats is not None and wish.seats > seats_there:
        sentence = _("The vehicle has %(there)s seats, so %(count)s cannot be given.", there=seats_there, count=wish.seats)
        yield Problem("given", "too_many", sentence)
    if wish.number is not None and wish.number < 1:
        yield Problem("number", "out_of_range", _("Places in the column are counted from 1."))
    yield from wrong_driver(wish.driver, "driver_name")
    yield from wrong_driver(wish.second_driver, "second_name")


def wrong_driver(driver: Driver, name: str) -> Iterator[Problem]:
    """A name that is too long, or a phone of nobody."""
    yield from too_long(name, driver.name, LONGEST["driver"])
    if driver.phone and not driver.name:
        yield Problem(name, "missing", _("Whose phone is it? Type the name."))


def wrong_facts(wish: FactsWish) -> Iterator[Problem]:
    """Everything that is wrong with what is said of a column."""
    yield from _too_long({"contact": wish.contact, "escort": wish.escort, "note": wish.note})
    if wish.distance_m is not None and not 0 <= wish.distance_m <= MOST_KILOMETRES * 1000:
        sentence = _("A column drives at most %(most)s km. Check the number.", most=MOST_KILOMETRES)
        yield Problem("distance", "out_of_range", sentence)
    if wish.speed_kmh is not None and not 1 <= wish.speed_kmh <= MOST_SPEED:
        sentence = _("A column drives at 1 to %(most)s km an hour. Check the number.", most=MOST_SPEED)
        yield Problem("speed_kmh", "out_of_range", sentence)
    if wish.gap_m is not None and not 0 <= wish.gap_m <= MOST_GAP:
        yield Problem("gap_m", "out_of_range", _("The gap is from 0 to %(most)s m. Check the number.", most=MOST_GAP))
    yield from wrong_driver(wish.head, "head_name")


def _too_long(texts: Mapping[str, str]) -> Iterator[Problem]:
    for name, text in texts.items():
        yield from too_long(name, text, LONGEST[name])
