"""The table of looks at personal data."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base


class AccessEntry(Base):
    """An account that looked at one page about one event or registration within an hour; one row, however often.

    `thing_id` is 0 for lists over all events. `written`: something was sent from there (an export, a print, a change). Ids
    only: when a person is erased, the row stays and names nobody.
    """

    __tablename__ = "access_entries"
    __table_args__ = (
        UniqueConstraint("hour", "user_id", "page", "thing", "thing_id", "written"),
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
