"""Reading imports, their reports, and the copy of the sheet in which it says what is wrong."""

from sqlalchemy import select

from campaign.core import files
from campaign.core.db import db
from campaign.core.errors import Conflict, NotFound
from campaign.core.i18n import _, _l
from campaign.people.imports import reports
from campaign.people.imports.columns import head_of
from campaign.people.imports.models import Import
from campaign.people.imports.reports import Opened
from campaign.people.imports.schemas import Counts, ImportRow, Options, Outcome, Reading
from campaign.sheets.reading import Upload, read_table, with_errors


def import_row(import_id: int) -> ImportRow:
    """One import. Raises NotFound when it is not the asker's to see. One statement."""
    found = db.session.scalars(select(Import).where(Import.id == import_id), execution_options={"populate_existing": True})
    imported = found.one_or_none()
    if imported is None:
        raise no_import()
    return row_of(imported)


def no_import() -> NotFound:
    return NotFound(_l("There is no such import."))


def imports_of_event(event_id: int) -> tuple[ImportRow, ...]:
    """The imports of an event that the asker may see, the newest first. One statement."""
    of_event = select(Import).where(Import.event_id == event_id).order_by(Import.id.desc())
    return tuple(row_of(imported) for imported in db.session.scalars(of_event, execution_options={"populate_existing": True}))


def row_of(imported: Import) -> ImportRow:
    """The row as pages show it."""
    return ImportRow(
        id=imported.id,
        event_id=imported.event_id,
        region_id=imported.region_id,
        stop_id=imported.stop_id,
        state=imported.state,
        owner_id=imported.owner_id,
        file_name=imported.file_name,
        reading=Reading.from_facts(imported.reading),
        options=Options(
            imported.skip_errors,
            imported.create_organisations,
            {int(row): Outcome(choice) for row, choice in imported.choices.items()},
        ),
        counts=Counts(imported.rows, imported.created, imported.matched, imported.skipped, imported.failed),
        file_uid=imported.file_uid,
        report_uid=imported.report_uid,
        job_uid=imported.job_uid,
        made_at=imported.made_at,
        written_at=imported.written_at,
        undone_at=imported.undone_at,
    )


def report(imported: ImportRow) -> Opened:
    """What the last dry run found, with its pages of errors and rows; its owner's only, for as long as it is kept.

    Raises NotFound. Some 50 ms for 100,000 rows.
    """
    if imported.report_uid is None:
        raise NotFound(_l("There is no report of this import yet."))
    return reports.opened(files.content_of(imported.report_uid))


def upload_of(imported: ImportRow) -> Upload:
    """The file as it was sent. Raises NotFound for another's, and once it was kept long enough."""
    if imported.file_uid is None:
        raise NotFound(_l("There is no such file, or it was kept long enough."))
    return Upload(imported.file_name, b"".join(files.content_of(imported.file_uid)))


def copy_with_errors(imported: ImportRow) -> bytes:
    """The sheet as XLSX with a column of what is wrong in each row. Raises NotFound, Conflict before it was read."""
    if imported.reading is None:
        raise Conflict(_l("Nobody has said yet where in this file the people stand."))
    errors = list(report(imported).all_errors())
    table = read_table(upload_of(imported), sheet=imported.reading.sheet or None)
    head = head_of(imported.reading)
    return with_errors(table, head.row, errors, _("What is wrong"), head.columns)
