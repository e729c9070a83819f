"""Rows of running sheets. They count from the start of their event, so they move with it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import crypto
from campaign.core.db import Base
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStop

_COLUMN = "running_rows.phone"


class RunningSheetVersion(Base, OfStop):
    """That an event has a running sheet, and how often it was written."""

    __tablename__ = "running_sheets"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)


class RunningSheetRow(Base, OfStop):
    """One row: `offset` minutes after the start of the event (negative: before), for so many `minutes`.

    `phone` is a number or words such as "channel 4". `fact_at` is when it really began.
    """

    __tablename__ = "running_rows"
    __table_args__ = (CheckConstraint("minutes >= 0", name="minutes_never_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    offset: Mapped[int]
    minutes: Mapped[int]
    what: Mapped[Translated]
    who: Mapped[str] = mapped_column(String(120), default="")
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(String(120), default="")
    fact_at: Mapped[datetime | None]

    @property
    def phone(self) -> str:
        return crypto.unseal(self.phone_sealed, _COLUMN, self.uid) if self.phone_sealed else ""

    @phone.setter
    def phone(self, words: str) -> None:
        self.phone_sealed = crypto.seal(words, _COLUMN, self.uid) if words else None
