"""Table of hours. A correction is another row: what was written before stays."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import OfStopForStaff
from campaign.people.hours.schemas import HoursSource


class HoursEntry(Base, OfStopForStaff):
    """How long somebody was at work at an event: 0 `minutes` is “did not come”. Of several the greatest `number` counts.

    `planned` is what their shifts added up to when it was written; `reason` why it differs from what was written before.
    """

    __tablename__ = "hours_entries"
    __table_args__ = (
        UniqueConstraint("registration_id", "number"),
        CheckConstraint("minutes BETWEEN 0 AND 6000", name="minutes_sane"),
        CheckConstraint("planned >= 0", name="planned_never_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    planned: Mapped[int]
    minutes: Mapped[int]
    source: Mapped[HoursSource] = mapped_column(word_type(HoursSource))
    reason: Mapped[str] = mapped_column(String(300), default="")
    noted_at: Mapped[datetime]
    noted_by: Mapped[int | None]
