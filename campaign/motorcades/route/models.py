"""Points of routes. They count from the start of their event, so they move with it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.core.scoped import OfStop
from campaign.motorcades.route.schemas import PointKind


class RouteText(Base, OfStop):
    """That an event has a route, the way in reserve in words, and how often it was written."""

    __tablename__ = "routes"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    reserve: Mapped[Translated]
    version: Mapped[int] = mapped_column(default=1)


class RoutePointRow(Base, OfStop):
    """One point of a route, in the order of `position`.

    `offset`: minutes after the start of the event (negative: before); NULL without a time. `metres` along the road from the
    start of the column. `lat`, `lon` in degrees, both or neither. `fact_at` is when the head of the column passed.
    """

    __tablename__ = "route_points"
    __table_args__ = (
        CheckConstraint("metres >= 0", name="metres_never_negative"),
        CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="coordinates_both_or_neither"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[PointKind] = mapped_column(word_type(PointKind))
    name: Mapped[Translated]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    offset: Mapped[int | None]
    metres: Mapped[int | None]
    way: Mapped[Translated]
    post: Mapped[str] = mapped_column(String(120), default="")
    medical: Mapped[bool] = mapped_column(default=False)
    fact_at: Mapped[datetime | None]
