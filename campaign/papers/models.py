"""Who signs the papers of a relay or a stop."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, or_
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped


class PaperSigners(Base, Scoped):
    """The signers of one relay or of one stop: who approves, who agrees, who draws up. `version` grows with every edit."""

    __tablename__ = "paper_signers"
    __table_args__ = (CheckConstraint("(relay_id IS NULL) <> (stop_id IS NULL)", name="of_a_relay_or_a_stop"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    relay_id: Mapped[int | None] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), unique=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), unique=True)
    signers: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops))
