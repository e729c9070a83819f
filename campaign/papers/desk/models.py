"""The tables of print desks and of the browsers that have typed a PIN. Secrets are derived or hashed, none stands here."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base
from campaign.core.scoped import OfStopForStaff
from campaign.papers.desk.schemas import MOST_LABEL


class PrintDesk(Base, OfStopForStaff):
    """A clerk may print the papers of one event, some days before it until some days after it, wherever it moves to.

    Link and PIN follow from `uid`, `generation` and the key of the house; a new generation ends both. `wrong_pins` counts the
    guesses since the last right one, across all workers. `papers` are the codes of the presses that it may use. `made_at`,
    `withdrawn_at`, `opened_at` and `last_seen_at` are by the campaign's calendar.
    """

    __tablename__ = "print_desks"
    __table_args__ = (
        CheckConstraint("label <> ''", name="label_not_empty"),
        CheckConstraint("days_before >= 0 AND days_after >= 0", name="days_not_negative"),
        CheckConstraint("wrong_pins BETWEEN 0 AND 10", name="ten_guesses"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    relay_id: Mapped[int] = mapped_column(ForeignKey("relays.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(MOST_LABEL))
    days_before: Mapped[int]
    days_after: Mapped[int]
    phones: Mapped[bool]
    papers: Mapped[list[str]] = mapped_column(JSON)
    generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    wrong_pins: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[int | None]
    made_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class DeskSession(Base):
    """One browser in which the PIN was typed; real time. It ends with its desk, with a new PIN, and after half a day."""

    __tablename__ = "desk_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("print_desks.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
