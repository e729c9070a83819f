"""What a stop's schedule needs beside its days: the place of the ceremony, who answers, who coordinates."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base
from campaign.core.i18n import Translated
from campaign.core.scoped import SeenAtStop
from campaign.core.sealed import SealedText


class StopDuty(Base, SeenAtStop):
    """Who answers for a stop, where it hands the baton on, and on whom coordination and control are laid."""

    __tablename__ = "stop_duties"

    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    ceremony: Mapped[Translated]
    responsible: Mapped[str] = mapped_column(String(120), default="")
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    coordination: Mapped[Translated]
    version: Mapped[int] = mapped_column(default=1)

    phone = SealedText("stop_id")
    """E.164, or empty."""
