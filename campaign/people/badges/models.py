"""What was printed on whose badge last, and which roles of an event lead."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, or_
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.pdf.badges.schemas import Layout


class BadgePrint(Base, Scoped):
    """The last badge of one registration in one layout: a hash of what it said, and the number of its sheet.

    Whoever has none is new; whose hash is another by now has changed since.
    """

    __tablename__ = "badge_prints"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    layout: Mapped[Layout] = mapped_column(word_type(Layout), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    content_hash: Mapped[str] = mapped_column(String(32))
    sheet_number: Mapped[int]
    printed_at: Mapped[datetime]

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops))


class LeadingRole(Base, Scoped):
    """Whether a role leads, as somebody said who knows: its bar on a badge is solid then, and its people sign for others.

    Where nobody said anything the name of the role decides (`leading.py`).
    """

    __tablename__ = "leading_roles"

    role_id: Mapped[int] = mapped_column(ForeignKey("event_roles.id", ondelete="CASCADE"), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    leads: Mapped[bool]

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops))
