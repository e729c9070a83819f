"""Rows of running sheets. They count from the start of their event, so they move with it."""

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base
from campaign.core.i18n import Translated
from campaign.core.sealed import SealedText
from campaign.events.once import OncePerEvent
from campaign.events.running.rows import OrderedRow


class RunningSheetVersion(Base, OncePerEvent):
    """That an event has a running sheet, and how often it was written."""

    __tablename__ = "running_sheets"


class RunningSheetRow(Base, OrderedRow):
    """One row: `offset` minutes after the start of the event (negative: before), for so many `minutes`.

    `phone` is a number or words such as "channel 4".
    """

    __tablename__ = "running_rows"
    __table_args__ = (CheckConstraint("minutes >= 0", name="minutes_never_negative"),)

    uid: Mapped[str] = mapped_column(String(22), unique=True)
    offset: Mapped[int]
    minutes: Mapped[int]
    what: Mapped[Translated]
    who: Mapped[str] = mapped_column(String(120), default="")
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    place: Mapped[str] = mapped_column(String(120), default="")

    phone = SealedText()
