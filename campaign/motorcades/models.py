"""Tables of columns: the vehicles of a region, the column of an event, and the cars in it. Telephone numbers are sealed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import crypto
from campaign.core.db import Base, word_type
from campaign.core.scoped import OfStop, SeenInRegion
from campaign.core.sealed import SealedText
from campaign.core.text import fold
from campaign.motorcades.plates import Plate
from campaign.motorcades.schemas import CarRole, CarState, PlateForm, VehicleKind


def driver_phone_index(e164: str) -> str:
    """By which the number of a driver is compared."""
    return crypto.search_index(e164, "column_cars.driver_phone")


class Vehicle(Base, SeenInRegion):
    """One vehicle of a region's register, shared by all its stops.

    `plate` is as it is shown, `plate_key` its folded form by which it is the same, NULL without a plate; a boat has a `name`.
    `search_key`: name, make, colour, owner folded. `seats` are for passengers, without the driver's.
    """

    __tablename__ = "vehicles"
    __table_args__ = (
        UniqueConstraint("region_id", "plate_key"),
        CheckConstraint("seats BETWEEN 0 AND 200", name="seats_sane"),
        CheckConstraint("(plate_key IS NULL) = (plate_form = 'none')", name="plate_whole"),
        CheckConstraint("plate_key <> ''", name="plate_not_empty"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    kind: Mapped[VehicleKind] = mapped_column(word_type(VehicleKind))
    plate: Mapped[str] = mapped_column(String(24), default="")
    plate_key: Mapped[str | None] = mapped_column(String(12))
    plate_form: Mapped[PlateForm] = mapped_column(word_type(PlateForm), default=PlateForm.NONE)
    name: Mapped[str] = mapped_column(String(80), default="")
    make: Mapped[str] = mapped_column(String(80), default="")
    colour: Mapped[str] = mapped_column(String(40), default="")
    owner: Mapped[str] = mapped_column(String(120), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"), index=True)
    search_key: Mapped[str] = mapped_column(Text, default="")
    seats: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    def describe(self, plate: Plate, name: str, make: str, colour: str, owner: str) -> None:
        """Say what it is; by what it is found follows."""
        self.plate, self.plate_key, self.plate_form = plate.shown, plate.key or None, plate.form
        self.name, self.make, self.colour, self.owner = name, make, colour, owner
        self.search_key = " ".join(filter(None, map(fold, (name, make, colour, owner))))


class ColumnOfEvent(Base, OfStop):
    """What is said of the column of an event as a whole; `version` grows with every edit of it and of its order."""

    __tablename__ = "columns"
    __table_args__ = (
        CheckConstraint("distance_m >= 0", name="distance_never_negative"),
        CheckConstraint("speed_kmh > 0", name="speed_positive"),
        CheckConstraint("gap_m >= 0", name="gap_never_negative"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    distance_m: Mapped[int | None]
    speed_kmh: Mapped[int | None]
    gap_m: Mapped[int | None]
    contact: Mapped[str] = mapped_column(String(120), default="")
    escort: Mapped[str] = mapped_column(String(200), default="")
    head_name: Mapped[str] = mapped_column(String(120), default="")
    head_phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note: Mapped[str] = mapped_column(String(1000), default="")
    version: Mapped[int] = mapped_column(default=1)

    head_phone = SealedText("event_id")
    """E.164, or empty."""


class ColumnCar(Base, OfStop):
    """One vehicle in the column of an event.

    `number` is its place, from 1 without a gap: whoever changes the order writes all of them in one unit of work. `seats` are
    the vehicle's, or fewer; `taken` counts those given away and is changed by one guarded UPDATE only, the CHECK stands behind.
    `driver_key` and `driver_phone_hash` tell whether a driver is in two columns. `registration_id` is the driver's own, where
    they came by the public page.
    """

    __tablename__ = "column_cars"
    __table_args__ = (
        UniqueConstraint("event_id", "vehicle_id"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("seats BETWEEN 0 AND 200", name="seats_sane"),
        CheckConstraint("taken BETWEEN 0 AND seats", name="never_overbooked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicles.id"), index=True)
    number: Mapped[int]
    block: Mapped[str] = mapped_column(String(40), default="")
    role: Mapped[CarRole] = mapped_column(word_type(CarRole), default=CarRole.PARTICIPANT)
    decoration: Mapped[str] = mapped_column(String(200), default="")
    driver_name: Mapped[str] = mapped_column(String(120), default="")
    driver_key: Mapped[str] = mapped_column(String(240), default="")
    driver_phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    driver_phone_hash: Mapped[str | None] = mapped_column(String(32))
    second_driver_name: Mapped[str] = mapped_column(String(120), default="")
    second_driver_key: Mapped[str] = mapped_column(String(240), default="")
    second_driver_phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    second_driver_phone_hash: Mapped[str | None] = mapped_column(String(32))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="SET NULL"), index=True)
    seats: Mapped[int] = mapped_column(default=0)
    taken: Mapped[int] = mapped_column(default=0)
    inspected: Mapped[bool] = mapped_column(default=False)
    briefed: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[CarState] = mapped_column(word_type(CarState), default=CarState.EXPECTED)
    present_at: Mapped[datetime | None]
    departed_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    driver_phone = SealedText()
    second_driver_phone = SealedText()
    """E.164, or empty; written with the driver."""

    def drive(self, name: str, e164: str) -> None:
        """Put this driver at the wheel; an empty name takes them away. `uid` must be set."""
        self.driver_name, self.driver_key = name, fold(name)[:240]
        self.driver_phone = e164
        self.driver_phone_hash = driver_phone_index(e164) if e164 else None

    def relieve(self, name: str, e164: str) -> None:
        """The same for the second driver."""
        self.second_driver_name, self.second_driver_key = name, fold(name)[:240]
        self.second_driver_phone = e164
        self.second_driver_phone_hash = driver_phone_index(e164) if e164 else None
