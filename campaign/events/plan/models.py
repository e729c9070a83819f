"""What a stop's plan says of an event beside the event itself."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from campaign.core.db import Base
from campaign.core.i18n import Translated
from campaign.events.once import OncePerEvent


class EventPlanLine(Base, OncePerEvent):
    """Form of completion, expected reach, source of financing and a note of one event."""

    __tablename__ = "event_plan_lines"
    __table_args__ = (CheckConstraint("reach > 0", name="reach_positive"),)

    completion: Mapped[Translated]
    reach: Mapped[int | None]
    financing: Mapped[Translated]
    note: Mapped[Translated]
