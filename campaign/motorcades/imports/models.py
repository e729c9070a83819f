"""Tables of imports of vehicles: one row an import, and the cars that it has put into the column."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import OfStop
from campaign.motorcades.imports.schemas import Counts, ImportState


class VehicleImport(Base, OfStop):
    """One table of vehicles, sent for the column of one event. The file is its sender's for a week; the counts stay."""

    __tablename__ = "vehicle_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[int | None]
    state: Mapped[ImportState] = mapped_column(word_type(ImportState))
    file_uid: Mapped[str | None] = mapped_column(String(22))
    file_name: Mapped[str] = mapped_column(String(120))
    reading: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    left_out: Mapped[list[int]] = mapped_column(JSON, default=list)
    rows: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    matched: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    written_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    def keep_counts(self, counts: Counts) -> None:
        """What the list of imports shows of how its rows ended."""
        self.rows, self.created, self.matched = counts.rows, counts.created, counts.matched
        self.skipped, self.failed = counts.skipped, counts.failed


class ImportedCar(Base):
    """That an import has put this car into the column; `made_vehicle`: its vehicle came into the register by it too."""

    __tablename__ = "vehicle_import_cars"

    import_id: Mapped[int] = mapped_column(ForeignKey("vehicle_imports.id", ondelete="CASCADE"), primary_key=True)
    car_id: Mapped[int] = mapped_column(ForeignKey("column_cars.id", ondelete="CASCADE"), primary_key=True, index=True)
    made_vehicle: Mapped[bool]
