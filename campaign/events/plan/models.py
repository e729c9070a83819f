"""What a stop's plan says of an event beside the event itself."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStop


class EventPlanLine(Base, OfStop):
    """Form of completion, expected reach, source of financing and a note of one event."""

    __tablename__ = "event_plan_lines"
    __table_args__ = (CheckConstraint("reach > 0", name="reach_positive"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    completion: Mapped[Translated]
    reach: Mapped[int | None]
    financing: Mapped[Translated]
    note: Mapped[Translated]
    version: Mapped[int] = mapped_column(default=1)
