"""The table of imports of rooms."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import SeenInRegion
from campaign.walks.buildings.imports.schemas import ImportState


class OfficeImport(Base, SeenInRegion):
    """One table that was sent for a building. The file is its sender's and expires; counts and what it changed stay.

    What it made names it (`offices.import_id`). `changes`: by the number of a room what stood there before, and `floors`: the
    numbers of floors it made. No name of a person is in it.
    """

    __tablename__ = "building_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("buildings.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    owner_id: Mapped[int | None]
    state: Mapped[ImportState] = mapped_column(word_type(ImportState), default=ImportState.JUDGED)
    file_name: Mapped[str] = mapped_column(String(120))
    file_uid: Mapped[str | None] = mapped_column(String(22))
    reading: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    persons: Mapped[bool] = mapped_column(default=False)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    made_at: Mapped[datetime]
    written_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
