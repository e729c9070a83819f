"""The table of reminders: who was asked for the figures of a stop, on which day."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base
from campaign.core.scoped import SeenAtStop


class FigureNudge(Base, SeenAtStop):
    """One person was asked for the figures of one stop: at most once a day, whoever asks (`day` by the campaign's calendar).

    `events`: of how many held events figures were missing then; `asked_by` is None for the system.
    """

    __tablename__ = "figure_nudges"
    __table_args__ = (
        UniqueConstraint("stop_id", "user_id", "day"),
        CheckConstraint("events > 0", name="asks_for_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    day: Mapped[date]
    events: Mapped[int]
    asked_by: Mapped[int | None]
    asked_at: Mapped[datetime]
