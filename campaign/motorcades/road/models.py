"""The log of the day of a column. How it stands is kept in `column_cars` and `route_points`, and follows from this."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import OfStop
from campaign.motorcades.road.schemas import ItemKind, Outcome, Why
from campaign.motorcades.schemas import CarState


class ColumnMark(Base, OfStop):
    """One item from a phone (`device_id`) or the desk (`user_id`), under its own key; rows are added, never changed.

    `of_key`: the key of the item that an undo takes back; it names the same car or point. `claimed_at` is the phone's clock as
    it stood, `happened_at` the same put right, which is what decides between two phones.
    """

    __tablename__ = "column_marks"
    __table_args__ = (
        CheckConstraint("(kind = 'undo') = (of_key <> '')", name="undo_of_something"),
        CheckConstraint("outcome = 'refused' OR car_id IS NOT NULL OR point_id IS NOT NULL", name="about_something"),
        Index("ix_column_marks_event_id_happened_at", "event_id", "happened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device_links.id", ondelete="SET NULL"))
    user_id: Mapped[int | None]
    key: Mapped[str] = mapped_column(String(40), unique=True)
    body_hash: Mapped[str] = mapped_column(String(32))
    kind: Mapped[ItemKind] = mapped_column(word_type(ItemKind))
    car_id: Mapped[int | None] = mapped_column(ForeignKey("column_cars.id", ondelete="CASCADE"), index=True)
    point_id: Mapped[int | None] = mapped_column(ForeignKey("route_points.id", ondelete="CASCADE"), index=True)
    state: Mapped[CarState | None] = mapped_column(word_type(CarState))
    of_key: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)
    outcome: Mapped[Outcome] = mapped_column(word_type(Outcome))
    why: Mapped[Why] = mapped_column(word_type(Why))
    claimed_at: Mapped[datetime | None]
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
