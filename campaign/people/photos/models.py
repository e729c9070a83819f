"""Tables of photos: the picture, its sealed parts, and who of the event is seen in it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStopForStaff
from campaign.people.photos.schemas import Seen, Size


class Photo(Base, OfStopForStaff):
    """One picture of an event, of which only what was made anew is kept.

    `file_hash` is that of the file as it came: the same file is one photo of an event. By `look` pictures are compared that
    were saved anew; `like_id` is the one that looked the same when it came. `bytes` is the sum of the parts, unsealed; 0
    once they were deleted because somebody in the picture was erased.
    """

    __tablename__ = "photos"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        UniqueConstraint("event_id", "file_hash"),
        CheckConstraint("width > 0 AND height > 0", name="has_a_size"),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    number: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(120))
    file_hash: Mapped[str] = mapped_column(String(64))
    look: Mapped[str] = mapped_column(String(32), default="")
    like_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id", ondelete="SET NULL"), index=True)
    width: Mapped[int]
    height: Mapped[int]
    bytes: Mapped[int]
    caption: Mapped[Translated]
    author: Mapped[str] = mapped_column(String(120), default="")
    taken_at: Mapped[datetime | None]
    seen: Mapped[Seen] = mapped_column(word_type(Seen), default=Seen.UNSAID)
    version: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[int | None] = mapped_column(index=True)
    made_at: Mapped[datetime]


class PhotoPart(Base):
    """A megabyte of one size of a photo, sealed for its place in it. Read only through the photo."""

    __tablename__ = "photo_parts"

    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"), primary_key=True)
    size: Mapped[Size] = mapped_column(word_type(Size), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PhotoPerson(Base):
    """Somebody of the event can be recognised in a photo. Read only through the photo.

    The row stays when the registration is erased: a picture of somebody who can no longer be asked is not printed.
    """

    __tablename__ = "photo_people"
    __table_args__ = (UniqueConstraint("photo_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="SET NULL"), index=True)
