"""Tables of closing: what teams were issued, and every closing there was."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import OfStopForStaff
from campaign.walks.closing.schemas import MOST_REASON, Material

_OF_TEAM = text("undone_at IS NULL AND team_id IS NOT NULL")
_OF_WALK = text("undone_at IS NULL AND team_id IS NULL")


class TeamIssue(Base, OfStopForStaff):
    """Why a team's figures of a material do not come out. Only `closing.issues` reads it.

    `issued`, `returned` and `lost` are of before the ledger kept them, and 0 since.
    """

    __tablename__ = "team_issues"
    __table_args__ = (CheckConstraint("issued >= 0 AND returned >= 0 AND lost >= 0", name="never_negative"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("walk_teams.id", ondelete="CASCADE"), primary_key=True)
    material: Mapped[Material] = mapped_column(word_type(Material), primary_key=True)
    issued: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    lost: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(MOST_REASON), default="")


class WalkClosing(Base, OfStopForStaff):
    """A team's figures, or the whole walk's (no team), as they were when somebody closed them; one stands at a time.

    `sums`: {material: {issued, given, returned, lost, reason}}. `documents`: those of the ledger that settled the team; undoing
    takes them back and keeps the row, with who did it and why.
    """

    __tablename__ = "walk_closings"
    __table_args__ = (
        Index("uq_walk_closings_team", "team_id", unique=True, sqlite_where=_OF_TEAM, postgresql_where=_OF_TEAM),
        Index("uq_walk_closings_walk", "event_id", unique=True, sqlite_where=_OF_WALK, postgresql_where=_OF_WALK),
        CheckConstraint("(undone_at IS NULL) = (undo_reason = '')", name="undone_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("walk_teams.id", ondelete="CASCADE"))
    sums: Mapped[dict[str, Any]] = mapped_column(JSON)
    documents: Mapped[list[int]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(String(MOST_REASON), default="")
    closed_at: Mapped[datetime]
    closed_by: Mapped[int | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None]
    undo_reason: Mapped[str] = mapped_column(String(MOST_REASON), default="")
