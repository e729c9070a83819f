"""Tables of stocktakes: the sheet of a store as it was frozen, and what was counted."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import SeenByStaffAtStop
from campaign.materials.stocktakes.schemas import MOST_REASON, StocktakeState

_OPEN = text("state = 'open'")


class Stocktake(Base, SeenByStaffAtStop):
    """One counting of a store. `document_id` is what it posted; none where everything agreed."""

    __tablename__ = "stocktakes"
    __table_args__ = (
        Index("uq_stocktakes_open", "store_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_when"),
        CheckConstraint("document_id IS NULL OR state = 'posted'", name="document_of_posted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stock_places.id"))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id"), index=True)
    state: Mapped[StocktakeState] = mapped_column(word_type(StocktakeState), default=StocktakeState.OPEN)
    begun_at: Mapped[datetime]
    begun_by: Mapped[int | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("stock_documents.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)


class StocktakeLine(Base):
    """A variant on the sheet. Read only through its stocktake.

    `expected` is its balance when the line was frozen and `seen_line` the last line of the ledger then: a later one that moves
    it means that it must be counted again. `counted_before`: what had been counted when it was frozen anew.
    """

    __tablename__ = "stocktake_lines"
    __table_args__ = (
        UniqueConstraint("stocktake_id", "variant_id"),
        CheckConstraint("expected >= 0 AND counted >= 0", name="not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stocktake_id: Mapped[int] = mapped_column(ForeignKey("stocktakes.id", ondelete="CASCADE"))
    position: Mapped[int]
    variant_id: Mapped[int] = mapped_column(ForeignKey("material_variants.id"), index=True)
    expected: Mapped[int]
    seen_line: Mapped[int]
    counted: Mapped[int | None]
    counted_before: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(MOST_REASON), default="")
