"""Tables of the outbox: who was told without a letter, and which events were reminded of."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, or_
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.people.outbox.schemas import Way


class Telling(Base, Scoped):
    """Somebody was told by a call or a short message what no letter could tell them: once for each piece of news."""

    __tablename__ = "tellings"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"))
    way: Mapped[Way] = mapped_column(word_type(Way))
    told_by: Mapped[int | None]
    told_at: Mapped[datetime]

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.message_id.is_(None)
        return or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops))


class EventReminder(Base):
    """The people of an event were reminded of the day on which it is. Moved to another day, it is reminded of anew."""

    __tablename__ = "event_reminders"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    queued_at: Mapped[datetime]
