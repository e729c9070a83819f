"""Tables of territory. Names and belonging have a validity, so that a relay of 2018 stays under the region of its date."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.core.versions import Versioned
from campaign.territory.schemas import BodyKind, UnitKind


class Region(Base):
    """A region or a city of republican rank. `code` is its newest ISO 3166-2 code (KZ-35).

    `centre_code` is the unit that is its centre; empty: the unit that is called as the centre of the period.
    """

    __tablename__ = "regions"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    plate_code: Mapped[str] = mapped_column(String(4), default="")
    time_zone: Mapped[str] = mapped_column(String(40))
    centre_code: Mapped[str] = mapped_column(String(60), default="")


class RegionPeriod(Base):
    """What a region was called, which code and centre it had; both days included, None is open.

    A region is there on a date when one of its periods is.
    """

    __tablename__ = "region_periods"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    code: Mapped[str] = mapped_column(String(10), index=True)
    name: Mapped[Translated]
    centre: Mapped[Translated] = mapped_column(default=Translated)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Unit(Versioned, Base):
    """A city, a district, or a part of one (`parent_id`). `code` is ours and never changes; `kato` the official one."""

    __tablename__ = "units"
    __table_args__ = (
        CheckConstraint("lat BETWEEN -90 AND 90", name="lat_on_earth"),
        CheckConstraint("lon BETWEEN -180 AND 180", name="lon_on_earth"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[UnitKind] = mapped_column(word_type(UnitKind))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[Translated]
    centre: Mapped[Translated]
    former_names: Mapped[str] = mapped_column(String(300), default="")
    kato: Mapped[str] = mapped_column(String(12), default="")
    lat: Mapped[float]
    lon: Mapped[float]
    time_zone: Mapped[str] = mapped_column(String(40))


class UnitPeriod(Base):
    """Which region a unit belonged to; both days included, None is open."""

    __tablename__ = "unit_periods"
    __table_args__ = (UniqueConstraint("unit_id", "region_id", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Body(Versioned, Base):
    """An agency, a department of it, an akimat: whoever signs, approves, or receives the baton last.

    Its version is that of its names.
    """

    __tablename__ = "bodies"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[BodyKind] = mapped_column(word_type(BodyKind))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)


class BodyName(Base):
    """What a body was called; bodies are renamed often. Both days included, None is open."""

    __tablename__ = "body_names"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    name: Mapped[Translated]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
