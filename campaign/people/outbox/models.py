"""Tables of the outbox: who was told without a letter, and which events were reminded of."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import SeenByStaffAtStop
from campaign.people.outbox.schemas import Way


class Telling(Base, SeenByStaffAtStop):
    """Somebody was told by a call or a short message what no letter could tell them: once for each piece of news."""

    __tablename__ = "tellings"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"))
    way: Mapped[Way] = mapped_column(word_type(Way))
    told_by: Mapped[int | None]
    told_at: Mapped[datetime]


class EventReminder(Base):
    """The people of an event were reminded of the day on which it is. Moved to another day, it is reminded of anew."""

    __tablename__ = "event_reminders"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    queued_at: Mapped[datetime]
