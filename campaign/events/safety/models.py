"""Safety plans, sealed as a whole: they hold the phones of those in charge."""

import json
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import crypto
from campaign.core.db import Base
from campaign.core.scoped import OfStop

_COLUMN = "safety_plans.content"


class EventSafetyPlan(Base, OfStop):
    """The safety plan that somebody has kept for an event; `version` grows with every edit."""

    __tablename__ = "safety_plans"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(default=1)

    @property
    def content(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(crypto.unseal(self.content_sealed, _COLUMN, str(self.event_id)))
        return facts

    @content.setter
    def content(self, facts: dict[str, Any]) -> None:
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
        self.content_sealed = crypto.seal(text, _COLUMN, str(self.event_id))
