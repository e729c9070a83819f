"""Tables of erasures, of wishes for them, of terms, and of what was erased when a term was over."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.actor import Scope
from campaign.core.db import Base, Scoped, word_type
from campaign.core.rules import AddedRule, with_a_source
from campaign.core.scoped import SeenByStaffAtStop
from campaign.people.privacy.schemas import MOST_CLOSED, ClosedWhy, ErasureWay

_WAITS = text("done_at IS NULL")


class Erasure(Base, Scoped):
    """That somebody was erased: the random name of their row, never their own. Signed, so that a list can be trusted."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_uid: Mapped[str] = mapped_column(String(22), unique=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    way: Mapped[ErasureWay] = mapped_column(word_type(ErasureWay))
    erased_at: Mapped[datetime]
    erased_by: Mapped[int | None]
    signature: Mapped[str] = mapped_column(String(32))
    places: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return cls.region_id.in_(scope.regions)


class ErasureRequest(Base, SeenByStaffAtStop):
    """Somebody asked on their ticket that their data be erased. One waits for a person at a time.

    `closed_why` says that it was answered without erasing anybody; `closed_words` are to the person.
    """

    __tablename__ = "erasure_requests"
    __table_args__ = (
        Index("uq_erasure_requests_waits", "person_id", unique=True, sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id"), index=True)
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None]
    closed_why: Mapped[ClosedWhy | None] = mapped_column(word_type(ClosedWhy))
    closed_words: Mapped[str] = mapped_column(String(MOST_CLOSED), default="", server_default="")


class RetentionRule(AddedRule, Base):
    """How long people of events are kept: months after 31 December of the event's year."""

    __tablename__ = "retention_rules"
    __table_args__ = (
        CheckConstraint("months BETWEEN 0 AND 600", name="months_sane"),
        with_a_source(),
    )

    months: Mapped[int]
    shipped: Mapped[bool] = mapped_column(default=False)


class RetentionRun(Base, Scoped):
    """What was erased of one region because its term was over; `events` how many of each event, `total` how many people."""

    __tablename__ = "retention_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    as_of: Mapped[date]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    made_by: Mapped[int | None]
    total: Mapped[int] = mapped_column(default=0)
    events: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    @classmethod
    def visible_to(cls, scope: Scope) -> ColumnElement[bool]:
        return cls.region_id.in_(scope.regions)
