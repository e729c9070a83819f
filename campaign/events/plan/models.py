"""What a stop's plan says of an event beside the event itself."""

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, or_
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped
from campaign.core.i18n import Translated


class EventPlanLine(Base, Scoped):
    """Form of completion, expected reach, source of financing and a note of one event."""

    __tablename__ = "event_plan_lines"
    __table_args__ = (CheckConstraint("reach > 0", name="reach_positive"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    completion: Mapped[Translated]
    reach: Mapped[int | None]
    financing: Mapped[Translated]
    note: Mapped[Translated]
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops))
