"""What a marshal's phone carries along: the cars in their order with the drivers to be called, and the points of the route."""

from typing import Any

from campaign.accounts.devices.queries import device_with
from campaign.accounts.devices.schemas import DevicePurpose
from campaign.accounts.devices.sealing import ListHead, SealedList, seal_list
from campaign.core import phones
from campaign.core.actor import widened
from campaign.core.i18n import LANGUAGES, Words, use_language
from campaign.motorcades.queries import column_of
from campaign.motorcades.road.schemas import SALT, Standing
from campaign.motorcades.route.queries import points_of
from campaign.motorcades.route.schemas import PointKind, RoutePoint
from campaign.motorcades.route.words import KINDS as POINT_KINDS
from campaign.motorcades.schemas import Car
from campaign.motorcades.words import KINDS, ROLES
from campaign.web.templating import NBSP


def sealed_list(token: str) -> SealedList:
    """The column for the phone that shows the token. Raises NotFound, Gone. Six statements, however many cars."""
    device = device_with(DevicePurpose.COLUMN, token)
    with widened():
        column = column_of(device.subject_id)
        event, points = column.event, points_of(column.event)
    place = ", ".join(filter(None, (event.place_name.text(), event.place_address or event.place_note)))
    head = ListHead(event.id, event.title, event.starts_at, event.ends_at, event.time_zone, place or event.unit_name.text())
    rows = [car_json(car) for car in column.cars] + [
        point_json(point) for point in points if point.kind is not PointKind.RESERVE
    ]
    return seal_list(token, SALT, device.label, head, rows)


def car_json(car: Car) -> dict[str, Any]:
    """As `column/rows.js` takes it: t kind, id, n number, v plate or name, l looks, r role, d driver, f and g their phone."""
    sign, driver = car.vehicle.sign, car.driver
    standing = Standing(car.state, car.present_at, car.departed_at, car.arrived_at)
    return {
        "t": "car", "id": car.id, "n": car.number, "v": sign or _spoken(KINDS[car.vehicle.kind]),
        "l": car.vehicle.looks if sign != car.vehicle.make else car.vehicle.colour, "r": _spoken(ROLES[car.role]),
        "d": driver.name, "f": driver.phone, "g": phones.shown(driver.phone).replace(" ", NBSP) if driver.phone else "",
        **standing.as_json(),
    }  # fmt: skip


def point_json(point: RoutePoint) -> dict[str, Any]:
    """The same of a point: n its sign, v its name or kind, w the plan on the wall, z planned and x passed as moments."""
    return {
        "t": "point", "id": point.id, "n": point.sign, "v": point.name.as_dict() or _spoken(POINT_KINDS[point.kind]),
        "w": point.plan, "z": point.plan_at and point.plan_at.isoformat(), "x": point.fact_at and point.fact_at.isoformat(),
    }  # fmt: skip


def _spoken(words: Words) -> dict[str, str]:
    """In every language: the page changes them without a network."""
    said = {}
    for code in LANGUAGES:
        with use_language(code):
            said[code] = str(words)
    return said
