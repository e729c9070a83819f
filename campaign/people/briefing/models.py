"""Table of who was written to about which version of a briefing."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base


class BriefingLetter(Base):
    """One registration was written to about one version of a briefing: once. Read only through its version."""

    __tablename__ = "briefing_letters"
    __table_args__ = (UniqueConstraint("version_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("briefing_versions.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    queued_at: Mapped[datetime]
