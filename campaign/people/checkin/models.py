"""Tables of the door: who is in, once, and every item that phones sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.events.scoped import SeenAtEvent
from campaign.people.checkin.schemas import MOST_REASON, Decision, ItemKind, Outcome, Why

_STANDS = text("undone_at IS NULL")


class CheckIn(Base, SeenAtEvent):
    """Somebody is at the event, counted once: one row that stands a registration, whatever was sent from wherever.

    `at` is the server's moment and the truth for the order; `claimed_at` is when it was by the phone's clock, put right by how
    far that clock was off. Both by the campaign's calendar. Without a device it was a coordinator at the desk (`user_id`).
    Undoing keeps the row, with who did it and why.
    """

    __tablename__ = "check_ins"
    __table_args__ = (
        Index("uq_check_ins_stands", "registration_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
        Index("ix_check_ins_event_id_at", "event_id", "at"),
        CheckConstraint("(undone_at IS NULL) = (undo_reason = '')", name="undone_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device_links.id", ondelete="SET NULL"))
    user_id: Mapped[int | None]
    at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None]
    undo_reason: Mapped[str] = mapped_column(String(MOST_REASON), default="", server_default="")


class CheckInScan(Base, SeenAtEvent):
    """One item a phone sent, under the phone's own key, and what became of it; rows are added, only a decision is set later.

    `claimed_at` is the phone's clock as it stood, `happened_at` the same put right. No name and no phone of anybody: a walk-in
    is a registration. `code` is kept only where it means nobody known.
    """

    __tablename__ = "check_in_scans"
    __table_args__ = (
        Index("ix_check_in_scans_event_id_outcome", "event_id", "outcome"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_when"),
        CheckConstraint("decision IS NULL OR outcome = 'review'", name="only_review_is_decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device_links.id", ondelete="SET NULL"))
    key: Mapped[str] = mapped_column(String(40), unique=True)
    body_hash: Mapped[str] = mapped_column(String(32))
    kind: Mapped[ItemKind] = mapped_column(word_type(ItemKind))
    outcome: Mapped[Outcome] = mapped_column(word_type(Outcome))
    why: Mapped[Why] = mapped_column(word_type(Why))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="SET NULL"), index=True)
    code: Mapped[str] = mapped_column(String(12), default="", server_default="")
    claimed_at: Mapped[datetime | None]
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    decision: Mapped[Decision | None] = mapped_column(word_type(Decision))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(MOST_REASON), default="", server_default="")
