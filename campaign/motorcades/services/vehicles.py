"""Keeping the vehicles of a region: a plate is one vehicle there, whoever types it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.motorcades.models import Vehicle
from campaign.motorcades.plates import Plate, read
from campaign.motorcades.policies import ensure_can_write_vehicle
from campaign.motorcades.queries import stops_with
from campaign.motorcades.wishes import VehicleWish, read_plate, wrong_vehicle
from campaign.people.services.rows import organisation_for, put

NO_VEHICLE = _l("There is no such vehicle.")
PLATE_TAKEN = _l("Somebody has given this plate to another vehicle a moment ago. Look for it in the register.")
FRESH = {"populate_existing": True}


def edit_vehicle(vehicle_id: int, wish: VehicleWish, version: int) -> None:
    """Correct what the register says. Raises NotFound, Refused, Invalid, Stale."""
    with unit_of_work() as session:
        vehicle = held_vehicle(session, vehicle_id)
        ensure_can_write_vehicle(current_actor(), vehicle.region_id, stops_with(vehicle_id))
        plate, problems = read_plate(wish)
        if problems := [*problems, *wrong_vehicle(wish)]:
            raise Invalid(_l("The vehicle was not saved."), problems)
        correct(session, vehicle, wish, plate or read(""), version)


def held_vehicle(session: Session, vehicle_id: int) -> Vehicle:
    """Nobody else's to change or to put anywhere until the unit of work ends. Raises NotFound."""
    found = session.scalars(select(Vehicle).where(Vehicle.id == vehicle_id).with_for_update(), execution_options=FRESH)
    vehicle = found.one_or_none()
    if vehicle is None:
        raise NotFound(NO_VEHICLE)
    return vehicle


def with_plate(session: Session, region_id: int, plate: Plate) -> Vehicle | None:
    """The region's vehicle of that plate, held; None without a plate."""
    if not plate.key:
        return None
    statement = select(Vehicle).where(Vehicle.region_id == region_id, Vehicle.plate_key == plate.key).with_for_update()
    return session.scalars(statement, execution_options=FRESH).one_or_none()


def correct(session: Session, vehicle: Vehicle, wish: VehicleWish, plate: Plate, version: int) -> None:
    """Make the held vehicle what was typed; nothing happens when it is so already. Raises Invalid, Stale."""
    other = with_plate(session, vehicle.region_id, plate)
    if other is not None and other.id != vehicle.id:
        words = _("The register has another vehicle with this plate: %(looks)s.", looks=other.make or plate.shown)
        raise Invalid(_l("The vehicle was not saved."), [Problem("plate", "taken", words)])
    before = facts_of(vehicle)
    known = vehicle.version
    organisation_id = organisation_for(session, vehicle.region_id, wish.organisation)
    vehicle.kind, vehicle.seats, vehicle.organisation_id = wish.kind, wish.seats or 0, organisation_id
    vehicle.describe(plate, wish.name, wish.make, wish.colour, wish.owner)
    if facts_of(vehicle) == before:
        return
    if known != version:
        raise Stale(_l("Somebody has changed this vehicle meanwhile."))
    vehicle.version = known + 1
    session.flush()
    audit.note(session, "vehicle.edited", "vehicle", vehicle.id, region_id=vehicle.region_id, after={"version": known + 1})


def facts_of(vehicle: Vehicle) -> tuple[object, ...]:
    """Everything that is said of it."""
    return (
        vehicle.kind, vehicle.plate_key, vehicle.plate, vehicle.name, vehicle.make, vehicle.colour, vehicle.owner,
        vehicle.organisation_id, vehicle.seats,
    )  # fmt: skip


def registered(session: Session, region_id: int, wish: VehicleWish, plate: Plate) -> tuple[Vehicle, bool]:
    """The region's vehicle of that plate, else a new one; and whether it was there.

    One that was there keeps what is said of it: only what nobody has said is filled in. It is held until the end.
    """
    if (vehicle := with_plate(session, region_id, plate)) is not None:
        return _filled_in(session, vehicle, wish), True
    vehicle = Vehicle(
        region_id=region_id, kind=wish.kind, seats=wish.seats or 0, version=1,
        organisation_id=organisation_for(session, region_id, wish.organisation),
    )  # fmt: skip
    vehicle.describe(plate, wish.name, wish.make, wish.colour, wish.owner)
    number = put(session, vehicle)
    if number is None:  # somebody else was first, a moment ago
        vehicle_there = with_plate(session, region_id, plate)
        if vehicle_there is None:
            raise NotFound(NO_VEHICLE)
        return _filled_in(session, vehicle_there, wish), True
    audit.note(session, "vehicle.registered", "vehicle", number, region_id=region_id, after={"kind": wish.kind.value})
    return held_vehicle(session, number), False


def _filled_in(session: Session, vehicle: Vehicle, wish: VehicleWish) -> Vehicle:
    before = facts_of(vehicle)
    plate = Plate(vehicle.plate, vehicle.plate_key or "", vehicle.plate_form)
    texts = (getattr(vehicle, name) or getattr(wish, name) for name in ("name", "make", "colour", "owner"))
    vehicle.describe(plate, *texts)
    vehicle.seats = vehicle.seats or wish.seats or 0
    if vehicle.organisation_id is None:
        vehicle.organisation_id = organisation_for(session, vehicle.region_id, wish.organisation)
    if facts_of(vehicle) != before:
        vehicle.version += 1
        audit.note(session, "vehicle.edited", "vehicle", vehicle.id, region_id=vehicle.region_id)
    return vehicle
