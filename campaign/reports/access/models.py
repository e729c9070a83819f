"""The table of looks at personal data."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.web.reasons import About, ReasonKind


class AccessEntry(Base):
    """An account that looked at one page about one event or registration within an hour; one row, however often.

    `thing_id` is 0 for lists over all events. `written`: something was sent from there (an export, a print, a change).
    `reason_id` is the AccessReason that was given for it, 0 where none was needed. Ids only: when a person is erased, the row
    stays and names nobody.
    """

    __tablename__ = "access_entries"
    __table_args__ = (
        UniqueConstraint("hour", "user_id", "page", "thing", "thing_id", "written", "reason_id", name="uq_access_entries_look"),
        Index("ix_access_entries_thing_thing_id", "thing", "thing_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hour: Mapped[datetime]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    page: Mapped[str] = mapped_column(String(80))
    thing: Mapped[str] = mapped_column(String(16))
    thing_id: Mapped[int]
    written: Mapped[bool]
    region_id: Mapped[int | None] = mapped_column(index=True)
    reason_id: Mapped[int] = mapped_column(default=0, server_default="0")


class AccessReason(Base):
    """Why an account looked at minors of an event or stop, or at many people; `words` are its own, empty for a plain kind.

    Only ever added to, but for names in the words, which an erasure takes out.
    """

    __tablename__ = "access_reasons"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    about: Mapped[About] = mapped_column(word_type(About))
    thing: Mapped[str] = mapped_column(String(16))
    thing_id: Mapped[int]
    region_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[ReasonKind] = mapped_column(word_type(ReasonKind))
    words: Mapped[str] = mapped_column(String(300), default="")
