"""Tables of webhooks: whom to call, and every call."""

from datetime import datetime

from sqlalchemy import JSON, ColumnElement, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.exchange.webhooks.schemas import MOST_NAME, MOST_URL, DeliveryState, HookState


class Webhook(Base, Scoped):
    """An address of another machine that is called for the acts of a region, or of the country (`region_id` None).

    The secret follows from `uid` and `generation` (`signing`) and stands nowhere; until `old_until` calls are signed with the
    one before, too. `failures` counts calls without success in a row; until `rest_until` none is made.
    """

    __tablename__ = "webhooks"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    name: Mapped[str] = mapped_column(String(MOST_NAME))
    url: Mapped[str] = mapped_column(String(MOST_URL))
    acts: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[HookState] = mapped_column(word_type(HookState), default=HookState.ACTIVE)
    version: Mapped[int] = mapped_column(default=1)
    generation: Mapped[int] = mapped_column(default=1)
    old_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]
    rest_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        """Those who look after the region; what hears the whole country is the country's."""
        return cls.region_id.in_(scope.regions)


class WebhookDelivery(Base, Scoped):
    """One act that is told to one webhook, and how the last call went.

    `next_at` is when it may be taken (again); the end of the lease while it is being sent. `attempts` counts the takings: only
    whoever took it last may mark it.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (UniqueConstraint("webhook_id", "outward_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    outward_id: Mapped[int] = mapped_column(ForeignKey("outward_acts.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"))
    state: Mapped[DeliveryState] = mapped_column(word_type(DeliveryState), default=DeliveryState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(index=True)
    tried_at: Mapped[datetime | None]
    status: Mapped[int | None]
    trouble: Mapped[str] = mapped_column(String(20), default="")
    millis: Mapped[int | None]
    head: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return cls.region_id.in_(scope.regions)
