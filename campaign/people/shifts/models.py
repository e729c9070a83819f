"""Tables of shifts, of who is in them, and of who was briefed. Shifts count from the start of their event and move with it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStopForStaff
from campaign.core.sealed import SealedText


class Shift(Base, OfStopForStaff):
    """One piece of work at an event: from `offset` minutes after its start (negative: before) for so many `minutes`.

    `need` is how many people it takes, `taken` how many are in it: changed by one guarded UPDATE only, the CHECK stands behind.
    """

    __tablename__ = "shifts"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="lasts"),
        CheckConstraint("need > 0", name="need_positive"),
        CheckConstraint("taken >= 0", name="taken_never_negative"),
        CheckConstraint("taken <= need", name="never_overbooked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    role_id: Mapped[int | None] = mapped_column(ForeignKey("event_roles.id", ondelete="SET NULL"), index=True)
    title: Mapped[Translated]
    offset: Mapped[int]
    minutes: Mapped[int]
    place_note: Mapped[str] = mapped_column(String(200), default="")
    need: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    leader: Mapped[str] = mapped_column(String(120), default="")
    leader_phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(default=1)

    leader_phone = SealedText()
    """E.164, or empty."""


class ShiftPlace(Base, OfStopForStaff):
    """Somebody with a place at the event is in one of its shifts. Leaving deletes the row; the trail keeps both.

    `by_staff`: a coordinator put them there. `accepted`: the shift leaves too little time for the way from or to another, and
    whoever took the place, or gave it, was told and took it all the same.
    """

    __tablename__ = "shift_places"
    __table_args__ = (UniqueConstraint("shift_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    by_staff: Mapped[bool] = mapped_column(default=False)
    accepted: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]


class ShiftBriefing(Base, OfStopForStaff):
    """Somebody at the event was told how the work is done, on that day, as their signature or a coordinator says."""

    __tablename__ = "shift_briefings"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    briefed_on: Mapped[date]
    noted_at: Mapped[datetime]
    noted_by: Mapped[int | None]
