"""Acts on imports of vehicles: sending a table, reading it another way, taking it in, taking it back."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, files, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound
from campaign.core.i18n import _l
from campaign.events.schemas import EventRow
from campaign.motorcades.imports.models import ImportedCar, VehicleImport
from campaign.motorcades.imports.queries import NO_IMPORT, UNTOUCHED, dry_run, row_of, upload_of
from campaign.motorcades.imports.schemas import MOST_ROWS, DryRun, ImportState, Options
from campaign.motorcades.models import ColumnCar, Vehicle
from campaign.motorcades.policies import ensure_can_write_column
from campaign.motorcades.services import Added, add_cars, remove_cars
from campaign.motorcades.services.columns import writable
from campaign.sheets.mapping import Reading
from campaign.sheets.reading import Upload

KEPT: Final = timedelta(days=7)
_PLAIN: Final = {"synchronize_session": False}
_MAKE, _WRITE = "vehicles.import", "vehicles.import.write"


@dataclass(frozen=True)
class Brought:
    """What became of a table; `import_id` is None when nothing was written."""

    import_id: int | None
    run: DryRun


def start(event_id: int, upload: Upload, key: str) -> int:
    """Keep the file for a week and give the import's number; the same key again gives the same import.

    Raises NotFound, Refused, KeyReused.
    """
    digest = hashlib.sha256(upload.data).hexdigest()
    with unit_of_work() as session:
        if earlier := operations.begin(session, _MAKE, key, {"event": event_id, "file": digest}):
            return int(earlier["import"])
        event = writable(event_id)
        row = _new(session, event, upload.name)
        row.file_uid = files.keep(
            session, [upload.data], name=upload.name, mimetype="application/octet-stream", region_id=event.region_id,
            stop_id=event.stop_id, kept=KEPT,
        )  # fmt: skip
        operations.finish(session, _MAKE, key, {"import": row.id})
        return row.id


def remap(import_id: int, reading: Reading | None, left_out: frozenset[int]) -> None:
    """Take other columns (None: guess anew) and leave these rows out. Raises NotFound, Refused, Conflict when it is written."""
    with unit_of_work() as session:
        row = _held(session, import_id)
        if row.state is not ImportState.JUDGED:
            raise Conflict(_l("This import is written already."))
        row.reading = reading.as_facts() if reading else {}
        row.left_out = sorted(left_out)[:MOST_ROWS]


def commit(import_id: int, skip_errors: bool, clash_reason: str, key: str) -> int:
    """Put the vehicles into the column behind those that are there, all of the good rows or none; how many.

    The same key again changes nothing. Raises NotFound, Refused, Conflict for one that is written already or whose rows have
    errors (unless the good ones are wanted alone), Invalid for a clash with another column.
    """
    with unit_of_work() as session:
        if earlier := operations.begin(session, _WRITE, key, {"import": import_id}):
            return int(earlier["cars"])
        row = _held(session, import_id)
        if row.state is not ImportState.JUDGED:
            raise Conflict(_l("This import is written already."))
        shown = row_of(row)
        run = dry_run(row.event_id, upload_of(shown), shown.reading, shown.options)
        if run.trouble or not run.judged.wishes or (run.judged.errors and not skip_errors):
            raise Conflict(_l("The table cannot be taken in as it is now. Look at what is wrong with it."))
        added = _write(session, row, run, clash_reason)
        operations.finish(session, _WRITE, key, {"cars": len(added)})
        return len(added)


def bring_in(event_id: int, upload: Upload, options: Options, *, only_look: bool = False) -> Brought:
    """Read, judge and write a table in one go: what the console does.

    Nothing is written for a look, nor when anything is wrong unless the options take the good rows. Raises NotFound, Refused,
    Invalid for what is no table and for a clash with another column.
    """
    with unit_of_work() as session:
        event = writable(event_id)
        run = dry_run(event_id, upload, None, options)
        if run.trouble:
            raise Invalid(run.trouble)
        if only_look or not run.judged.wishes or (run.judged.errors and not options.skip_errors):
            return Brought(None, run)
        row = _new(session, event, upload.name)
        _write(session, row, run, "")
        return Brought(row.id, run)


def undo(import_id: int) -> int:
    """Take a written import back: its cars leave the column; how many left.

    Those stay in which people have seats, and those that somebody has changed or marked since. Vehicles that came by it, are
    in no other column and stand as they came leave the register. Done twice it is done once.
    Raises NotFound, Refused, Conflict for one that was never written.
    """
    with unit_of_work() as session:
        row = _held(session, import_id)
        if row.state is ImportState.UNDONE:
            return 0
        if row.state is not ImportState.WRITTEN:
            raise Conflict(_l("This import was not written, so there is nothing to take back."))
        gone = _take_out(session, row)
        row.state, row.undone_at = ImportState.UNDONE, clock.now()
        session.flush()
        after = {"event": row.event_id, "cars": gone}
        audit.note(session, "column.import_undone", "vehicle_import", row.id, region_id=row.region_id, after=after)
        return gone


def _take_out(session: Session, row: VehicleImport) -> int:
    event = writable(row.event_id)
    mine = (
        select(ColumnCar.id, ColumnCar.vehicle_id, ImportedCar.made_vehicle)
        .join(ColumnCar, ColumnCar.id == ImportedCar.car_id)
        .where(ImportedCar.import_id == row.id, *UNTOUCHED)
    )
    going = session.execute(mine).all()
    session.execute(delete(ImportedCar).where(ImportedCar.import_id == row.id), execution_options=_PLAIN)
    gone = remove_cars(event.id, {car_id for car_id, _vehicle_id, _made in going})
    made = [vehicle_id for _car_id, vehicle_id, is_made in going if is_made]
    used = select(ColumnCar.id).where(ColumnCar.vehicle_id == Vehicle.id).exists()
    forgotten = delete(Vehicle).where(Vehicle.id.in_(made), Vehicle.version == 1, ~used)
    session.execute(forgotten, execution_options=_PLAIN)
    return gone


def _new(session: Session, event: EventRow, file_name: str) -> VehicleImport:
    row = VehicleImport(
        event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, owner_id=current_actor().user_id,
        state=ImportState.JUDGED, file_name=file_name[:120], reading={}, left_out=[], made_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _held(session: Session, import_id: int) -> VehicleImport:
    """The import, held until the unit of work ends. Raises NotFound, Refused."""
    statement = select(VehicleImport).where(VehicleImport.id == import_id).with_for_update()
    row = session.scalars(statement, execution_options={"populate_existing": True}).one_or_none()
    if row is None:
        raise NotFound(NO_IMPORT)
    ensure_can_write_column(current_actor(), row.region_id, row.stop_id)
    return row


def _write(session: Session, row: VehicleImport, run: DryRun, clash_reason: str) -> tuple[Added, ...]:
    wishes = [replace(wish, clash_reason=clash_reason) for wish in run.judged.wishes]
    added = add_cars(row.event_id, wishes)
    session.add_all(ImportedCar(import_id=row.id, car_id=each.car_id, made_vehicle=not each.known) for each in added)
    row.state, row.written_at = ImportState.WRITTEN, clock.now()
    row.keep_counts(run.judged.counts)
    session.flush()
    after = {"event": row.event_id, "cars": len(added), "failed": row.failed}
    audit.note(session, "column.imported", "vehicle_import", row.id, region_id=row.region_id, after=after)
    return added
