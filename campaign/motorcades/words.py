"""The words for kinds of vehicles, for what they do in a column, and for how it stands with them."""

from typing import Final

from campaign.core.i18n import Words, _, _l
from campaign.motorcades.schemas import Car, CarRole, CarState, Vehicle, VehicleKind

KINDS: Final[dict[VehicleKind, Words]] = {
    VehicleKind.CAR: _l("car"),
    VehicleKind.MINIBUS: _l("minibus"),
    VehicleKind.BUS: _l("bus"),
    VehicleKind.TRUCK: _l("truck"),
    VehicleKind.MOTORCYCLE: _l("motorcycle"),
    VehicleKind.BICYCLE: _l("bicycle"),
    VehicleKind.BOAT: _l("boat"),
    VehicleKind.OTHER: _l("another vehicle"),
}
ROLES: Final[dict[CarRole, Words]] = {
    CarRole.LEAD: _l("lead car"),
    CarRole.STAFF: _l("staff car"),
    CarRole.LOUDSPEAKER: _l("loudspeaker"),
    CarRole.MEDIA: _l("press car"),
    CarRole.MEDICAL: _l("medical help"),
    CarRole.TECHNICAL: _l("technical help"),
    CarRole.TAIL: _l("tail car"),
    CarRole.PARTICIPANT: _l("participant"),
    CarRole.BUS: _l("bus with passengers"),
}
STATES: Final[dict[CarState, Words]] = {
    CarState.EXPECTED: _l("expected"),
    CarState.PRESENT: _l("has come"),
    CarState.ABSENT: _l("has not come"),
    CarState.DEPARTED: _l("on the road"),
    CarState.ARRIVED: _l("has arrived"),
}


def vehicle_name(vehicle: Vehicle) -> str:
    """By what a reader knows it: its plate, name or make; else its kind."""
    return vehicle.sign or str(KINDS[vehicle.kind])


def car_name(car: Car) -> str:
    """`No. 3, 412 AKM 09`."""
    return _("No. %(number)s, %(vehicle)s", number=car.number, vehicle=vehicle_name(car.vehicle))
