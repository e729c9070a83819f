"""A column as a table, head and words in the reader's language: the same cars in the same order as on the page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from campaign.core import clock, phones
from campaign.core.i18n import _
from campaign.motorcades.schemas import Appearance, Car, Column, Driver, Vehicle
from campaign.motorcades.words import KINDS, ROLES, STATES
from campaign.people.exports.schemas import FileKind
from campaign.sheets import csvfile, xlsxfile
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def column_file(column: Column, made_at: datetime, kind: FileKind) -> Iterator[bytes]:
    """The file in pieces; no cell of it is a formula."""
    table = SheetTable(
        title=_("Car column"), columns=_heads(), rows=map(_row, column.cars), made_at=made_at,
        subject=f"{column.event.title}, {column.event.day:%d.%m.%Y}",
    )  # fmt: skip
    if kind is FileKind.XLSX:
        yield xlsxfile.render(table)
    else:
        yield from csvfile.stream(table)


def _heads() -> list[SheetColumn]:
    return [
        SheetColumn(_("No."), 6, "number"), SheetColumn(_("Block"), 16), SheetColumn(_("What it does"), 18),
        SheetColumn(_("Kind of vehicle"), 16), SheetColumn(_("Plate"), 14), SheetColumn(_("Name"), 20),
        SheetColumn(_("Make and model"), 24), SheetColumn(_("Colour"), 14), SheetColumn(_("Owner"), 30),
        SheetColumn(_("Organisation"), 30), SheetColumn(_("Driver"), 30), SheetColumn(_("Driver's phone"), 18),
        SheetColumn(_("Second driver"), 30), SheetColumn(_("Second driver's phone"), 18),
        SheetColumn(_("Seats in this column"), 10, "number"), SheetColumn(_("Seats given away"), 10, "number"),
        SheetColumn(_("Decoration"), 24), SheetColumn(_("Materials in the vehicle"), 30), SheetColumn(_("State"), 16),
    ]  # fmt: skip


def _row(car: Car) -> Sequence[Cell]:
    vehicle = car.vehicle
    return (
        car.number, car.block, str(ROLES[car.role]), str(KINDS[vehicle.kind]), vehicle.plate, vehicle.name, vehicle.make,
        vehicle.colour, vehicle.owner, vehicle.organisation, *_driver(car.driver), *_driver(car.second_driver), car.seats,
        car.taken, car.decoration, ", ".join(map(str, car.loads)), str(STATES[car.state]),
    )  # fmt: skip


def _driver(driver: Driver) -> tuple[str, str]:
    return driver.name, phones.shown(driver.phone)


def vehicles_table(rows: Iterable[Vehicle], columns: Mapping[int, Sequence[Appearance]]) -> SheetTable:
    """One row a vehicle of the register, in the order given, with how many columns it is or was in."""
    heads = [
        SheetColumn(_("Plate"), 14), SheetColumn(_("Kind of vehicle"), 16), SheetColumn(_("Name"), 20),
        SheetColumn(_("Make and model"), 24), SheetColumn(_("Colour"), 14), SheetColumn(_("Owner"), 30),
        SheetColumn(_("Organisation"), 30), SheetColumn(_("Seats"), 10, "number"), SheetColumn(_("In columns"), 12, "number"),
    ]  # fmt: skip
    found = (
        (
            row.plate, str(KINDS[row.kind]), row.name, row.make, row.colour, row.owner, row.organisation, row.seats,
            len(columns.get(row.id, ())),
        )
        for row in rows
    )  # fmt: skip
    return SheetTable(_("Vehicles"), heads, found, clock.campaign_now())
