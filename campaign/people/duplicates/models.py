"""Tables of merges: who went into whom, where old tickets and badges lead, and which two are two people for good."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, LargeBinary, String, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped
from campaign.core.scoped import SeenInRegion
from campaign.people.models import Registration

_HERE = Registration.__table__.alias()  # inside the scope of others, where no criterion is to be added again


class Merge(Base, Scoped):
    """That one person of a region went into another: `gone_id` stays as a row that points to `kept_id`.

    `snapshot` holds every column that was changed, before and after, by table and key: it holds names and numbers, so it is
    sealed. Taking the merge back writes the columns as they were.
    """

    __tablename__ = "merges"
    __table_args__ = (CheckConstraint("kept_id <> gone_id", name="two_people"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    snapshot: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None]

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.id.is_(None)
        comes = select(_HERE.c.id).where(_HERE.c.person_id == cls.kept_id, _HERE.c.stop_id.in_(scope.stops))
        return or_(cls.region_id.in_(scope.regions), comes.correlate_except(_HERE).exists())


class RegistrationAlias(Base):
    """A registration that gave way to another of the same person at the same event: its link and its code lead there."""

    __tablename__ = "registration_aliases"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    survivor_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)


class TwoPeople(Base, SeenInRegion):
    """Somebody who knows them said that these are two people: they are not proposed again. `first_id` is the smaller number."""

    __tablename__ = "two_people"
    __table_args__ = (CheckConstraint("first_id < second_id", name="in_order"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    said_at: Mapped[datetime]
    said_by: Mapped[int | None]
