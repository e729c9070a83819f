"""Reading imports, what a table would do to the column now, and the copy of the sheet that says what is wrong."""

from sqlalchemy import and_, func, select

from campaign.core import files
from campaign.core.db import db
from campaign.core.errors import Conflict, Invalid, NotFound
from campaign.core.i18n import _, _l
from campaign.events import queries as events
from campaign.motorcades.imports.columns import guess, head_of, is_enough
from campaign.motorcades.imports.judging import judge
from campaign.motorcades.imports.models import ImportedCar, VehicleImport
from campaign.motorcades.imports.planning import plan
from campaign.motorcades.imports.schemas import MOST_ROWS, Counts, DryRun, ImportRow, Options, TakingBack
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.schemas import CarState
from campaign.sheets.mapping import SAMPLE, Reading
from campaign.sheets.reading import RawTable, Upload, headings, read_table, with_errors

NO_IMPORT = _l("There is no such import.")
NO_FILE = _l("The table itself is kept for a week, and only for the person who sent it.")
NO_HEAD = _l("No heading such as Гос. номер, Мемлекеттік нөмір or Plate was found. Name the columns in the first row.")

UNTOUCHED = (ColumnCar.taken == 0, ColumnCar.version == 1, ColumnCar.state == CarState.EXPECTED)
"""Which cars of an import go when it is taken back: nobody has a seat in them, nobody has changed or marked them since."""


def import_row(import_id: int) -> ImportRow:
    """Raises NotFound when it is not the asker's to see. One statement."""
    statement = select(VehicleImport).where(VehicleImport.id == import_id)
    row = db.session.scalars(statement, execution_options={"populate_existing": True}).one_or_none()
    if row is None:
        raise NotFound(NO_IMPORT)
    return row_of(row)


def imports_of_event(event_id: int) -> tuple[ImportRow, ...]:
    """The imports of a column that the asker may see, the newest first. One statement."""
    statement = select(VehicleImport).where(VehicleImport.event_id == event_id).order_by(VehicleImport.id.desc())
    return tuple(map(row_of, db.session.scalars(statement)))


def row_of(row: VehicleImport) -> ImportRow:
    """The row as pages show it."""
    return ImportRow(
        row.id, row.event_id, row.region_id, row.stop_id, row.state, row.file_name, row.file_uid,
        Reading.from_facts(row.reading), Options(frozenset(row.left_out)),
        Counts(row.rows, row.created, row.matched, row.skipped, row.failed), row.made_at, row.written_at, row.undone_at,
    )  # fmt: skip


def upload_of(row: ImportRow) -> Upload:
    """The file as it was sent. Raises NotFound for another's, and once it was kept long enough."""
    if row.file_uid is None:
        raise NotFound(NO_FILE)
    return Upload(row.file_name, b"".join(files.content_of(row.file_uid)))


def dry_run(event_id: int, upload: Upload, reading: Reading | None, options: Options) -> DryRun:
    """What the table would do to the column of the event now; nothing is written.

    A reading without columns only names the sheet. What is no table of vehicles is told as `trouble`. The file is parsed in a
    limited child, some 0.05 s; five statements, however many rows. Raises NotFound for an event that is not to be seen.
    """
    event = events.event_row(event_id)
    try:
        table = read_table(upload, most_rows=MOST_ROWS, sheet=reading.sheet or None if reading else None)
    except Invalid as error:
        return DryRun(trouble=str(error))
    found = reading if reading and reading.columns else guess(table)
    if found is None or not is_enough(found):
        return _of_table(table, found or Reading(table.sheet, 0, {}), DryRun(trouble=str(NO_HEAD)))
    judged = plan(event, judge(table, found, options))
    trouble = (
        "" if judged.lines else _("No vehicle stands under the head of the table. Put the vehicles into the rows under it.")
    )
    return _of_table(table, found, DryRun(trouble=trouble, judged=judged))


def _of_table(table: RawTable, reading: Reading, run: DryRun) -> DryRun:
    sample = tuple(tuple(table.row(reading.head_row + number)) for number in range(1, SAMPLE + 1))
    return DryRun(run.trouble, table.sheets, tuple(headings(table, head_of(reading))), sample, reading, run.judged)


def copy_with_errors(row: ImportRow) -> bytes:
    """The sheet as XLSX with a column of what is wrong in each row. Raises NotFound, Conflict for what is no table."""
    upload = upload_of(row)
    run = dry_run(row.event_id, upload, row.reading, row.options)
    if run.reading is None or not is_enough(run.reading):
        raise Conflict(NO_HEAD)
    table = read_table(upload, most_rows=MOST_ROWS, sheet=run.reading.sheet or None)
    return with_errors(table, run.reading.head_row, run.judged.errors, _("What is wrong"), run.reading.columns)


def taking_back(import_id: int) -> TakingBack:
    """What taking it back would do now. One statement."""
    other = ColumnCar.__table__.alias()
    uses = select(func.count()).where(other.c.vehicle_id == ColumnCar.vehicle_id).correlate(ColumnCar).scalar_subquery()
    mine = (
        select(and_(*UNTOUCHED).label("goes"), ImportedCar.made_vehicle, uses.label("uses"), Vehicle.version)
        .join(ColumnCar, ColumnCar.id == ImportedCar.car_id)
        .join(Vehicle, Vehicle.id == ColumnCar.vehicle_id)
        .where(ImportedCar.import_id == import_id)
    )
    rows = db.session.execute(mine).all()
    going = [row for row in rows if row.goes]
    forgotten = sum(row.made_vehicle and row.uses == 1 and row.version == 1 for row in going)
    return TakingBack(len(going), len(rows) - len(going), forgotten)
