"""What was typed back of printed sheets, page by page."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core import crypto
from campaign.core.db import Base, word_type
from campaign.core.scoped import SeenAtStop
from campaign.core.sealed import SealedText
from campaign.papers.typed.schemas import Row, TypingState

_LIVE = text("state IN ('draft', 'ready', 'posted')")


class Typing(Base, SeenAtStop):
    """One person's typing of one page. `turn` 2 is a second person's, of a page for which two were asked (`double`).

    `rows_sealed` are the rows as they were printed, kept when typing began, so that nothing edited later moves one;
    `text_sealed` is all that was typed. Both hold names. `facts` are numbers only: what posting wrote, for undoing it.
    """

    __tablename__ = "typings"
    __table_args__ = (
        Index("uq_typings_live", "sheet_id", "page", "turn", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        CheckConstraint("turn IN (1, 2)", name="first_or_second"),
        CheckConstraint("(state IN ('posted', 'undone')) = (posted_at IS NOT NULL)", name="posted_when"),
        CheckConstraint("(state = 'undone') = (undone_at IS NOT NULL)", name="undone_when"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("printed_sheets.id", ondelete="CASCADE"))
    page: Mapped[int]
    turn: Mapped[int]
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="SET NULL"), index=True)
    user_id: Mapped[int | None] = mapped_column(index=True)
    state: Mapped[TypingState] = mapped_column(word_type(TypingState))
    double: Mapped[bool]
    rows_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]
    posted_by: Mapped[int | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None]

    @property
    def rows(self) -> tuple[Row, ...]:
        kept = json.loads(crypto.unseal(self.rows_sealed, "typings.rows", self.uid))
        return tuple(Row(number, key, tuple(words), *called) for number, key, words, *called in kept)

    @rows.setter
    def rows(self, rows: tuple[Row, ...]) -> None:
        plain = json.dumps([[row.number, row.key, list(row.words), row.called] for row in rows], ensure_ascii=False)
        self.rows_sealed = crypto.seal(plain, "typings.rows", self.uid)

    text = SealedText(always=True)
