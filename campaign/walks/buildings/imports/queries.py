"""Reading imports of rooms: what was sent, what would become of it now, and the copy that says what is wrong."""

from sqlalchemy import select

from campaign.core import files
from campaign.core.db import db
from campaign.core.errors import Invalid, NotFound
from campaign.core.i18n import _, _l
from campaign.sheets.mapping import Reading
from campaign.sheets.reading import RawTable, Upload, headings, read_table, with_errors
from campaign.walks.buildings.imports.columns import guess, head_of
from campaign.walks.buildings.imports.judging import judge
from campaign.walks.buildings.imports.models import OfficeImport
from campaign.walks.buildings.imports.schemas import MOST_ROWS, Counts, ImportRow, Judged, Options, Surveyed
from campaign.walks.buildings.queries import building_of

SAMPLE = 5
NO_IMPORT = _l("There is no such import.")


def import_row(import_id: int) -> ImportRow:
    """One import. Raises NotFound when it is not the asker's to see. One statement."""
    asked = select(OfficeImport).where(OfficeImport.id == import_id)
    found = db.session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
    if found is None:
        raise NotFound(NO_IMPORT)
    return row_of(found)


def imports_of(building_id: int) -> tuple[ImportRow, ...]:
    """The imports of a building, the newest first. One statement."""
    asked = select(OfficeImport).where(OfficeImport.building_id == building_id).order_by(OfficeImport.id.desc())
    return tuple(row_of(found) for found in db.session.scalars(asked, execution_options={"populate_existing": True}))


def row_of(row: OfficeImport) -> ImportRow:
    return ImportRow(
        row.id, row.building_id, row.state, row.file_name, row.file_uid, Reading.from_facts(row.reading), Options(row.persons),
        Counts(**row.counts), row.made_at, row.written_at, row.undone_at,
    )  # fmt: skip


def table_of(row: ImportRow) -> RawTable:
    """The table as it was sent, read in a limited child. Raises NotFound for another's file, Invalid for what is no table."""
    if row.file_uid is None:
        raise NotFound(NO_IMPORT)
    upload = Upload(row.file_name, b"".join(files.content_of(row.file_uid)))
    sheet = row.reading.sheet if row.reading else ""
    return read_table(upload, most_rows=MOST_ROWS, sheet=sheet or None)


def judged(table: RawTable, reading: Reading, row: ImportRow) -> Judged:
    """What would become of the table now. Three statements."""
    return judge(table, reading, building_of(row.building_id, named=row.options.persons), row.options)


def reading_in(table: RawTable, row: ImportRow) -> Reading | None:
    """Where the rooms stand, as somebody said or as the headings let guess; None when neither names a column of rooms."""
    given = row.reading
    return given if given and "room" in given.columns else guess(table)


def surveyed(row: ImportRow) -> Surveyed:
    """All that the page of a dry run shows. Raises NotFound for another's file, Invalid for what is no table."""
    table = table_of(row)
    reading = reading_in(table, row)
    shown = reading or row.reading or Reading(table.sheet, 0, {})
    sample = tuple(tuple(table.row(shown.head_row + number)) for number in range(1, SAMPLE + 1))
    words = tuple(headings(table, head_of(shown))) if shown.head_row else ("",) * table.width
    return Surveyed(table.sheets, words, sample, shown, judged(table, reading, row) if reading else None)


def copy_with_errors(row: ImportRow) -> bytes:
    """The sheet as XLSX with a column of what is wrong in each row. Raises NotFound, Invalid."""
    table = table_of(row)
    reading = reading_in(table, row)
    if reading is None:
        raise Invalid(_l("Nobody has said yet in which column the rooms stand."))
    errors = judged(table, reading, row).errors
    return with_errors(table, reading.head_row, errors, _("What is wrong"), reading.columns)
