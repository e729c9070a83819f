"""The table of closed periods: what they were made of, in rows that are only ever added."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped


class PeriodClose(Base, Scoped):
    """The figures of a region, or of one relay of it, from a day to a day, as they were when somebody closed them.

    `snapshot` is the canonical text of its rows without persons and `snapshot_hash` the hash of it; `signer` is who signs the
    sheet. Two closes of the same figures never share a day. Triggers in both databases refuse every change and every overlap:
    what is found out later is a correction beside it (`comparing.py`).
    """

    __tablename__ = "period_closes"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="runs_forward"),
        Index("ix_period_closes_region_id_first_day", "region_id", "first_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    relay_id: Mapped[int | None] = mapped_column(ForeignKey("relays.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    closed_at: Mapped[datetime]
    closed_by: Mapped[int | None]
    signer: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(String(500), default="")
    snapshot: Mapped[str] = mapped_column(Text)
    snapshot_hash: Mapped[str] = mapped_column(String(64), unique=True)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return cls.region_id.in_(scope.regions)
