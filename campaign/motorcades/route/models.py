"""Points of routes. They count from the start of their event, so they move with it."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.i18n import Translated
from campaign.events.once import OncePerEvent
from campaign.events.running.rows import OrderedRow
from campaign.motorcades.route.schemas import PointKind


class RouteText(Base, OncePerEvent):
    """That an event has a route, the way in reserve in words, and how often it was written."""

    __tablename__ = "routes"

    reserve: Mapped[Translated]


class RoutePointRow(Base, OrderedRow):
    """One point of a route.

    `offset`: minutes after the start of the event (negative: before); NULL without a time. `metres` along the road from the
    start of the column. `lat`, `lon` in degrees, both or neither. `fact_at`: when the head of the column passed.
    """

    __tablename__ = "route_points"
    __table_args__ = (
        CheckConstraint("metres >= 0", name="metres_never_negative"),
        CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="coordinates_both_or_neither"),
    )

    kind: Mapped[PointKind] = mapped_column(word_type(PointKind))
    name: Mapped[Translated]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    offset: Mapped[int | None]
    metres: Mapped[int | None]
    way: Mapped[Translated]
    post: Mapped[str] = mapped_column(String(120), default="")
    medical: Mapped[bool] = mapped_column(default=False)
