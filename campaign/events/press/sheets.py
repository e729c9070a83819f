"""Publications as a table, head and words in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from campaign.core.i18n import _
from campaign.events.press.schemas import PublicationRow
from campaign.events.press.words import FORMATS, TONGUES
from campaign.sheets.outgoing import file_of
from campaign.sheets.schemas import Cell, SheetColumn, SheetTable


def publications_file(rows: Iterable[PublicationRow], subject: str, made_at: datetime, kind: str) -> bytes:
    """One row a publication, however many events it tells of; no cell is a formula. Some 60 µs a row."""
    table = SheetTable(
        title=_("Publications"),
        columns=[
            SheetColumn(_("Date"), 12),
            SheetColumn(_("Stop"), 22),
            SheetColumn(_("Outlet"), 30),
            SheetColumn(_("Format"), 18),
            SheetColumn(_("Language"), 18),
            SheetColumn(_("Address of the page"), 60),
            SheetColumn(_("Reach, people"), 14),
            SheetColumn(_("Tells of these events"), 60),
            SheetColumn(_("Note"), 40),
        ],
        rows=map(_row, rows),
        made_at=made_at,
        subject=subject,
    )
    return file_of(table, kind)


def _row(row: PublicationRow) -> Sequence[Cell]:
    return (
        f"{row.published_on:%d.%m.%Y}",
        row.unit_name.text(),
        row.outlet,
        str(FORMATS[row.format]),
        str(TONGUES[row.language]),
        row.address,
        "" if row.reach is None else str(row.reach),
        "; ".join(event.title.text() for event in row.events),
        row.note,
    )
