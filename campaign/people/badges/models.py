"""What was printed on whose badge last, and which roles of an event lead."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import OfStop
from campaign.pdf.badges.schemas import Layout


class BadgePrint(Base, OfStop):
    """The last badge of one registration in one layout: a hash of what it said, and the number of its sheet.

    Whoever has none is new; whose hash is another by now has changed since.
    """

    __tablename__ = "badge_prints"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    layout: Mapped[Layout] = mapped_column(word_type(Layout), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    content_hash: Mapped[str] = mapped_column(String(32))
    sheet_number: Mapped[int]
    printed_at: Mapped[datetime]


class LeadingRole(Base, OfStop):
    """Whether a role leads, as somebody said who knows: its bar on a badge is solid then, and its people sign for others.

    Where nobody said anything the name of the role decides (`leading.py`).
    """

    __tablename__ = "leading_roles"

    role_id: Mapped[int] = mapped_column(ForeignKey("event_roles.id", ondelete="CASCADE"), primary_key=True)
    leads: Mapped[bool]
