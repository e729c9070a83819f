"""Who signs the papers of a relay or a stop, and from which day on."""

from datetime import date
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base
from campaign.core.scoped import SeenAtStop

BEGINNING: Final = date(1900, 1, 1)  # valid from then: nobody signed before


class PaperSigners(Base, SeenAtStop):
    """The signers of one relay or of one stop from a day on: who approves, who agrees, who draws up.

    They sign until the day from which others do. `version` grows with every edit.
    """

    __tablename__ = "paper_signers"
    __table_args__ = (
        CheckConstraint("(relay_id IS NULL) <> (stop_id IS NULL)", name="of_a_relay_or_a_stop"),
        UniqueConstraint("relay_id", "valid_from"),
        UniqueConstraint("stop_id", "valid_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    relay_id: Mapped[int | None] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"))
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"))
    valid_from: Mapped[date] = mapped_column(default=BEGINNING, server_default=text("'1900-01-01'"))
    signers: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
