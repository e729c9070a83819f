"""Tables of imports: one row an import, and whom it found on the list already."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.core.db import Base, word_type
from campaign.core.scoped import SeenByStaffAtStop
from campaign.people.imports.schemas import Counts, ImportState


class Import(Base, SeenByStaffAtStop):
    """One table of people, sent for one event.

    The file and the report of what is wrong in it are kept files of the owner and expire; what stays are the counts. What it
    made names it: `import_id` of people, organisations and registrations. Somebody who then registers by the form is no
    longer the import's (their `import_id` becomes NULL), so that taking it back leaves them.
    """

    __tablename__ = "imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int] = mapped_column(ForeignKey("stops.id"), index=True)
    owner_id: Mapped[int | None]
    state: Mapped[ImportState] = mapped_column(word_type(ImportState))
    file_uid: Mapped[str | None] = mapped_column(String(22))
    report_uid: Mapped[str | None] = mapped_column(String(22))
    job_uid: Mapped[str | None] = mapped_column(String(22))
    file_name: Mapped[str] = mapped_column(String(120))
    file_hash: Mapped[str] = mapped_column(String(64))
    reading: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    skip_errors: Mapped[bool] = mapped_column(default=False)
    create_organisations: Mapped[bool] = mapped_column(default=False)
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


class ImportMatch(Base):
    """That an import named somebody who was on the event's list already: taking back the other import leaves them."""

    __tablename__ = "import_matches"

    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True, index=True
    )
