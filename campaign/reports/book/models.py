"""Tables of the book: the page of each stop, the photos on it, and the books that were made."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStopForStaff, SeenByStaffAtStop
from campaign.reports.book.schemas import MOST_NAME


class BookPage(Base, SeenByStaffAtStop):
    """What a stop has written for the book. `ready_on`: somebody has handed it in, and nothing was changed since."""

    __tablename__ = "book_pages"

    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), index=True)
    lead: Mapped[Translated]
    quotation_id: Mapped[int | None] = mapped_column(ForeignKey("quotations.id", ondelete="SET NULL"), index=True)
    measures: Mapped[list[Any]] = mapped_column(JSON, default=list)
    giver_name: Mapped[str] = mapped_column(String(MOST_NAME), default="")
    giver_post: Mapped[Translated]
    receiver_name: Mapped[str] = mapped_column(String(MOST_NAME), default="")
    receiver_post: Mapped[Translated]
    ready_on: Mapped[date | None]
    ready_by: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)


class BookPhoto(Base, OfStopForStaff):
    """A photo on the page of a stop, in the order of `position`, with its words in the book. It goes when the photo goes."""

    __tablename__ = "book_photos"
    __table_args__ = (UniqueConstraint("photo_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"))
    position: Mapped[int]
    caption: Mapped[Translated]


class Book(Base, Scoped):
    """A book under its number. `content` is frozen when it is asked for; the file is drawn of it and of the photos.

    A worker that is killed leaves nothing behind: the next draws the same again. When a photo in it may not be shown any more,
    the file and the content go (`spoilt_at`), the number stays.
    """

    __tablename__ = "books"
    __table_args__ = (
        UniqueConstraint("relay_id", "number"),
        CheckConstraint("(ready_at IS NULL) = (digest = '')", name="ready_has_a_digest"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    photo_ids: Mapped[list[Any]] = mapped_column(JSON)
    stops: Mapped[int]
    without: Mapped[list[Any]] = mapped_column(JSON)
    pages: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(64), default="")
    made_by: Mapped[int | None]
    asked_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    spoilt_at: Mapped[datetime | None]
    job_uid: Mapped[str | None] = mapped_column(String(22))
    file_uid: Mapped[str | None] = mapped_column(String(22))

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        """Of its region, and of whoever runs a stop of its relay: all of them are in it."""
        return cls.id.is_(None) if scope.public else or_(cls.region_id.in_(scope.regions), cls.relay_id.in_(scope.relays))
