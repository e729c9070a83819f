"""Tables of seats: who sits in which car, who accompanies whom, and the plans that were carried out."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import OfStopForStaff
from campaign.motorcades.seats.schemas import PlanKind


class ColumnSeat(Base, OfStopForStaff):
    """Somebody confirmed for a motorcade has a seat in a car of its column.

    The car's `taken` counts these rows: whoever adds or removes one moves it by a guarded UPDATE in the same unit of work.
    `pinned`: a coordinator put them there; no plan moves them.
    """

    __tablename__ = "column_seats"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    car_id: Mapped[int] = mapped_column(ForeignKey("column_cars.id", ondelete="CASCADE"), index=True)
    pinned: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[int | None]
    made_at: Mapped[datetime]


class SeatCompanion(Base, OfStopForStaff):
    """The grown-up of the same event beside whom somebody under age sits."""

    __tablename__ = "seat_companions"
    __table_args__ = (CheckConstraint("registration_id <> companion_id", name="somebody_else"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    companion_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)


class SeatStep(Base, OfStopForStaff):
    """A plan that was carried out: one step, which can be taken back while nobody has changed anything of it.

    `moves` holds for each registration the car before and after, numbers only; NULL is no seat. `lost_id` is the car that was
    said not to come with it.
    """

    __tablename__ = "seat_steps"
    __table_args__ = (Index("ix_seat_steps_event_id_id", "event_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    kind: Mapped[PlanKind] = mapped_column(word_type(PlanKind))
    lost_id: Mapped[int | None] = mapped_column(ForeignKey("column_cars.id", ondelete="SET NULL"), index=True)
    moves: Mapped[list[Any]] = mapped_column(JSON)
    made_by: Mapped[int | None]
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
