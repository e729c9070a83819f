"""Frozen sheets: what was printed, under a number, exactly as it was (SPEC D3).

The content is kept sealed, as JSON of the schema that a document is made of; the PDF is made again from it and is the same to
the byte. A revision counts the sheets of one kind and subject.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from campaign.core import clock, crypto, settings
from campaign.core.actor import current_actor, widened
from campaign.core.db import Base, db
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import _l
from campaign.core.scoped import SeenAtStop

Content = dict[str, Any]
Paper = TypeVar("Paper")
COLUMN = "printed_sheets.content"
NO_SHEET = _l("There is no such sheet. Check the number at the foot of the paper.")
PAGES: dict[str, tuple[str, str]] = {}  # kind of sheet → endpoint of its page and the parameter for the number (registry.py)


class Numbered:
    """What shows the number of a sheet."""

    number: int | None

    @property
    def shown_number(self) -> str:
        """As at the foot of the paper: 00418. Only where there is a number."""
        return f"{self.number:05d}"


class PrintedSheet(Base, SeenAtStop):
    """One frozen sheet. `subject_id` is what a sheet of this `kind` is about: an event, a stop, a handover …

    `printed_by` is the account, `desk_id` the print desk that asked for it; neither for the system.
    """

    __tablename__ = "printed_sheets"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(22), unique=True)
    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    revision: Mapped[int]
    language: Mapped[str] = mapped_column(String(5))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stops.id", ondelete="SET NULL"), index=True)
    printed_at: Mapped[datetime]
    printed_by: Mapped[int | None]
    desk_id: Mapped[int | None] = mapped_column(index=True)
    rows: Mapped[int]
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    content_hash: Mapped[str] = mapped_column(String(64))

    def content(self) -> Content:
        """What was printed. Raises ValueError when the stored content is not what was stored."""
        text = crypto.unseal(self.content_sealed, COLUMN, self.uid)
        if hashlib.sha256(text.encode()).hexdigest() != self.content_hash:
            raise ValueError(f"sheet {self.number} has changed since it was printed")
        content: Content = json.loads(text)
        return content

    def keep(self, content: Content) -> None:
        """Store it in place of what was there: for a new sheet, and where a person on it is forgotten."""
        text = json.dumps(content, ensure_ascii=False, sort_keys=True)
        self.content_sealed = crypto.seal(text, COLUMN, self.uid)
        self.content_hash = hashlib.sha256(text.encode()).hexdigest()


def freeze(
    session: Session,
    *,
    kind: str,
    subject_id: int,
    region_id: int,
    stop_id: int | None,
    language: str,
    rows: int,
    content: Content,
) -> PrintedSheet:
    """Keep `content` as a new sheet with the next number and the next revision of its subject."""
    number = settings.next_number(session, "sheets")
    last = session.scalar(
        select(func.max(PrintedSheet.revision)).where(PrintedSheet.kind == kind, PrintedSheet.subject_id == subject_id)
    )
    sheet = PrintedSheet(
        uid=crypto.new_uid(),
        number=number,
        kind=kind,
        subject_id=subject_id,
        revision=(last or 0) + 1,
        language=language,
        region_id=region_id,
        stop_id=stop_id,
        printed_at=clock.campaign_now(),
        printed_by=current_actor().user_id,
        desk_id=current_actor().desk_id,
        rows=rows,
    )
    sheet.keep(content)
    session.add(sheet)
    session.flush()
    return sheet


def sheet_of(number: int) -> PrintedSheet:
    """The sheet with this number. Raises NotFound when there is none in the actor's scope."""
    sheet = db.session.scalar(select(PrintedSheet).where(PrintedSheet.number == number))
    if sheet is None:
        raise NotFound(NO_SHEET)
    return sheet


def as_printed(stored: PrintedSheet, read: Callable[[Content], Paper]) -> Paper:
    """What stands on a frozen sheet, as its room reads it. Raises Conflict when it is no longer what was printed."""
    try:
        return read(stored.content())
    except ValueError as error:
        said = _l(
            "What is stored of sheet %(number)s is no longer what was printed, so it is not shown. Tell whoever looks after "
            "the installation, and print the list anew.",
            number=f"{stored.number:05d}",
        )
        raise Conflict(said) from error


def page_of(number: int) -> tuple[str, dict[str, Any]]:
    """The endpoint and the values of the page of a sheet, which itself says who may see it.

    Raises NotFound for a number that was never given.
    """
    with widened():
        kind = db.session.scalar(select(PrintedSheet.kind).where(PrintedSheet.number == number))
    if kind not in PAGES:
        raise NotFound(NO_SHEET)
    endpoint, parameter = PAGES[kind]
    return endpoint, {parameter: number}
