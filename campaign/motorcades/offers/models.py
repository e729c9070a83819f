"""Table of offers: a vehicle that the holder of a ticket would bring."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import OfStop
from campaign.motorcades.offers.schemas import OfferState
from campaign.motorcades.schemas import PlateForm, VehicleKind


class VehicleOffer(Base, OfStop):
    """What somebody offers for the column of the event that they come to; one a registration, written anew when they change it.

    Whose it is says the registration alone, and it goes with it. `consent_at`: when they agreed that plate, make and colour go
    to the head of the column and to the police. `seen_at`: when an organizer looked at one that was withdrawn. `plate` is as
    shown, `plate_form` as in the register.
    """

    __tablename__ = "vehicle_offers"
    __table_args__ = (UniqueConstraint("registration_id"), CheckConstraint("seats BETWEEN 0 AND 200", name="seats_sane"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    kind: Mapped[VehicleKind] = mapped_column(word_type(VehicleKind))
    plate: Mapped[str] = mapped_column(String(24), default="")
    plate_key: Mapped[str | None] = mapped_column(String(12))
    plate_form: Mapped[PlateForm] = mapped_column(word_type(PlateForm), default=PlateForm.NONE)
    name: Mapped[str] = mapped_column(String(80), default="")
    make: Mapped[str] = mapped_column(String(80), default="")
    colour: Mapped[str] = mapped_column(String(40), default="")
    seats: Mapped[int] = mapped_column(default=0)
    state: Mapped[OfferState] = mapped_column(word_type(OfferState), default=OfferState.WAITING)
    car_id: Mapped[int | None] = mapped_column(ForeignKey("column_cars.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime]
    consent_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
