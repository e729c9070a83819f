"""The table of drafts of a plan."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped


class PlanDraft(Base, Scoped):
    """A plan that is not a season yet: the wish (`relay/wishes.py`), not the stops, so that it is planned anew when looked at.

    `name_key` is the folded name, once a region. `version` grows with every change: whoever saves over a version that is not
    the last one is told. `relay_id` is the season that was made from it last.
    """

    __tablename__ = "plan_drafts"
    __table_args__ = (UniqueConstraint("region_id", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(120))
    name_key: Mapped[str] = mapped_column(String(240))
    wish: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    relay_id: Mapped[int | None] = mapped_column(ForeignKey("relays.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None]

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        """Those who plan for the region see its drafts, the coordinators of single stops do not."""
        return cls.region_id.in_(scope.regions)
