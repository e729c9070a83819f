"""The table of plans for bad weather."""

from datetime import time

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, LargeBinary, String, or_
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped
from campaign.core.i18n import Translated
from campaign.core.sealed import SealedText


class Contingency(Base, Scoped):
    """The plan for bad weather of one event.

    The reserve day is kept as its distance from the usual day, so it moves with the event and its stop. What the event was
    before a switch stands in the `home_…` columns until it is switched back.
    """

    __tablename__ = "contingencies"
    __table_args__ = (
        CheckConstraint("(reserve_after IS NULL) = (reserve_starts IS NULL)", name="reserve_whole"),
        CheckConstraint("(home_starts IS NULL) = (home_ends IS NULL)", name="home_whole"),
        CheckConstraint("home_starts IS NULL OR reserve_after IS NOT NULL", name="switched_to_something"),
        CheckConstraint("decide_hours >= 0", name="decided_before"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(22))
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    reserve_after: Mapped[int | None]
    reserve_starts: Mapped[time | None]
    indoor_place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    wind_ms: Mapped[int | None]
    colder_than: Mapped[int | None]
    hotter_than: Mapped[int | None]
    rain: Mapped[bool] = mapped_column(default=False)
    words: Mapped[Translated] = mapped_column(default=Translated)
    decides: Mapped[str] = mapped_column(String(120), default="")
    decides_phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    decide_hours: Mapped[int | None]
    announced: Mapped[bool] = mapped_column(default=False)
    home_starts: Mapped[time | None]
    home_ends: Mapped[time | None]
    is_indoors: Mapped[bool] = mapped_column(default=False)
    home_place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    home_place_note: Mapped[str] = mapped_column(String(200), default="")
    home_capacity: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    decides_phone = SealedText()
    """E.164, or empty."""

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        if scope.public:
            return cls.announced.is_(True)
        return or_(cls.region_id.in_(scope.regions), cls.stop_id.in_(scope.stops))
