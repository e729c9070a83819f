"""The log of the doors: every item that phones sent and the desk wrote, each once."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.events.scoped import SeenAtEvent
from campaign.walks.doors.schemas import MOST_NOTE, MOST_PIECES, MOST_REASON, Decision, Outcome, RecordKind, Why
from campaign.walks.schemas import Sign, Soap


class DoorRecord(Base, SeenAtEvent):
    """One item under its own key: what happened at a door, or that an earlier item was a mistake; rows are only added.

    How a door stands is not written here but follows from these rows: of those that count (taken, or accepted later) and that
    no undo names, the one with the latest `happened_at`, then the greatest id. `claimed_at` is the phone's clock as it stood,
    `happened_at` the same put right, by the campaign's calendar. Without a device it was the coordinator's desk (`user_id`).
    A team that is taken out of the walk leaves its records. No name of anybody.
    """

    __tablename__ = "door_records"
    __table_args__ = (
        Index("ix_door_records_event_id_outcome", "event_id", "outcome"),
        CheckConstraint(f"pieces BETWEEN 0 AND {MOST_PIECES}", name="pieces_in_reason"),
        CheckConstraint("(kind = 'undo') = (of_key <> '')", name="an_undo_names_a_key"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_when"),
        CheckConstraint("decision IS NULL OR outcome = 'review'", name="only_review_is_decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("walk_teams.id", ondelete="SET NULL"), index=True)
    door_id: Mapped[int | None] = mapped_column(ForeignKey("walk_doors.id", ondelete="SET NULL"), index=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device_links.id", ondelete="SET NULL"))
    user_id: Mapped[int | None]
    key: Mapped[str] = mapped_column(String(40), unique=True)
    body_hash: Mapped[str] = mapped_column(String(32))
    kind: Mapped[RecordKind] = mapped_column(word_type(RecordKind))
    soap: Mapped[Soap] = mapped_column(word_type(Soap))
    pieces: Mapped[int] = mapped_column(default=0)
    sign: Mapped[Sign] = mapped_column(word_type(Sign))
    note: Mapped[str] = mapped_column(String(MOST_NOTE), default="", server_default="")
    of_key: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)
    outcome: Mapped[Outcome] = mapped_column(word_type(Outcome))
    why: Mapped[Why] = mapped_column(word_type(Why))
    claimed_at: Mapped[datetime | None]
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    decision: Mapped[Decision | None] = mapped_column(word_type(Decision))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(MOST_REASON), default="", server_default="")
